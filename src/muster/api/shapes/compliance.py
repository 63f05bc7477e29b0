"""Standing, as the API says it: the answer, the arithmetic of its dates, and the paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.hours import CycleOut, RenewalOut, TallyOut
from muster.api.wire import KNOWN_AT, Record, example
from muster.domain.clearance import Clearance
from muster.domain.explanations.arithmetic import lines
from muster.domain.explanations.explaining import headline, sentence
from muster.domain.extensions import Extended
from muster.domain.findings import Change, Finding, Missing, Reason, Verdict, good_through
from muster.domain.hours.cycles import UNKNOWN
from muster.domain.in_time import Share, shown
from muster.domain.intervals import BEGINNING
from muster.domain.requirements import Bar, Confidence, Requirement
from muster.domain.standing.renewing import window

_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
FINDING: Final = {
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "bar": "required",
    "verdict": "met",
    "reason": "held",
    "sentence": "Met through January 5, 2027. (29 CFR 1910.1030(g)(2))",
    "since": "2026-01-05",
    "until": "2027-01-05",
    "due_on": "2027-01-05",
    "cured_on": None,
    "days_late": None,
    "next_change": {"on": "2027-01-06", "verdict": "not_met", "reason": "lapsed"},
    "missing": None,
    "satisfied_by": ["b84f1f6e-0a56-4d6c-8a0b-2f7be0d1e806"],
    "unproven": [],
    "assumed": False,
    "cite": "29 CFR 1910.1030(g)(2)",
    "confidence": "read",
    "authority": "OSHA",
    "pack": "us-osha-bbp",
    "digest": "3f1c0f0b5c3e7c9f6d5b8a1e2f4d7c6b9a8e0d1c2b3a4f5e6d7c8b9a0f1e2d3c",
    "cycle": None,
    "tallies": [],
    "arithmetic": [],
    "renewal": None,
    "extended": None,
    "share": None,
}
_EXTENDED: Final = {
    "through": "2027-06-30",
    "granted_on": "2026-12-01",
    "authority": "State EMS office",
    "order": "2026-14",
}
_MEASURED: Final = {
    "first": "2026-10-01",
    "last": "2026-12-31",
    "fewest": 38,
    "among": 50,
    "most": 41,
    "beside": 50,
    "unknown": 3,
    "percent_from": "76.0",
    "percent_through": "82.0",
}
_STANDING: Final = {
    "person": _PERSON,
    "program": _PROGRAM,
    "verdict": "met",
    "through": "2027-01-05",
    "headline": "cleared through January 5, 2027",
    "findings": [FINDING],
}
_ON: Final = "The day asked about."
_VERDICT: Final = "The answer, in one word."
_REASON: Final = "Why: of all reasons that apply, the first in a fixed order."


class ChangeOut(Record):
    """The next day on which the answer differs, and what it will be if nothing is done."""

    model_config = example(on="2027-01-06", verdict="not_met", reason="lapsed")

    on: date = Field(description="The first day of the other answer.")
    verdict: Verdict = Field(description=_VERDICT)
    reason: Reason = Field(description=_REASON)

    @classmethod
    def of(cls, change: Change) -> Self:
        """Say a change."""
        return cls(on=change.on, verdict=change.standing.verdict, reason=change.standing.reason)


class PartOut(Record):
    """One of several things that are each needed: any one topic, or any one credential."""

    model_config = example(topics=["lethal-means-counseling"], kinds=[])

    topics: tuple[str, ...] = Field(description="Training in any one of these would do.")
    kinds: tuple[str, ...] = Field(description="Holding any one of these would do.")


class MissingOut(Record):
    """What would satisfy the requirement: any one topic, or any one credential; or every one of several parts."""

    model_config = example(topics=["bloodborne-pathogens"], kinds=[], minutes=None, parts=[])

    topics: tuple[str, ...] = Field(description="Training in any one of these would do.")
    kinds: tuple[str, ...] = Field(description="Holding any one of these would do.")
    minutes: int | None = Field(description="How much training is still needed; null when the rule sets no length.")
    parts: tuple[PartOut, ...] = Field(
        description="Where several things are each needed: those still missing. Topics and kinds are all of theirs."
    )

    @classmethod
    def of(cls, missing: Missing) -> Self:
        """Say what is missing."""
        parts = tuple(PartOut(topics=each.topics, kinds=each.kinds) for each in missing.parts)
        return cls(topics=missing.topics, kinds=missing.kinds, minutes=missing.minutes, parts=parts)


class ExtendedOut(Record):
    """What moved the day by which something is due: an extension of one's own, or an order."""

    model_config = example(**_EXTENDED)

    through: date = Field(description="Through which day it may be done now.")
    granted_on: date = Field(description="The day it was granted.")
    authority: str = Field(description="The office that granted it.")
    order: str | None = Field(description="The number of the order; null: an extension of this one person.")

    @classmethod
    def of(cls, by: Extended) -> Self:
        """Say what moved it."""
        return cls(through=by.through, granted_on=by.granted_on, authority=by.authority, order=by.order or None)


class MeasuredOut(Record):
    """Which share of a program's responses was in time: at least and at most, where it is not all on record."""

    model_config = example(**_MEASURED)

    first: date = Field(description="The first day that is measured.")
    last: date = Field(description="The last one.")
    fewest: int = Field(description="How many were in time at least, of `among`.")
    among: int = Field(description="Of how many, if every doubt goes against the program.")
    most: int = Field(description="How many were in time at most, of `beside`.")
    beside: int = Field(description="Of how many, if every doubt goes for it.")
    unknown: int = Field(description="Of how many that count the time is not on record.")
    percent_from: str | None = Field(description="The share at least, never rounded up; null: nothing to measure.")
    percent_through: str | None = Field(description="The share at most, likewise.")

    @classmethod
    def of(cls, found: Share) -> Self:
        """Say the share."""
        return cls(
            first=found.during.start,
            last=found.during.last,
            fewest=found.fewest,
            among=found.among,
            most=found.most,
            beside=found.beside,
            unknown=found.unknown,
            percent_from=None if found.lowest is None else shown(found.lowest),
            percent_through=None if found.highest is None else shown(found.highest),
        )


class FindingOut(Record):
    """What one requirement says of one person on one day, and by what authority."""

    model_config = example(**FINDING)

    requirement: str = Field(description="The requirement, as pack/id: its name for ever.")
    says: str = Field(description="What it asks, in its own words.")
    bar: Bar = Field(description="Why it is asked: `payment-incentive` and `recommended` only show, the others block.")
    verdict: Verdict = Field(description=_VERDICT)
    reason: Reason = Field(description=_REASON)
    sentence: str = Field(description="The same for people to read. Its wording may improve.")
    since: date | None = Field(description="The first day of this answer; null when it was never different.")
    until: date | None = Field(description="The last day of this answer, that day included; null when nothing ends it.")
    due_on: date | None = Field(description="The last day by which it had, or has, to be done.")
    cured_on: date | None = Field(description="The day a later record mended it, on days that were not met.")
    days_late: int | None = Field(description="How many days after it was due that was.")
    next_change: ChangeOut | None = Field(description="The next different answer, if nothing is done.")
    missing: MissingOut | None = Field(description="What would satisfy it; null when it is held.")
    satisfied_by: tuple[UUID, ...] = Field(description="The completions and credentials that prove it.")
    unproven: tuple[UUID, ...] = Field(description="Those that would, if their dates, hours or proof were on file.")
    assumed: bool = Field(description="Whether an end was worked out from the class, since the card does not say it.")
    cite: str | None = Field(description="The paragraph.")
    confidence: Confidence | None = Field(description="How well its words are known.")
    authority: str = Field(description="Who asks for it.")
    pack: str = Field(description="The pack it stands in.")
    digest: str | None = Field(description="SHA-256 of the adopted text that it was read from.")
    cycle: CycleOut | None = Field(description="The cycle of a card in which education counts; null without one.")
    tallies: tuple[TallyOut, ...] = Field(description="What each way to renew has come to on the day.")
    arithmetic: tuple[str, ...] = Field(description="The same of the nearest way, for people. Its wording may improve.")
    renewal: RenewalOut | None = Field(description="When the card is renewed, where its rule says.")
    extended: ExtendedOut | None = Field(description="What moved the day by which it is due; null where nothing did.")
    share: MeasuredOut | None = Field(description="Where a share of responses is asked: how many of how many.")

    @classmethod
    def of(cls, found: Finding, digests: Mapping[Requirement, str]) -> Self:
        """Say a finding."""
        asked, terms, renewal = found.requirement, found.terms, window(found)
        return cls(
            requirement=asked.name,
            says=asked.says,
            bar=asked.bar,
            verdict=found.verdict,
            reason=found.reason,
            sentence=sentence(found),
            since=None if found.during.start == BEGINNING else found.during.start,
            until=good_through(found),
            due_on=found.due_on,
            cured_on=found.cured_on,
            days_late=found.days_late,
            next_change=ChangeOut.of(found.next) if found.next else None,
            missing=MissingOut.of(found.missing) if found.missing else None,
            satisfied_by=found.satisfied_by,
            unproven=found.unproven,
            assumed=found.assumed,
            cite=terms.cite if terms else None,
            confidence=terms.confidence if terms else None,
            authority=asked.authority,
            pack=asked.pack,
            digest=digests.get(asked),
            cycle=CycleOut.of(found.cycle) if found.cycle and found.cycle is not UNKNOWN else None,
            tallies=tuple(map(TallyOut.of, found.tallies)),
            arithmetic=lines(found),
            renewal=RenewalOut.of(renewal) if renewal else None,
            extended=ExtendedOut.of(found.extended) if found.extended else None,
            share=MeasuredOut.of(found.share) if found.share else None,
        )


class StandingOut(Record):
    """How one person stands in one program: every finding that bears on it, and the answer they give together."""

    model_config = example(**_STANDING)

    person: UUID = Field(description="Whose standing it is.")
    program: UUID = Field(description="The program whose adopted rules were asked.")
    verdict: Verdict = Field(description="The worst verdict of a required finding.")
    through: date | None = Field(
        description="The last day of that verdict, if nothing is done; null when nothing ends it."
    )
    headline: str = Field(description="The same in one line for people. Its wording may improve.")
    findings: tuple[FindingOut, ...] = Field(description="What each requirement says.")

    @classmethod
    def of(cls, found: Clearance, digests: Mapping[Requirement, str]) -> Self:
        """Say how somebody stands."""
        return cls(
            person=found.person,
            program=found.program.id,
            verdict=found.verdict,
            through=found.through,
            headline=headline(found),
            findings=tuple(FindingOut.of(each, digests) for each in found.findings),
        )


class StandingsOut(Record):
    """How somebody stands in each program, or everybody in one. The same two clocks give the same answer."""

    model_config = example(items=[_STANDING], on="2026-11-22", known_at=42)

    items: tuple[StandingOut, ...] = Field(
        description="One for each person and program in which a role is held on the day."
    )
    on: date = Field(description=_ON)
    known_at: int = Field(description=KNOWN_AT)
