"""What `./run` installs is pinned, to the last byte, and satisfies what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TREE = Path(__file__).parents[2]
PROJECT = tomllib.loads((TREE / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = sorted((TREE / "packaging/locks").glob("*.txt"))
MACHINES = [
    {
        "sys_platform": system,
        "platform_machine": machine,
        "python_version": python,
        "python_full_version": f"{python}.1",
    }
    for system, machine in (("linux", "x86_64"), ("linux", "aarch64"), ("win32", "AMD64"), ("darwin", "arm64"))
    for python in ("3.11", "3.12", "3.13", "3.14")
]


def entries(lock: Path) -> list[tuple[Requirement, list[str]]]:
    """The requirements of a lock, each with its hashes."""
    logical = lock.read_text("utf-8").replace("\\\n", " ").splitlines()
    lines = [line for line in logical if line.strip() and not line.startswith("#")]
    return [(Requirement(line.partition("--hash")[0]), re.findall(r"--hash=(\S+)", line)) for line in lines]


def pins(lock: Path, machine: dict[str, str]) -> dict[str, str]:
    """Package -> version, as a machine installs them."""
    chosen = [entry for entry, _ in entries(lock) if entry.marker is None or entry.marker.evaluate(machine)]
    assert len({entry.name for entry in chosen}) == len(chosen), f"{lock.name} names a package twice on {machine}"
    return {canonicalize_name(entry.name): str(entry.specifier).removeprefix("==") for entry in chosen}


def wanted(extra: str, machine: dict[str, str]) -> Iterator[Requirement]:
    """What pyproject.toml asks for with an extra, and with the extras that it names."""
    for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"][extra]:
        requirement = Requirement(line)
        if requirement.name == "lookalike":
            for other in requirement.extras:
                yield from wanted(other, machine)
        elif requirement.marker is None or requirement.marker.evaluate(machine):
            yield requirement


def test_what_run_sets_up_has_a_lock() -> None:
    assert {"all", "test", "test-core", "lint", "bundle", "release"} == {lock.stem for lock in LOCKS}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_satisfies_what_the_project_asks_for_on_every_machine(lock: Path) -> None:
    for machine in MACHINES:
        pinned = pins(lock, machine)
        for requirement in wanted(lock.stem, machine):
            version = pinned[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), f"{requirement} on {machine}: {version}; renew the lock"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_file_is_known_by_its_hash_and_comes_from_the_index(lock: Path) -> None:
    for entry, hashes in entries(lock):
        assert str(entry.specifier).startswith("=="), entry
        assert entry.url is None, entry
        assert hashes and all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), entry


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: "-".join(machine.values()))
def test_all_locks_name_the_same_versions(machine: dict[str, str]) -> None:
    versions = defaultdict(set)
    for lock in LOCKS:
        for name, version in pins(lock, machine).items():
            versions[name].add(version)
    assert not {name: found for name, found in versions.items() if len(found) > 1}
