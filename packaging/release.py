"""Makes a release out of a clean main: the change log from its fragments, the version, one commit and one tag.

    ./run setup release && .venv/bin/python packaging/release.py VERSION [--dry-run]

With `--dry-run` it checks, shows what the change log would say, and changes nothing. Nothing is pushed; the tag, once
pushed, lets `.github/workflows/packages.yml` build the packages. Run `bash .ci/run` before.
"""

from __future__ import annotations

import argparse
import datetime
import re
import subprocess
import sys
from pathlib import Path

VERSION_SOURCE = Path("core/lookalike/__init__.py")
METAINFO = Path("packaging/linux/org.lookalike.Lookalike.metainfo.xml")
CHANGES = Path("changes")
KINDS = ("added", "changed", "fixed", "removed", "security")
VERSION_LINE = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)
RELEASE_LINE = re.compile(r'<release version="(.+?)" date="(.+?)"/>')


class RefusedError(Exception):
    """The release must not be made; the message says why."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Make a release out of a clean main.")
    parser.add_argument("version", help="its version, such as 1.2.0")
    parser.add_argument("--dry-run", action="store_true", help="check, show the change log, and change nothing")
    options = parser.parse_args()
    try:
        check(options.version)
        if options.dry_run:
            print(towncrier(options.version, "--draft"))
        else:
            release(options.version)
    except RefusedError as refusal:
        print(f"release.py: {refusal}", file=sys.stderr)
        return 1
    return 0


def check(version: str) -> None:
    """Raises RefusedError with the first thing that speaks against this release."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise RefusedError(f"{version} is not a version such as 1.2.0")
    if (branch := git("rev-parse", "--abbrev-ref", "HEAD")) != "main":
        raise RefusedError(f"releases are made of main, and this is {branch}")
    if changed := git("status", "--porcelain"):
        raise RefusedError(f"there are changes that are not committed:\n{changed}")
    if newer := [tag for tag in git("tag", "--list", "v*").split() if numbers(tag[1:]) >= numbers(version)]:
        raise RefusedError(f"{', '.join(newer)} is there already")
    current = one(VERSION_LINE, VERSION_SOURCE)
    if numbers(current) > numbers(version):
        raise RefusedError(f"{VERSION_SOURCE} says {current} already")
    if (told := one(RELEASE_LINE, METAINFO)) != current:
        raise RefusedError(f"{VERSION_SOURCE} says {current}, and {METAINFO} {told}")
    check_fragments(first=not git("tag", "--list", "v*"))


def check_fragments(*, first: bool) -> None:
    """Raises RefusedError where there is nothing to tell, or a fragment that the change log would leave out.

    In the first release nothing can have changed yet, so that all of its fragments must tell what was added.
    """
    fragments = [file for file in sorted(CHANGES.iterdir()) if file.name not in ("README.md", ".gitignore")]
    if not fragments:
        raise RefusedError(f"{CHANGES} has no fragment, so there is nothing to release")
    for file in fragments:
        named = re.fullmatch(rf"\+[\w-]+\.({'|'.join(KINDS)})\.md", file.name)
        if not named:
            raise RefusedError(f"{file} is not called +NAME.KIND.md, with one of {', '.join(KINDS)} for KIND")
        if first and named[1] != "added":
            raise RefusedError(f"{file}: nothing can be {named[1]} in the first release; see {CHANGES}/README.md")
        if not file.read_text("utf-8").strip():
            raise RefusedError(f"{file} is empty")


def release(version: str) -> None:
    """Write, commit and tag."""
    today = datetime.date.today().isoformat()
    replace(VERSION_LINE, VERSION_SOURCE, f'__version__ = "{version}"')
    line = f'<release version="{version}" date="{today}"/>'
    before = RELEASE_LINE.search(METAINFO.read_text("utf-8"))
    if before and before[1] != version:
        line += f"\n    {before[0]}"
    replace(RELEASE_LINE, METAINFO, line)
    towncrier(version, "--yes", "--date", today)
    git("add", "--all")
    git("commit", "--quiet", "--message", f"Release {version}")
    git("tag", "--annotate", f"v{version}", "--message", f"Lookalike {version}")
    print(f"Lookalike {version} is committed and tagged. To publish it:\n  git push origin main v{version}")


def towncrier(version: str, *options: str) -> str:
    return call(sys.executable, "-m", "towncrier", "build", "--version", version, *options)


def git(*arguments: str) -> str:
    return call("git", *arguments)


def call(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RefusedError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def one(pattern: re.Pattern[str], file: Path) -> str:
    """What the pattern's first group says in the file. Raises RefusedError where it is not there."""
    if found := pattern.search(file.read_text("utf-8")):
        return found[1]
    raise RefusedError(f"{file} names no version")


def replace(pattern: re.Pattern[str], file: Path, line: str) -> None:
    """Put the line in the place of the first match."""
    file.write_text(pattern.sub(lambda _: line, file.read_text("utf-8"), count=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
