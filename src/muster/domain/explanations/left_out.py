"""What is on file and does not count on a day, and why: the other half of an explanation.

Worked out only for whoever asks why. Nothing is judged here: what counts is what the engine reads once more. The
definitions, and the order of the reasons, are docs/decisions/0041.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.approvals import Approved, approved
from muster.domain.credentials import Credential, CredentialKind, Proof, Status, barred
from muster.domain.duties import Part
from muster.domain.explanations.dating import Reckoning, of_records, parts
from muster.domain.facts import Facts
from muster.domain.findings import Finding
from muster.domain.hours.buckets import counts, settled
from muster.domain.hours.cycles import UNKNOWN, Cycle
from muster.domain.intervals import FOREVER, Interval, Span, day_before
from muster.domain.requirements import Requirement, Terms
from muster.domain.standing.binding import bound
from muster.domain.standing.education import Education, Taken, in_cycle, window
from muster.domain.standing.evidence import UNKNOWN_MINUTES, Dating, Evidence, Record, completed, gather, taken
from muster.domain.standing.judging import Stretch
from muster.domain.standing.several import read
from muster.domain.training import Completion

_THIS: Final = UUID(int=0)  # one card of several, while it is read beside them


class Cause(StrEnum):
    """Why a record does not count, in the order in which it is asked: what nothing mends first."""

    CYCLE_UNKNOWN = "cycle-unknown"
    OWN_APPROVAL = "own-approval"
    NOT_APPROVED = "not-approved"
    NEVER_PRIOR = "never-prior"
    TOO_OLD = "too-old"
    NOT_TAKEN = "not-taken"
    OUTSIDE = "outside-the-cycle"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    UNDATED = "undated"
    LATER = "later"
    OVER = "over"
    START_UNKNOWN = "start-unknown"
    END_UNKNOWN = "end-unknown"
    MISMATCH = "mismatch"
    WEAKER_PROOF = "weaker-proof"
    HIRE_UNKNOWN = "hire-unknown"
    PRIOR_NOT_SAID = "prior-not-said"
    WEAKER_PRIOR_PROOF = "weaker-prior-proof"
    APPROVAL_NOT_SAID = "approval-not-said"
    LENGTH_UNKNOWN = "length-unknown"
    NO_ONE_BUCKET = "no-one-bucket"


class LeftOut(NamedTuple):
    """A record that does not count on the day ``on``, and the arithmetic of why.

    A completion by its ``topics`` that are asked for, of ``done_on``; or a card by its ``kind``. ``first`` and
    ``last`` bound the days that would count, ``since`` less ``less`` gives the first of them; ``given`` is what the
    record gave before it was over. ``proof`` it has, where ``needed`` is asked; ``approved``: the days on which
    ``authority`` had approved the course. ``carried``: minutes that go on to this cycle from the one before.
    """

    why: Cause
    on: date
    fact: UUID | None = None
    topics: tuple[str, ...] = ()
    kind: CredentialKind | None = None
    done_on: date | None = None
    since: date | None = None
    less: Span | None = None
    first: date | None = None
    last: date | None = None
    given: Reckoning | None = None
    proof: Proof | None = None
    needed: Proof | None = None
    authority: str = ""
    approved: tuple[Interval, ...] = ()
    carried: int = 0


def left_out(found: Finding, facts: Facts) -> tuple[LeftOut, ...]:
    """Return every record of what the requirement takes that does not count on the day, newest first.

    ``facts`` as they are seen from the program. A record that counts for one of several things and not for another
    is left out of that other.
    """
    stretch = next((each for each in bound(found.requirement, facts) if each.start <= found.on < each.end), None)
    if stretch is None:
        return ()
    every = _Reading(found.requirement, stretch, facts, found.on).every()
    return tuple(sorted(dict.fromkeys(every), key=_newest))


def _newest(each: LeftOut) -> int:
    day = each.done_on or each.first or (each.given.since if each.given else None)
    return -day.toordinal() if day else 0


class _Reading:
    """The records of one person, read once more under the terms of one day."""

    def __init__(self, asked: Requirement, stretch: Stretch, facts: Facts, on: date) -> None:
        self._asked = asked
        self._stretch = stretch
        self._terms: Terms = stretch.terms
        self._facts = facts
        self._on = on

    def every(self) -> Iterator[LeftOut]:
        asked, facts, cycle = self._asked, self._facts, self._stretch.cycle
        if cycle is UNKNOWN:
            for each in facts.completed(asked.topics):
                yield self._completion(Cause.CYCLE_UNKNOWN, each, asked.topics)
            for kind in asked.kinds:
                yield from (self._card(Cause.CYCLE_UNKNOWN, held, kind) for held in facts.held(kind.id))
            return
        on_file = read(asked, self._terms, facts, self._stretch.stint, cycle)
        if isinstance(on_file, Education) and cycle is not None:
            for each in facts.completed(asked.topics):
                yield from self._education(each, on_file, cycle)
        for part, evidence in parts(asked, on_file):
            yield from self._completions(part, evidence)
            for kind in part.kinds:
                for held in facts.held(kind.id):
                    yield from self._cards(held, kind, cycle if isinstance(on_file, Education) else None)

    # -- what was completed

    def _completions(self, part: Requirement | Part, evidence: Evidence) -> Iterator[LeftOut]:
        stint = self._stretch.stint
        kept = taken(part, self._terms, self._facts, stint)
        there = {id(each) for each in kept}
        for each in self._facts.completed(part.topics):
            if id(each) not in there:
                yield self._dropped(each, part)
        gave = {(each.fact, each.since): each for each in of_records(part, evidence, self._terms.renewal, self._facts)}
        records = completed(part, self._terms, self._facts, stint)
        for done, record in zip(kept, records, strict=True):
            why = self._of_completion(done, record)
            if why is not None:
                said = self._completion(why, done, part.topics)
                yield said._replace(given=gave.get((done.fact, done.completed_on))) if why is Cause.OVER else said

    def _dropped(self, done: Completion, part: Requirement | Part) -> LeftOut:
        """Say why a completion is not even taken: in the order in which the engine sifts them."""
        terms, hired = self._terms, self._stretch.stint.hired
        if terms.by_another and self._facts.approved_own(done):
            return self._completion(Cause.OWN_APPROVAL, done, part.topics)
        topics = done.topics & part.topics
        on = done.completed_on
        if terms.approved_by and on and approved(done.approvals, terms.approved_by, topics, on) is Approved.NO:
            speaking = [each.during for each in done.approvals if each.speaks_of(topics, terms.approved_by)]
            said = self._completion(Cause.NOT_APPROVED, done, part.topics)
            return said._replace(authority=terms.approved_by, approved=tuple(sorted(speaking)))
        assert terms.prior is not None and hired is not None  # noqa: S101, PT018 - nothing else sifts them
        if not topics - terms.prior.except_topics:
            return self._completion(Cause.NEVER_PRIOR, done, part.topics)._replace(since=hired)
        back = terms.prior.lookback
        assert back is not None  # noqa: S101 - without one nothing is too old
        return self._completion(Cause.TOO_OLD, done, part.topics)._replace(since=hired, less=back, first=hired - back)

    def _of_completion(self, done: Completion, record: Record) -> Cause | None:  # noqa: PLR0911 - a line for each reason
        terms, hired = self._terms, self._stretch.stint.hired
        if done.completed_on is None:
            return Cause.UNDATED
        if self._on < record.start:
            return Cause.LATER
        if record.end <= self._on:
            return Cause.OVER
        if record.dating is not Dating.BOTH:
            return Cause.END_UNKNOWN
        weak = _weak(done.proof, terms.proof)
        if weak is not None:
            return weak
        if terms.prior is not None and hired is None:
            return Cause.HIRE_UNKNOWN
        if terms.prior is not None and not terms.prior.proves(done, hired):
            return Cause.PRIOR_NOT_SAID if terms.prior.lookback is None else Cause.WEAKER_PRIOR_PROOF
        if record.waits:
            return Cause.APPROVAL_NOT_SAID
        return Cause.LENGTH_UNKNOWN if record.minutes == UNKNOWN_MINUTES else None

    def _education(self, done: Completion, on_file: Education, cycle: Cycle) -> Iterator[LeftOut]:
        """Yield why a completion counts on no path; one that counts on some is not left out."""
        paths = [each for each in on_file.taken if done.topics & each.path.topics]
        if not paths:
            yield self._completion(Cause.NOT_TAKEN, done, self._asked.topics)
            return
        found = [self._on_path(done, each, cycle) for each in paths]
        if all(found):
            yield from (each for each in found if each)

    def _on_path(self, done: Completion, on: Taken, cycle: Cycle) -> LeftOut | None:  # noqa: PLR0911 - as above
        terms, path, day = self._terms, on.path, done.completed_on
        if terms.by_another and self._facts.approved_own(done):
            return self._completion(Cause.OWN_APPROVAL, done, path.topics)
        if day is None:
            return self._completion(Cause.UNDATED, done, path.topics)
        first, last = window(path, cycle)
        if not first <= day <= last:
            before = cycle.before is not None and cycle.before[0] <= day <= cycle.before[1]
            carried = on.carried if before and done.proof.reaches(terms.proof) else 0
            said = self._completion(Cause.OUTSIDE, done, path.topics)
            return said._replace(first=first, last=last, carried=carried)
        if self._on < day:
            return self._completion(Cause.LATER, done, path.topics)
        weak = _weak(done.proof, terms.proof)
        if weak is not None:
            return self._completion(weak, done, path.topics)
        inside = [bucket for bucket in path.buckets if counts(path, bucket, done)]
        if done.minutes is None:
            enough = any(bucket.minutes is None for bucket in inside)
            return None if enough else self._completion(Cause.LENGTH_UNKNOWN, done, path.topics)
        if path.minutes is not None or inside:
            return None
        if path.apart and not settled(path, done):
            return self._completion(Cause.NO_ONE_BUCKET, done, path.topics)
        asks = [bucket.proof for bucket in path.buckets if not done.topics.isdisjoint(bucket.topics) and bucket.proof]
        needed = next((each for each in asks if not done.proof.reaches(each)), None)
        said = self._completion(Cause.WEAKER_PROOF if needed else Cause.NOT_TAKEN, done, path.topics)
        return said._replace(needed=needed)

    def _completion(self, why: Cause, done: Completion, topics: frozenset[str]) -> LeftOut:
        terms = self._terms
        said = LeftOut(why, self._on, done.fact, tuple(sorted(done.topics & topics)), done_on=done.completed_on)
        match why:
            case Cause.WEAKER_PROOF:
                return said._replace(proof=done.proof, needed=terms.proof)
            case Cause.PRIOR_NOT_SAID:
                return said._replace(since=self._stretch.stint.hired)
            case Cause.WEAKER_PRIOR_PROOF:
                needed = terms.prior.proof if terms.prior else None
                return said._replace(since=self._stretch.stint.hired, proof=done.proof, needed=needed)
            case Cause.APPROVAL_NOT_SAID:
                return said._replace(authority=terms.approved_by)
            case _:
                return said

    # -- what is held

    def _cards(self, held: Credential, kind: CredentialKind, cycle: Cycle | None) -> Iterator[LeftOut]:
        facts, on = self._facts, self._on
        mine, _ = self._read(held, replace(held, fact=_THIS), kind)
        counting = in_cycle(cycle, mine) if cycle is not None else mine
        if any(each.counts and each.start <= on < each.end for each in counting.records):
            return
        for status, since, until in barred(held.statuses):
            if since <= on < until:
                why = Cause.REVOKED if status is Status.REVOKED else Cause.SUSPENDED
                yield self._card(why, held, kind)._replace(first=since, last=_last(until))
                return
        dates = next((good for card, good in facts.papers(kind) if card is held), None)
        if dates is not None and dates.perhaps_until is not None and dates.end <= on < dates.perhaps_until:
            yield self._card(Cause.END_UNKNOWN, held, kind)
            return
        first, end = (dates.start, _last(dates.end)) if dates else (held.start, held.valid_through)
        because = self._of_card(held, first, end, known=dates is not None)
        assert because is not None  # noqa: S101 - else it would count
        said = self._card(because, held, kind)
        if said.why is Cause.OVER:
            said = said._replace(given=self._gave(held, kind))
        yield said

    def _read(self, held: Credential, mine: Credential, kind: CredentialKind) -> tuple[Evidence, Facts]:
        """Return what one card proves, read in its place beside the others of its kind: it may renew one of them."""
        cards = [mine if each is held else each for each in self._facts.held(kind.id)]
        beside = Facts(credentials=tuple(cards), birth=self._facts.birth)
        found = gather(Part(frozenset(), (kind,)), self._terms, beside, self._stretch.stint)
        records, doubtful = ([one for one in of if one.fact == _THIS] for of in (found.records, found.doubtful))
        return found._replace(records=tuple(records), doubtful=tuple(doubtful)), beside

    def _gave(self, held: Credential, kind: CredentialKind) -> Reckoning | None:
        """Return what a card gave to its end, whatever its issuer did to it meanwhile."""
        mine, beside = self._read(held, replace(held, fact=_THIS, statuses=()), kind)
        found = list(of_records(Part(frozenset(), (kind,)), mine, self._terms.renewal, beside))
        return found[-1]._replace(fact=held.fact) if found else None

    def _of_card(self, held: Credential, first: date | None, last: date | None, *, known: bool) -> Cause | None:
        if first is not None and self._on < first:
            return Cause.LATER
        if last is not None and last < self._on:
            return Cause.OVER
        if not known:
            return (
                Cause.UNDATED if first is last is None else Cause.END_UNKNOWN if last is None else Cause.START_UNKNOWN
            )
        return _weak(held.proof, self._terms.proof)

    def _card(self, why: Cause, held: Credential, kind: CredentialKind) -> LeftOut:
        said = LeftOut(why, self._on, held.fact, kind=kind, first=held.start, last=held.valid_through)
        weaker = why is Cause.WEAKER_PROOF
        return said._replace(proof=held.proof, needed=self._terms.proof) if weaker else said


def _weak(proof: Proof, needed: Proof | None) -> Cause | None:
    """Say why a proof is not enough; ``None``: it is."""
    if proof is Proof.SUSPECTED_MISMATCH:
        return Cause.MISMATCH
    return None if proof.reaches(needed) else Cause.WEAKER_PROOF


def _last(end: date) -> date | None:
    return None if end == FOREVER else day_before(end)
