"""What the verbs share: options for scanning, progress on a terminal, stopping by Ctrl+C."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, TextIO

from lookalike.commands import UsageError
from lookalike.commands.arguments import existing_folder, existing_path, whole_number
from lookalike.job import CancelToken, Progress, Report, Stage, ThreadRunner, silent
from lookalike.priority import give_way
from lookalike.settings import EngineChoice, Preset, ScanOptions, Scope
from lookalike.types import HashKind, HashSpec

if TYPE_CHECKING:
    from tqdm import tqdm

_STAGES = {
    Stage.DISCOVER: ("Looking for photos", "files"),
    Stage.EXACT: ("Comparing bytes", "files"),
    Stage.FINGERPRINT: ("Reading photos", "photos"),
    Stage.PROPOSE: ("Proposing pairs", "photos"),
    Stage.VERIFY: ("Verifying pairs", "pairs"),
    Stage.GROUP: ("Grouping", "photos"),
    Stage.ACT: ("Acting", "files"),
    Stage.EXPORT: ("Writing the page", "photos"),
}
"""What each stage is called, and what is counted in it."""

ENGINE_HELP = "what runs MobileNet: auto (default) takes the fastest that is installed, none does without"


def add_scan_options(parser: argparse.ArgumentParser) -> None:
    """Options that turn into `ScanOptions`; read them back with `scan_options`."""
    what = parser.add_argument_group("which files")
    what.add_argument("--exclude", action="append", default=[], metavar="GLOB", help="skip names or paths like this")
    what.add_argument("--hidden", action="store_true", help="also look into hidden files and folders")
    what.add_argument("--follow-symlinks", action="store_true", help="follow symbolic links to folders and files")
    what.add_argument("--archives", action="store_true", help="also look into ZIP archives, which are never changed")
    what.add_argument("--no-recursive", dest="recursive", action="store_false", help="leave subfolders out")
    what.add_argument(
        "--reference",
        type=existing_path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="only show matches with its photos",
    )
    what.add_argument(
        "--protected",
        type=existing_folder,
        action="append",
        default=[],
        metavar="FOLDER",
        help="never act on its photos",
    )
    _add_compare_options(parser.add_argument_group("how to compare"))
    add_work_options(parser)


def _add_compare_options(how: argparse._ArgumentGroup) -> None:
    how.add_argument(
        "--preset",
        choices=[str(preset) for preset in Preset],
        help="exact: byte copies; same-photo: also edited copies (default); similar-scene: also second takes "
        "of a scene; hash: by one hash alone",
    )
    how.add_argument(
        "--hash",
        choices=[str(kind) for kind in HashKind],
        help="compare by this perceptual hash alone, as other programs do",
    )
    how.add_argument("--hash-size", type=int, choices=(8, 16), default=8, help="8: 64 bits (default), 16: 256 bits")
    how.add_argument(
        "--threshold",
        type=float,
        metavar="NUMBER",
        help="with --hash: most bits that may differ; else the least confidence, 0 to 100 percent",
    )
    how.add_argument(
        "--no-orientations",
        dest="orientations",
        action="store_false",
        help="do not look for rotated or mirrored copies",
    )
    how.add_argument(
        "--scope",
        choices=[str(scope) for scope in Scope],
        default=str(Scope.ALL),
        help="match all photos (default), only those of different folders, or only those of one folder",
    )
    how.add_argument(
        "--engine", choices=[str(choice) for choice in EngineChoice], default=str(EngineChoice.AUTO), help=ENGINE_HELP
    )


def add_work_options(parser: argparse.ArgumentParser) -> None:
    """Options on how the work is done and shown."""
    group = parser.add_argument_group("work")
    group.add_argument(
        "--workers",
        type=whole_number(1),
        default=available_cores(),
        metavar="N",
        help="threads (default: one for each core)",
    )
    group.add_argument("--low-priority", action="store_true", help="give way to all other programs")
    group.add_argument("--no-cache", action="store_true", help="neither use nor fill the cache")
    volume = group.add_mutually_exclusive_group()
    volume.add_argument("-q", "--quiet", action="store_true", help="print results only")
    volume.add_argument("-v", "--verbose", action="store_true", help="also name every file that could not be read")


@contextmanager
def work(args: argparse.Namespace) -> Iterator[tuple[Report, CancelToken, ThreadRunner]]:
    """What long work wants: where its progress goes, what stops it, and threads as `add_work_options` asks for them."""
    if args.low_priority:
        give_way()  # MobileNet runs in this thread, and in those that it starts
    with (
        ThreadRunner(args.workers, low_priority=args.low_priority) as runner,
        cancel_by_interrupt() as cancel,
        terminal_report(quiet=args.quiet) as report,
    ):
        yield report, cancel, runner


def available_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def scan_options(args: argparse.Namespace, roots: Iterable[str]) -> ScanOptions:
    """`ScanOptions` from the parsed arguments. Raises UsageError for values that make no sense."""
    preset = Preset(args.preset or (Preset.HASH if args.hash else Preset.SAME_PHOTO))
    if args.hash and preset is not Preset.HASH:
        raise UsageError(f"--hash and --preset {preset} exclude each other: choose one of them")
    spec = HashSpec(HashKind(args.hash or HashKind.PHASH), args.hash_size)
    distance, confidence = _thresholds(args.threshold, preset, spec)
    return ScanOptions(
        roots=tuple(roots),
        recursive=args.recursive,
        hidden=args.hidden,
        follow_symlinks=args.follow_symlinks,
        archives=args.archives,
        exclude=tuple(args.exclude),
        preset=preset,
        hash=spec,
        hash_distance=distance,
        orientations=args.orientations,
        min_confidence=confidence,
        engine=EngineChoice(args.engine),
        scope=Scope(args.scope),
        protected=tuple(args.protected),
        reference=tuple(args.reference),
    )


def _thresholds(value: float | None, preset: Preset, spec: HashSpec) -> tuple[int, float | None]:
    """Bits that may differ (for the HASH preset), and the least confidence, 0 to 1 (for those that have one)."""
    default = spec.bits // 8
    if value is None:
        return default, None
    if preset is Preset.EXACT:
        raise UsageError("--threshold: byte copies have none, so it does not go with --preset exact")
    if preset is not Preset.HASH:
        if not 0 <= value <= 100:
            raise UsageError(f"--threshold {value:g}: choose a confidence of 0 to 100 percent")
        return default, value / 100
    if value not in range(spec.bits // 2 + 1):
        raise UsageError(f"--threshold {value:g}: choose a whole number of bits, 0 to {spec.bits // 2}")
    return int(value), None


class TerminalReport:
    """Shows one progress bar a stage on standard error, with count and time left."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._stage: Stage | None = None
        self._bar: tqdm[NoReturn] | None = None

    def __call__(self, progress: Progress, /) -> None:
        """Draw `progress`; tqdm samples by itself."""
        from tqdm import tqdm  # Here, because it takes a sixth of the time to start, and most scripts show no bar.

        bar = self._bar
        if progress.stage is not self._stage or bar is None:
            self.close()
            self._stage = progress.stage
            title, unit = _STAGES[progress.stage]
            bar = tqdm(desc=f"{title:20}", total=progress.total, unit=f" {unit}", file=self._stream, leave=False)
            self._bar = bar
        bar.total = progress.total
        bar.update(progress.done - bar.n)

    def close(self) -> None:
        """Wipe the bar."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


@contextmanager
def terminal_report(*, quiet: bool) -> Iterator[Report]:
    """A progress bar where a person looks at standard error, silence elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    report = TerminalReport(sys.stderr)
    try:
        yield report
    finally:
        report.close()


@contextmanager
def cancel_by_interrupt() -> Iterator[CancelToken]:
    """A token that the first Ctrl+C raises, so that the work found until then is kept; a second one ends at once."""
    token = CancelToken()

    def stop(_number: int, _frame: object) -> None:
        if token.cancelled:
            raise KeyboardInterrupt
        token.cancel()

    if threading.current_thread() is not threading.main_thread():
        yield token
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield token
    finally:
        signal.signal(signal.SIGINT, before)
