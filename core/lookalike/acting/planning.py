"""From what is marked to a plan: who keeps whom, what travels along, what must be left alone."""

from __future__ import annotations

import dataclasses
import os
import stat
from collections.abc import Collection, Iterator

from lookalike.acting.guard import check_file, check_keeper, check_place
from lookalike.acting.plan import LINKS, Action, Plan, PlanItem, PlanOptions, Reason, Skipped
from lookalike.acting.refusal import RefusedError, refused
from lookalike.acting.rescue import plan_rescues
from lookalike.acting.trash import quarantine_of, system_has_own_trash, trash_of
from lookalike.errors import LookalikeError
from lookalike.files.archives import archive_of
from lookalike.files.formats import CAMERA_RAW, by_name, ending_of
from lookalike.files.mounts import same_mount
from lookalike.files.safefiles import sha256_of
from lookalike.files.states import FileState, lies_in, present
from lookalike.job import CancelToken, Progress, Report, Stage, silent
from lookalike.result import ScanResult
from lookalike.types import Group, Photo

_RAW = frozenset(by_name(CAMERA_RAW).endings)
_STOPPED = "stopped while planning; nothing was changed"


def make_plan(
    result: ScanResult,
    marked: Collection[str],
    action: Action,
    options: PlanOptions | None = None,
    *,
    report: Report = silent,
    cancel: CancelToken | None = None,
) -> Plan:
    """Plan an action on the marked paths; nothing is changed.

    Files are looked at now, and read whole where they are to be deleted or replaced by links. Raises LookalikeError
    for a provisional result or a missing target folder, CancelledError if stopped.
    """
    options = options or PlanOptions()
    if result.provisional:
        raise LookalikeError("these groups come from embedded previews: wait until the scan is finished before acting")
    if action in (Action.MOVE, Action.COPY) and not os.path.isabs(options.target):
        raise LookalikeError(f"'{options.target}': name the folder to go to by its whole path")
    planner = _Planner(result, frozenset(marked), action, options)
    token = cancel or CancelToken()
    items, skipped = _look_at_all(planner, result, report, token)
    plan = Plan(
        action=action,
        options=options,
        roots=tuple(os.path.abspath(folder) for folder in result.options.roots),
        protected=tuple(os.path.abspath(folder) for folder in result.options.protected),
        items=tuple(items),
        skipped=tuple(skipped),
    )
    return _with_rescues(plan, report, token) if options.rescue else plan


def _look_at_all(
    planner: _Planner, result: ScanResult, report: Report, cancel: CancelToken
) -> tuple[list[PlanItem], list[Skipped]]:
    known = {photo.path for photo in result.photos}
    skipped = [Skipped(path, Reason.NOT_IN_RESULT) for path in sorted(planner.marked - known)]
    items: list[PlanItem] = []
    chosen = [photo for photo in result.photos if photo.path in planner.marked]
    for done, photo in enumerate(chosen):
        cancel.raise_if_stopped(_STOPPED)
        report(Progress(Stage.ACT, done, len(chosen)))
        try:
            item, left = planner.item(photo)
            items.append(item)
            skipped += left
        except RefusedError as refusal:
            skipped.append(refusal.skipped)
        except OSError as error:
            skipped.append(refused(photo.path, error).skipped)
    return items, skipped


def _with_rescues(plan: Plan, report: Report, cancel: CancelToken) -> Plan:
    """The plan with what to write beside the keepers first; copies whose data cannot be carried over stay."""
    rescues, failed = plan_rescues(plan.items, report=report, cancel=cancel)
    cancel.raise_if_stopped(_STOPPED)
    go, stay = [], []
    for item in plan.items:
        if item.keeper is not None and item.keeper.path in failed:
            stay.append(Skipped(item.photo.path, Reason.RESCUE_FAILED, item.keeper.path))
        else:
            go.append(item)
    return dataclasses.replace(plan, rescues=rescues, items=tuple(go), skipped=(*plan.skipped, *stay))


class _Planner:
    """Looks at one marked photo after another: who keeps it, what travels along, and what speaks against it."""

    def __init__(self, result: ScanResult, marked: frozenset[str], action: Action, options: PlanOptions) -> None:
        self._result = result
        self._action = action
        self._options = options
        self._protected = result.options.protected
        self.marked = marked
        # A protected photo stays whatever its mark says, so it can be a keeper.
        self._going = {path for path in marked if not lies_in(path, self._protected)} if self._protected else marked
        self._groups: dict[int, list[Group]] = {}
        for group in result.groups:
            for number in group.photos:
                self._groups.setdefault(number, []).append(group)
        self._index = {photo.path: number for number, photo in enumerate(result.photos)}
        self._claims: dict[str, list[str]] = {}
        for photo in result.photos:
            for companion in photo.companions:
                self._claims.setdefault(os.path.join(photo.folder, companion), []).append(photo.path)
        self._digests: dict[str, str] = {}
        self._read: set[str] = set()
        self._trashes: dict[str, str] = {}

    def item(self, photo: Photo) -> tuple[PlanItem, list[Skipped]]:
        """What to do with a photo, and which of its companions stay. Raises RefusedError or OSError."""
        if archive_of(photo.path) is not None:
            raise RefusedError(photo.path, Reason.IN_ARCHIVE)
        if self._action is not Action.COPY:
            check_place(photo.path, self._protected)
        state = self._judged(photo)
        check_file(state)
        if self._action in LINKS or self._action is Action.DELETE:
            state = self._with_digest(state)
        keeper = self._keeper(photo, state)
        companions, left = ([], []) if self._action in LINKS else self._companions(photo)
        if self._action is Action.DELETE:
            self._check_raw(photo, companions, keeper)
        item = PlanItem(state, tuple(companions), keeper, "", self._freed((state, *companions)))
        return dataclasses.replace(item, target=self._target(item)), left

    def _judged(self, photo: Photo) -> FileState:
        status = present(photo.path)
        mode = stat.S_IMODE(status.st_mode) if status else 0
        return FileState(photo.path, photo.size, photo.mtime_ns, photo.inode, mode)

    def _with_digest(self, state: FileState) -> FileState:
        if state.path not in self._digests:
            self._digests[state.path] = sha256_of(state.path)
        check_file(state)  # It has not changed while it was read.
        return dataclasses.replace(state, digest=self._digests[state.path])

    def _keeper(self, photo: Photo, state: FileState) -> FileState | None:
        """The first photo of its group that stays and is in order; the suggested keeper comes first."""
        groups = self._groups.get(self._index[photo.path], [])
        if self._action is Action.COPY:
            return None
        if not self._options.allow_whole_groups:
            if not groups:
                raise RefusedError(photo.path, Reason.NOT_IN_GROUP)
            if any(self._must_stay(photo, group) for group in groups):
                raise RefusedError(photo.path, Reason.LAST_OF_GROUP)
        refusal: RefusedError | None = None
        for candidate in self._candidates(groups):
            try:
                return self._checked_keeper(state, candidate)
            except RefusedError as error:
                refusal = refusal or error
        if refusal:
            raise refusal
        if self._action in LINKS:
            raise RefusedError(photo.path, Reason.NOT_IDENTICAL)
        return None

    def _must_stay(self, photo: Photo, group: Group) -> bool:
        """Whether it is the suggested keeper of a group that would otherwise go whole."""
        whole = all(self._result.photos[index].path in self._going for index in group.photos)
        return whole and self._result.photos[group.keeper].path == photo.path

    def _candidates(self, groups: list[Group]) -> Iterator[Photo]:
        for group in groups:
            photos = [self._result.photos[index] for index in group.photos]
            staying = [photo for photo in photos if photo.path not in self._going]
            if not staying and not self._options.allow_whole_groups:
                staying = photos[:1]
            yield from staying

    def _checked_keeper(self, state: FileState, candidate: Photo) -> FileState:
        if archive_of(candidate.path) is not None:
            raise RefusedError(state.path, Reason.KEEPER_IN_ARCHIVE, candidate.path)
        keeper = self._judged(candidate)
        check_keeper(state.path, keeper, read=keeper.path not in self._read)
        self._read.add(keeper.path)
        if self._action is Action.DELETE or self._action in LINKS:
            keeper = self._with_digest(keeper)
        if self._action in LINKS and keeper.digest != state.digest:
            raise RefusedError(state.path, Reason.NOT_IDENTICAL, keeper.path)
        if self._action is Action.HARD_LINK and not same_mount(
            os.path.dirname(state.path), os.path.dirname(keeper.path)
        ):
            raise RefusedError(state.path, Reason.OTHER_VOLUME, keeper.path)
        return keeper

    def _companions(self, photo: Photo) -> tuple[list[FileState], list[Skipped]]:
        travel: list[FileState] = []
        left: list[Skipped] = []
        for companion in photo.companions:
            path = os.path.join(photo.folder, companion)
            if self._is_needed(path, photo):
                left.append(Skipped(path, Reason.COMPANION_SHARED, photo.path))
                continue
            status = present(path)
            if status is None:
                continue  # Gone since the scan, so there is nothing to take along.
            state = FileState(path, status.st_size, status.st_mtime_ns, status.st_ino, stat.S_IMODE(status.st_mode))
            check_file(state)
            travel.append(self._with_digest(state) if self._action is Action.DELETE else state)
        return travel, left

    def _check_raw(self, photo: Photo, companions: list[FileState], keeper: FileState | None) -> None:
        """A camera's RAW is an original of its own: it is not deleted for good because its JPEG has a copy."""
        kept: set[str] = set()
        if keeper is not None:
            beside = self._result.photos[self._index[keeper.path]]
            paths = [os.path.join(beside.folder, name) for name in beside.companions]
            kept = {sha256_of(path) for path in paths if ending_of(path) in _RAW and os.path.isfile(path)}
        for companion in companions:
            if ending_of(companion.path) in _RAW and companion.digest not in kept:
                raise RefusedError(photo.path, Reason.COMPANION_UNIQUE, companion.path)

    def _is_needed(self, path: str, photo: Photo) -> bool:
        """Whether a file is a photo of its own, or a companion of another photo that stays."""
        others = self._claims.get(path, [])
        return path in self._index or any(other != photo.path and other not in self._going for other in others)

    def _freed(self, states: tuple[FileState, ...]) -> int:
        return sum(state.size for state in states if os.lstat(state.path).st_nlink == 1)

    def _trash_of(self, path: str) -> str:
        """The trash for a photo, which is the one for all photos of its folder."""
        folder = os.path.dirname(path)
        if folder not in self._trashes:
            self._trashes[folder] = trash_of(path).folder
        return self._trashes[folder]

    def _target(self, item: PlanItem) -> str:
        path = item.photo.path
        match self._action:
            case Action.TRASH:
                return "" if system_has_own_trash() else self._trash_of(path)
            case Action.QUARANTINE:
                return tree_path(path, self._result.options.roots, quarantine_of(path, self._result.options.roots))
            case Action.MOVE | Action.COPY:
                return tree_path(path, self._result.options.roots, self._options.target)
            case _:
                return item.keeper.path if item.keeper and self._action in LINKS else ""


def tree_path(path: str, roots: Collection[str], target: str) -> str:
    """Where a file goes below `target` so that the tree is kept: the root's own name, then the path within the root."""
    roots = [os.path.abspath(root) for root in roots]
    holding = [root for root in roots if path.startswith(os.path.join(root, ""))]
    root = max(holding, key=len, default=os.path.dirname(path))
    return os.path.join(target, os.path.basename(root), os.path.relpath(path, root))
