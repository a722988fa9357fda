"""Where rows lie in the grid, checked against each other."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lookalike_gui.views.grid_layout import GridLayout, Measures

MEASURES = Measures(width=500, cell_width=100, cell_height=120, header=40, margin=16, gap=8)


def layout(sizes: list[int]) -> GridLayout:
    """Groups of so many photos; 0 is a collapsed one."""
    return GridLayout(np.concatenate(([0], np.cumsum([1 + size for size in sizes]))).astype(np.int64), MEASURES)


groups = st.lists(st.integers(0, 9), min_size=1, max_size=8)


@given(groups)
def test_every_row_is_found_where_it_lies(sizes: list[int]) -> None:
    made = layout(sizes)
    for row in range(sum(sizes) + len(sizes)):
        middle = made.rect(row).center()
        assert made.row_at(middle.x(), middle.y()) == row


@given(groups)
def test_no_two_rows_lie_on_each_other_and_none_below_the_end(sizes: list[int]) -> None:
    made = layout(sizes)
    places = [made.rect(row) for row in range(sum(sizes) + len(sizes))]
    assert all(place.bottom() < made.height for place in places)
    assert not any(one.intersects(other) for n, one in enumerate(places) for other in places[:n])


@given(groups, st.integers(0, 2000), st.integers(1, 400))
def test_a_strip_yields_every_row_that_it_touches(sizes: list[int], top: int, height: int) -> None:
    made = layout(sizes)
    found = made.rows_between(top, top + height - 1)
    for row in range(sum(sizes) + len(sizes)):
        place = made.rect(row)
        if place.top() <= top + height - 1 and place.bottom() >= top:
            assert row in found


def test_cells_flow_into_as_many_columns_as_fit() -> None:
    made = layout([6])
    assert made.rect(1).top() == made.rect(4).top() == 40
    assert made.rect(5).top() == 160
    assert made.rect(5).left() == made.rect(1).left()


def test_one_line_down_keeps_the_column_and_crosses_groups() -> None:
    made = layout([6, 2])
    assert made.beside(2, 1) == 6
    assert made.beside(4, 1) == 6
    assert made.beside(6, 1) == 9
    assert made.beside(9, -1) == 6
    assert made.beside(9, 1) == 9


def test_a_collapsed_group_is_met_on_the_way() -> None:
    made = layout([1, 0, 1])
    assert made.beside(1, 1) == 2
    assert made.beside(2, 1) == 4
    assert made.beside(1, 2) == 4


def test_nothing_to_show_has_no_height_and_no_rows() -> None:
    made = layout([])
    assert made.height == 0
    assert made.row_at(10, 10) == -1
    assert list(made.rows_between(0, 100)) == []
