"""How other programs are started, each at its default settings, so that they print their groups as JSON lists of paths.

imagededup, czkawka and image-dedup-ai are Python packages, looked for beside the interpreter that the benchmarks'
option `--rivals` names. dupeGuru is Debian's package; it has no command line, so its own scanner is run without its
window. Imports nothing large, so that benchmarks of memory may import it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

Command = Callable[[str], list[str]]
"""The command line for a folder."""

CZKAWKA = """
import json, sys
from czkawka import ImageSimilarity
finder = ImageSimilarity()
finder.set_directories([sys.argv[1]])
print(json.dumps([[str(path) for path in group] for group in finder.find_similar()]))
"""

# imagededup answers in neighbours of each file; its documentation has no groups, so those joined by any chain are one.
IMAGEDEDUP = """
import json, os, sys
from imagededup.methods import PHash
if __name__ == "__main__":
    groups = {}
    for name, others in PHash(verbose=False).find_duplicates(image_dir=sys.argv[1], recursive=True).items():
        joined = set().union({name}, others, *(groups.get(other, ()) for other in [name, *others]))
        groups.update(dict.fromkeys(joined, frozenset(joined)))
    found = [[os.path.join(sys.argv[1], name) for name in group] for group in set(groups.values()) if len(group) > 1]
    print(json.dumps(found))
"""

DUPEGURU_FOLDER = "/usr/share/dupeguru"
DUPEGURU_HARDNESS = 95
DUPEGURU = """
import json, sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from core.fs import filesdb
from core.pe.scanner import ScannerPE
from core.scanner import ScanType
from hscommon.jobprogress.job import nulljob
from qt.pe.photo import File
if __name__ == "__main__":
    scanner = ScannerPE()
    scanner.scan_type, scanner.min_match_percentage = ScanType.FUZZYBLOCK, int(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        filesdb.connect(folder + "/digests.db")
        scanner.cache_path = folder + "/cache.db"
        photos = [File(path) for path in sorted(Path(sys.argv[1]).rglob("*")) if path.is_file()]
        groups = scanner.get_dupe_groups(photos, j=nulljob)
        filesdb.close()
    print(json.dumps([[str(photo.path) for photo in group] for group in groups]))
"""


def installed(rivals: str | None, workers: int | None = None) -> Mapping[str, Command]:
    """The programs that are there; `rivals` is a Python interpreter, None where none of them is wanted.

    Only image-dedup-ai lets one choose how many `workers` it has.
    """
    if rivals is None:
        return {}
    found: dict[str, Command] = {}
    if _has(rivals, "image_dedup_ai"):
        tool = [str(Path(rivals).with_name("image-dedup-ai")), "--json"]
        tool += ["--workers", str(workers)] if workers else []
        found["image-dedup-ai"] = lambda folder: [*tool, folder]
    if _has(rivals, "czkawka"):
        found["czkawka"] = lambda folder: [rivals, "-c", CZKAWKA, folder]
    if Path(DUPEGURU_FOLDER).is_dir():
        scanner = ["/usr/bin/python3", "-c", DUPEGURU]
        found["dupeGuru"] = lambda folder: [*scanner, folder, DUPEGURU_FOLDER, str(DUPEGURU_HARDNESS)]
    if _has(rivals, "imagededup.methods"):
        found["imagededup PHash"] = lambda folder: [rivals, "-c", IMAGEDEDUP, folder]
    return found


def _has(python: str, module: str) -> bool:
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0
