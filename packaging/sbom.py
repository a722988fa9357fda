"""Writes down what is in a bundle: every part with its version and licence, and the licences' texts.

    .venv-bundle/bin/python packaging/sbom.py dist/lookalike       (bundle.py calls it)

Into the bundle go `sbom.cdx.json` (CycloneDX 1.6, for programs that look for known weaknesses), `licenses/`, and the
guide's page `bundled.md`. It fails where a library's licence is not known, so that none gets in unnoticed.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import shutil
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, version
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from origins import TREE, SystemPackage, UnknownOriginError, origins
from packageurl import PackageURL

TEXT_NAMES = ("LICEN", "COPYING", "NOTICE")
LEFT_OUT = {"openssl-libs", "libdrm"}
"""Parts of OpenCV's wheel that without_video.py takes out."""

LICENCES = {
    "ImageHash": "BSD-2-Clause",
    "PySide6_Essentials": "LGPL-3.0-only",
    "ai-edge-litert": "Apache-2.0",
    "opencv-python-headless": "Apache-2.0",
    "pi_heif": "BSD-3-Clause",
    "protobuf": "BSD-3-Clause",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "rawpy": "MIT",
    "scipy": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
}
"""Of packages that do not state theirs as an SPDX expression, or leave a choice."""

LIBRARIES = {
    "lib(aom|avif|openjp2)": "BSD-2-Clause",
    "lib(webp|webpdemux|webpmux|sharpyuv|zstd)": "BSD-3-Clause",
    "lib(openblasp-r0|scipy_openblas|scipy_openblas64_)": "BSD-3-Clause",
    "lib(av(codec|format|util)|swscale)": "GPL-3.0-or-later",  # empty: see linux/without_video.py
    "lib(gfortran|gomp)": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "lib(heif|de265)": "LGPL-3.0-or-later",
    "lib(Qt6.*|pyside6|shiboken6)": "LGPL-3.0-only",
    "lib(xcb|Xau)": "X11",
    "libicu(data|i18n|uc)": "Unicode-DFS-2016",
    "libjasper": "JasPer-2.0",
    "libjpeg": "IJG AND BSD-3-Clause",
    "liblcms2": "MIT",
    "liblzma": "0BSD",
    "libpng16": "libpng-2.0",
    "libquadmath": "LGPL-2.1-or-later",
    "libraw_r": "LGPL-2.1-only OR CDDL-1.0",
    "libtiff": "libtiff",
}
"""Of the libraries that wheels bring along: pattern of the name before its version -> SPDX expression."""

OURS = (
    ("MobileNet V1, trained on ImageNet", "models/mobilenet_1_0_224.tflite", "Apache-2.0", "models/NOTICE.md"),
    ("Projection of MobileNet's features", "models/proposal_projection.npz", "GPL-3.0-or-later", "models/NOTICE.md"),
    ("Names of ImageNet's classes", "models/imagenet_class_index.json", "MIT", "models/NOTICE.md"),
    ("Icons of Lucide", "icons/search.svg", "ISC", "icons/LICENSE"),
)
"""What lies among our own files and came from elsewhere: name, a file, licence, where more is said."""


def main(bundle: Path) -> int:
    inside = bundle / "_internal"
    made_of = origins(bundle)
    parts = [of_python()]
    parts += [of_distribution(found, made_of.files[name]) for name, found in made_of.distributions.items()]
    parts += [of_system(package) for package in made_of.packages]
    parts += [of_file(inside / "lookalike_resources" / file, name, licence) for name, file, licence, _ in OURS]
    for found in made_of.distributions.values():
        copy_texts(found, inside / "licenses")
    for package in made_of.packages:
        copy(package.text, inside / "licenses" / "system" / f"{package.name}.txt")
    copy(Path(sysconfig.get_path("stdlib"), "LICENSE.txt"), inside / "licenses" / "Python" / "LICENSE.txt")
    for name in ("PySide6_Essentials", "shiboken6"):  # whose wheels have no text
        copy(TREE / "packaging" / "LGPL-3.0.txt", inside / "licenses" / name / "LGPL-3.0.txt")
    parts.sort(key=lambda part: part.name.lower())
    (inside / "sbom.cdx.json").write_text(as_json(parts), encoding="utf-8")
    write_page(inside, parts)
    print(f"sbom.py: {len(parts)} parts, {sum(len(part.components) for part in parts)} parts of those")
    return 0


def of_python() -> Component:
    return Component(
        name="Python",
        version=platform.python_version(),
        type=ComponentType.PLATFORM,
        licenses=licence("PSF-2.0"),
        purl=PackageURL("generic", "", "python", platform.python_version()),
    )


def _stated(found: Distribution, field: str) -> str:
    """A field of a wheel's own description; empty where it has none."""
    return str(found.metadata[field] or "") if field in found.metadata else ""


def of_distribution(found: Distribution, files: Iterable[Path]) -> Component:
    """A Python package with what its wheel brings along: as the wheel says itself (PEP 770), and file by file."""
    stated = LICENCES.get(found.name) or _stated(found, "License-Expression") or _stated(found, "License")
    if not stated:
        raise UnknownOriginError(f"{found.name} does not state its licence; write it into {Path(__file__).name}")
    libraries = [file for file in files if ".so" in file.suffixes and is_library(file)]
    return Component(
        name=found.name,
        version=found.version,
        type=ComponentType.LIBRARY,
        licenses=licence(stated),
        purl=PackageURL("pypi", "", found.name.lower().replace("_", "-"), found.version),
        components=[*told_by_wheel(found), *(of_file(file, file.name, licence_of(file)) for file in libraries)],
    )


def is_library(file: Path) -> bool:
    """Whether a file is a library of its own, not a module or plugin of the package."""
    return file.parent.name.endswith(".libs") or (file.name.startswith("lib") and ".so." in file.name)


def licence_of(library: Path) -> str:
    name, _ = name_and_version(library.name)
    for pattern, stated in LIBRARIES.items():
        if re.fullmatch(pattern, name):
            return stated
    raise UnknownOriginError(f"{library}: under which licence? Write it into {Path(__file__).name}")


def name_and_version(library: str) -> tuple[str, str]:
    """`libaom-a0d22147.so.3.14.1` -> `libaom`, `3.14.1`; the digits in the middle are those of wheels."""
    stem, _, number = re.sub(r"-[0-9a-f]{8}|\.abi3", "", library).partition(".so")
    name, _, own = stem.partition(".")
    return name.rstrip("-"), number.lstrip(".") or own


def told_by_wheel(found: Distribution) -> Iterable[Component]:
    """What the maker of a wheel says is in it."""
    for file in found.files or ():
        if file.match("*.dist-info/sboms/*.json"):
            text = Path(str(file.locate())).read_text("utf-8")
            for part in Bom.from_json(json.loads(text)).components:
                if part.name not in LEFT_OUT and part.name.lower() != found.name.lower():
                    part.bom_ref.value = f"{found.name}/{file.name}/{part.bom_ref.value}"
                    yield part


def of_system(package: SystemPackage) -> Component:
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        licenses=licence(f"see licenses/system/{package.name}.txt"),
        purl=PackageURL("deb", "debian", package.name, package.version),
    )


def of_file(file: Path, name: str, stated: str) -> Component:
    kind = ComponentType.MACHINE_LEARNING_MODEL if file.suffix == ".tflite" else ComponentType.FILE
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return Component(
        name=name, type=kind, licenses=licence(stated), hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)]
    )


def licence(stated: str) -> list[License]:
    return [LicenseFactory().make_from_string(stated)]


def copy_texts(found: Distribution, target: Path) -> None:
    for file in found.files or ():
        if ".dist-info" in file.parts[0] and file.name.upper().startswith(TEXT_NAMES):
            inner = [part for part in file.parts[1:] if part != "licenses"]
            copy(Path(str(file.locate())), Path(target, found.name, *inner))


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def as_json(parts: list[Component]) -> str:
    """The bill of materials. Raises ValueError where it breaks the rules of CycloneDX."""
    program = Component(
        name="lookalike",
        version=version("lookalike"),
        type=ComponentType.APPLICATION,
        licenses=licence("GPL-3.0-or-later"),
    )
    bill = Bom(components=parts)
    bill.metadata.component = program
    bill.register_dependency(program, parts)
    text: str = JsonV1Dot6(bill).output_as_string(indent=1)
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"the bill of materials is not valid: {fault}")
    return text


def write_page(inside: Path, parts: list[Component]) -> None:
    """The page of the guide that lists all parts; the page of the licences leads to it."""
    guide = inside / "lookalike_resources" / "guide"
    places = {name: f"../{place}" for name, _, _, place in OURS}
    for folder in (inside / "licenses").iterdir():
        texts = sorted(text for text in folder.rglob("*") if text.is_file())
        places[folder.name] = "../../" + texts[0].relative_to(inside).as_posix()
    heading = ["", "| What | Version | Licence |", "| --- | --- | --- |"]
    lines, system = ["# What is in this package", "", "[Licences](licences.md)", *heading], list(heading)
    for part in parts:
        stated = in_words(part)
        if part.purl and part.purl.type == "deb":
            system.append(f"| {part.name} | {part.version} | [as Debian says](../../{stated.removeprefix('see ')}) |")
            continue
        lines.append(f"| {part.name} | {part.version or ''} | [{stated}]({places[part.name]}) |")
        for inner in (inner for inner in part.components if inner.hashes):
            name, number = name_and_version(inner.name)
            lines.append(f"| … {name} | {number} | {in_words(inner)} |")
    if len(system) > len(heading):
        lines += ["", "## Libraries of the system that this was built on", *system]
    (guide / "bundled.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (guide / "licences.md").open("a", encoding="utf-8") as page:
        page.write("\nThis package: [every part of it, with its version and licence](bundled.md).\n")


def in_words(part: Component) -> str:
    return "; ".join(str(getattr(each, "value", None) or each.id or each.name) for each in part.licenses)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
