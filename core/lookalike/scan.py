"""A scan from folders to groups: photos are read, byte twins set apart, the rest compared in grades."""

from __future__ import annotations

from collections.abc import Sequence

from lookalike.cache.answers import Answer, digest_of, listing_of
from lookalike.cache.rejections import Rejections
from lookalike.cache.searches import KeptSearches
from lookalike.cache.store import Store
from lookalike.decoding.scratch import Scratch
from lookalike.findings import Findings
from lookalike.garbage import collector_paused
from lookalike.job import Progress, Stage
from lookalike.library import Library, versions
from lookalike.matching import cascade
from lookalike.matching.candidates import permitted_copies, plain, propose
from lookalike.matching.group import Grouping
from lookalike.matching.implied import implied
from lookalike.matching.verification import Verification
from lookalike.result import Notice, ScanResult
from lookalike.settings import Preset
from lookalike.types import Match, Problem


class Scan:
    """One scan of a library. Make a new one for each; `run` may be called once."""

    def __init__(self, library: Library, store: Store, rejections: Rejections) -> None:
        self._library = library
        self._options = library.options
        self._work = library.work
        self._store = store
        self._rejections = rejections
        self._listing = b""  # stands for the photos that were found
        self._copies: tuple[tuple[int, ...], ...] = ()  # twins that the options let into one group

    def run(self) -> ScanResult:
        """Read, compare, group. After a cancel: groups of what was found until then."""
        self._library.find()
        self._listing = listing_of(self._library.photos)
        return self._known_result() or self._new_result()

    def _known_result(self) -> ScanResult | None:
        """What an earlier scan found, if nothing that its answer depends on has changed since; None otherwise."""
        digest = self._digest()
        answer = self._store.answer(digest, self._library.photos) if digest else None
        if answer is None or not self._library.still_has(answer.problems) or self._work.cancel.cancelled:
            return None
        return ScanResult(
            options=self._options,
            photos=self._library.photos,
            fingerprints=self._library.recalled_one_by_one(),
            matches=answer.matches,
            groups=answer.groups,
            problems=self._problems(),
            plain=answer.plain,
            notices=answer.notices,
        )

    def _digest(self) -> bytes | None:
        """Stands for everything that the answer depends on; None where that cannot be told."""
        rejected = self._rejections.state()
        if rejected is None:
            return None
        return digest_of(self._listing, repr(self._options), repr(versions(self._options)), rejected)

    def _new_result(self) -> ScanResult:
        library = self._library
        library.recall()
        library.find_twins()
        self._copies = permitted_copies(library.photos, self._options, library.twins)
        matches: Sequence[Match] = ()
        if self._options.preset is not Preset.EXACT:
            findings = Findings(library, self._rejections, self._copies)
            findings.begin()
            with Scratch() as scratch:
                library.read(scratch, findings.read_more)
                matches = self._match(scratch, findings)
        with collector_paused():
            result = self._result(matches)
            self._keep(result)
        return result

    def _keep(self, result: ScanResult) -> None:
        """Remember the answer, unless the scan was stopped, or looked at something that may be different next time."""
        digest = self._digest()
        if digest and self._library.settled and set(result.notices) <= {Notice.NO_ENGINE}:
            problems = tuple(problem for problem in result.problems if problem.stage != Stage.DISCOVER)
            answer = Answer(result.matches, result.groups, problems, result.plain, result.notices)
            self._store.keep_answer(digest, answer)

    def _match(self, aside: Scratch, findings: Findings) -> list[Match]:
        """Propose pairs, verify them, then those that the accepted ones imply."""
        copies = {index for same in self._copies for index in same[1:]}
        work = self._work
        work.report(Progress(Stage.PROPOSE, 0))
        proposals = propose(
            self._library.photos,
            self._library.fingerprints,
            self._options,
            skip=copies,
            cancel=work.cancel,
            runner=work.runner,
            earlier=KeptSearches(self._store, self._options.roots),
        )
        if self._options.preset is Preset.HASH:
            return list(cascade.judge_by_hash(proposals, self._library.fingerprints, self._options))
        verification = Verification(
            self._library.photos,
            self._library.fingerprints,
            aside,
            self._library.limits,
            self._store,
            report=work.report,
            cancel=work.cancel,
            runner=work.runner,
            judged=findings.verified,
        )
        matches = verification.run(proposals)
        fingerprints = self._library.fingerprints
        matches += verification.run(cascade.complete(matches, fingerprints, self._options))
        unaccepted = [match for match in matches if not cascade.accept(match, fingerprints, self._options)]
        matches += implied(matches, unaccepted, fingerprints)
        self._library.add_problems(verification.problems)
        return [match for match in matches if cascade.worth_keeping(match, fingerprints)]

    def _result(self, matches: Sequence[Match]) -> ScanResult:
        self._work.report(Progress(Stage.GROUP, 0))
        everything = self._rejections.without((*cascade.exact_matches(self._copies), *matches), self._library.photos)
        groups = Grouping(self._library.photos, self._library.fingerprints, everything, self._options).groups()
        fingerprints, compared = tuple(self._library.fingerprints), self._options.preset is not Preset.EXACT
        return ScanResult(
            options=self._options,
            photos=self._library.photos,
            fingerprints=fingerprints if compared else self._library.recalled_one_by_one(),
            matches=everything,
            groups=groups,
            problems=self._problems(),
            plain=tuple(index for index, one in enumerate(fingerprints) if one is not None and plain(one)),
            notices=self._library.notices(),
        )

    def _problems(self) -> tuple[Problem, ...]:
        return tuple(self._library.problems[path] for path in sorted(self._library.problems))
