import shutil
import subprocess

import pytest

from lookalike.cli import main


def completed(script, words):
    """What bash offers for the last of the words."""
    lines = [
        script,
        f"COMP_WORDS=({' '.join(words)} '')",
        f"COMP_CWORD={len(words)}",
        "_shtab_lookalike",
        'printf "%s\\n" "${COMPREPLY[@]}"',
    ]
    done = subprocess.run(["bash", "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.fixture
def script(capsys):
    assert main(["completion", "bash"]) == 0
    return capsys.readouterr().out


def test_bash_completes_the_verbs(script):
    assert shutil.which("bash")
    assert {"scan", "search", "compare", "classify", "mark", "apply", "undo", "export"} <= completed(
        script, ["lookalike"]
    )


def test_other_shells_have_a_script_too(capsys):
    for shell in ("zsh", "tcsh"):
        assert main(["completion", shell]) == 0
        assert "lookalike" in capsys.readouterr().out
