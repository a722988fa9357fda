import numpy as np
from skimage import data

from lookalike.decoding import scratch
from lookalike.decoding.scratch import Scratch


def test_what_was_set_aside_comes_back_byte_for_byte():
    with Scratch() as rasters:
        assert rasters.put(7, b"seven")
        assert rasters.put(3, b"three")
        assert (rasters.get(3), rasters.get(7), rasters.get(1)) == (b"three", b"seven", None)


def test_a_full_scratch_refuses_and_keeps_what_it_has():
    with Scratch(limit=8) as rasters:
        assert rasters.put(1, b"12345678")
        assert not rasters.put(2, b"9")
        assert rasters.get(1) == b"12345678"
        assert rasters.get(2) is None


def test_a_photo_survives_the_round_trip_nearly_unchanged():
    photo = data.astronaut()
    back = scratch.restore(scratch.encode(photo))
    assert back.shape == photo.shape
    assert np.abs(back.astype(int) - photo).mean() < 4
