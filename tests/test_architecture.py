from tests.architecture import DOCUMENT, ENGINE, WINDOW, document, summary


def test_the_architecture_page_names_every_module_as_it_describes_itself() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "run: python tests/architecture.py"


def test_every_module_says_in_a_line_what_it_is_for() -> None:
    modules = [*ENGINE.rglob("*.py"), *WINDOW.rglob("*.py")]
    assert [str(module) for module in modules if not summary(module)] == []


def test_no_module_is_longer_than_a_person_can_survey() -> None:
    modules = [*ENGINE.rglob("*.py"), *WINDOW.rglob("*.py")]
    assert {
        str(module): lines for module in modules if (lines := len(module.read_text("utf-8").splitlines())) > 400
    } == {}
