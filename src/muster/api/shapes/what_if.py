"""What is supposed, and what would be otherwise, as the API says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.award_forecast import ExposureOut
from muster.api.shapes.credentials import CredentialSaid
from muster.api.shapes.forecasting import ON, THROUGH
from muster.api.shapes.leave import LeaveSaid
from muster.api.shapes.people import RoleSaid
from muster.api.shapes.training import CompletionSaid
from muster.api.wire import Body, Day, Kebab, Record, Said, example, last_good
from muster.domain.easing import Becomes, Difference
from muster.domain.errors import Invalid
from muster.domain.findings import Reason, Verdict
from muster.domain.forecasts.forecasting import MONTHS, MOST_MONTHS, Count
from muster.domain.forecasts.supposing import Away, Begins, Ends, Held, Lapses, Supposed, Taken
from muster.domain.forecasts.what_if import AwardTurns, MonthTurns, PersonTurns, ProgramTurns, Supposition, TeamTurns
from muster.services.what_if import MOST, MOST_THINGS, WhatIf

_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_TAKEN: Final = {
    "course": "7c4b9f10-2d7d-4f3b-9c1a-6b1de0a5c705",
    "completed_on": "2026-12-06",
    "minutes": 60,
    "proof": "document-seen",
}
_LAPSES: Final = {"kind": "aha-bls", "last_good_day": "2026-12-31"}
_ENDS: Final = {"role": "peer-support", "program": _PROGRAM, "last_day": "2026-12-31"}
_SUPPOSED: Final = {"people": [_PERSON], "completion": _TAKEN}
_TURNS: Final = {
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "first": "2027-01-06",
    "last": "2027-12-06",
    "before": "not_met",
    "before_because": "lapsed",
    "after": "met",
    "after_because": "held",
}
_HERE: Final = {
    "program": _PROGRAM,
    "name": "Harbor CRT",
    "before": "met",
    "before_through": "2027-01-05",
    "after": "met",
    "after_through": "2027-12-06",
    "changes": [_TURNS],
}
_SOMEBODY: Final = {"person": _PERSON, "name": "Ines de la Cruz", "programs": [_HERE]}
_HEADS: Final = {"with_a_role": 48, "cleared": 44, "needs_review": 1, "not_cleared": 3}
_MONTH: Final = {"last": "2027-01-31", "before": _HEADS, "after": _HEADS | {"cleared": 45, "not_cleared": 2}}
_TEAM: Final = {
    "team": None,
    "rule": "md-mct/team",
    "says": "Two go out together, one of them a clinician.",
    "before_falls_on": "2027-01-06",
    "after_falls_on": None,
}
_THERE: Final = {
    "program": _PROGRAM,
    "name": "Harbor CRT",
    "before": _HEADS,
    "after": _HEADS,
    "months": [_MONTH],
    "teams": [_TEAM],
}
_AWARD: Final = {"award": "6c0f3d92-8e47-4a1b-9b25-d4a7e1c8f526", "number": "CR-2026-0417", "gained": [], "lost": []}


class LapsesIn(Body):
    """A kind of card that lapses: none is good after a day, and one that would begin only then is not there."""

    model_config = example(**_LAPSES)

    kind: Kebab = Field(description="The kind of credential, as the rule packs call it.")
    last_good_day: Day = Field(description="The last day on which one is good.")


class EndsIn(Body):
    """A role that ends."""

    model_config = example(**_ENDS)

    role: Kebab = Field(description="The role, as the rule packs call it.")
    program: UUID = Field(description="The program it is held in.")
    last_day: Day = Field(description="The last day on which it is held.")


class SupposedIn(Said[Supposition]):
    """One thing supposed of some people: exactly one of the six. What is recorded in the same shape is meant."""

    model_config = example(**_SUPPOSED)

    people: tuple[UUID, ...] = Field(max_length=MOST, strict=False, description="Of whom it is supposed.")
    completion: CompletionSaid | None = Field(None, description="They finish a course on record.")
    credential: CredentialSaid | None = Field(None, description="They hold a card.")
    lapses: LapsesIn | None = Field(None, description="Their cards of a kind lapse.")
    begins: RoleSaid | None = Field(None, description="They begin a role.")
    ends: EndsIn | None = Field(None, description="A role of theirs ends.")
    leave: LeaveSaid | None = Field(None, description="They are on leave.")

    def value(self) -> Supposition:
        """Return it.

        Raises:
            Invalid: it says none of them, or several.
        """
        found = [each for each in self._said() if each is not None]
        if len(found) != 1:
            raise Invalid("exactly one of completion, credential, lapses, begins, ends and leave", code="one-of-them")
        return Supposition(self.people, found[0])

    def _said(self) -> tuple[Supposed | None, ...]:
        return (
            Taken(self.completion.value()) if self.completion else None,
            Held(self.credential.value()) if self.credential else None,
            Lapses(self.lapses.kind, self.lapses.last_good_day) if self.lapses else None,
            Begins(self.begins.value()) if self.begins else None,
            Ends(self.ends.role, self.ends.program, self.ends.last_day) if self.ends else None,
            Away(self.leave.value()) if self.leave else None,
        )


class WhatIfIn(Body):
    """What is supposed, and the days to look at."""

    model_config = example(suppose=[_SUPPOSED], on="2026-11-22", months=12)

    suppose: tuple[SupposedIn, ...] = Field(
        max_length=MOST_THINGS, strict=False, description="All of it at once, in this order."
    )
    on: Day | None = Field(None, description="The day to look at, and from which on. Left out: today.")
    months: int = Field(MONTHS, ge=1, le=MOST_MONTHS, description="How many months ahead programs and awards look.")


class TurnsOut(Record):
    """A run of days on which a requirement would be answered otherwise."""

    model_config = example(**_TURNS)

    requirement: str = Field(description="The requirement, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    first: date = Field(description="The first of these days.")
    last: date | None = Field(description="The last of them; null when nothing ends them.")
    before: Verdict = Field(description="What it says now.")
    before_because: Reason = Field(description="Why.")
    after: Verdict = Field(description="What it would say.")
    after_because: Reason = Field(description="Why.")

    @classmethod
    def of(cls, found: Difference) -> Self:
        """Say it."""
        return cls(
            requirement=found.requirement.name,
            says=found.requirement.says,
            first=found.during.start,
            last=last_good(found.during),
            before=found.was.verdict,
            before_because=found.was.reason,
            after=found.becomes.verdict,
            after_because=found.becomes.reason,
        )


class InProgramOut(Record):
    """One person in one program: the answer of the day without it and with it, and the days that are otherwise."""

    model_config = example(**_HERE)

    program: UUID = Field(description="The program whose adopted rules were asked.")
    name: str = Field(description="What it is called.")
    before: Verdict = Field(description="The answer of the day now.")
    before_through: date | None = Field(description="The last day of that answer; null when nothing ends it.")
    after: Verdict = Field(description="The answer that it would be.")
    after_through: date | None = Field(description="The last day of that.")
    changes: tuple[TurnsOut, ...] = Field(description="Every run of days, from the day on, that would be otherwise.")

    @classmethod
    def of(cls, found: Becomes) -> Self:
        """Say it."""
        return cls(
            program=found.program.id,
            name=found.program.name,
            before=found.was.verdict,
            before_through=found.was.through,
            after=found.becomes.verdict,
            after_through=found.becomes.through,
            changes=tuple(map(TurnsOut.of, found.differences)),
        )


class OfPersonOut(Record):
    """Somebody of whom something is supposed."""

    model_config = example(**_SOMEBODY)

    person: UUID = Field(description="Who it is.")
    name: str = Field(description="What they are called; empty once they are erased.")
    programs: tuple[InProgramOut, ...] = Field(description="One for each program with a role on some day ahead.")

    @classmethod
    def of(cls, found: PersonTurns, names: Mapping[UUID, str]) -> Self:
        """Say it."""
        programs = tuple(map(InProgramOut.of, found.programs))
        return cls(person=found.person, name=names.get(found.person, ""), programs=programs)


class HowManyOut(Record):
    """How those stand who hold a role in a program, on one day."""

    model_config = example(**_HEADS)

    with_a_role: int = Field(description="How many hold a role: those below, and those whom no rule binds.")
    cleared: int = Field(description="Of them, cleared.")
    needs_review: int = Field(description="Of them, in doubt: somebody has to look.")
    not_cleared: int = Field(description="Of them, not cleared.")

    @classmethod
    def of(cls, found: Count) -> Self:
        """Say it."""
        return cls(
            with_a_role=found.there,
            cleared=found.cleared,
            needs_review=found.review,
            not_cleared=found.not_cleared,
        )


class MonthTurnsOut(Record):
    """A month that would end otherwise."""

    model_config = example(**_MONTH)

    last: date = Field(description="Its last day: the one that is counted.")
    before: HowManyOut = Field(description="The count of that day now.")
    after: HowManyOut = Field(description="The count that it would be.")

    @classmethod
    def of(cls, found: MonthTurns) -> Self:
        """Say it."""
        return cls(
            last=found.was.during.last,
            before=HowManyOut.of(found.was.at_end),
            after=HowManyOut.of(found.becomes.at_end),
        )


class TeamTurnsOut(Record):
    """A rule of teams that would be answered otherwise on some day."""

    model_config = example(**_TEAM)

    team: str | None = Field(description="The kind of team that is meant; null: whatever kind.")
    rule: str = Field(description="The rule, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    before_falls_on: date | None = Field(description="The first day on which no crew is as it asks, now; null: never.")
    after_falls_on: date | None = Field(description="The first such day, as it would be.")

    @classmethod
    def of(cls, found: TeamTurns) -> Self:
        """Say it."""
        was, becomes = found.was.falls, found.becomes.falls
        return cls(
            team=found.team_kind,
            rule=found.becomes.rule.name,
            says=found.becomes.rule.says,
            before_falls_on=was.during.start if was else None,
            after_falls_on=becomes.during.start if becomes else None,
        )


class ProgramTurnsOut(Record):
    """A program that it concerns: how many are cleared, without it and with it."""

    model_config = example(**_THERE)

    program: UUID = Field(description="The program.")
    name: str = Field(description="What it is called.")
    before: HowManyOut = Field(description="The count of the day now.")
    after: HowManyOut = Field(description="The count that it would be.")
    months: tuple[MonthTurnsOut, ...] = Field(description="The months whose last day would count otherwise.")
    teams: tuple[TeamTurnsOut, ...] = Field(description="The rules of teams that would be answered otherwise.")

    @classmethod
    def of(cls, found: ProgramTurns) -> Self:
        """Say it."""
        return cls(
            program=found.program.id,
            name=found.program.name,
            before=HowManyOut.of(found.was.counts[0]),
            after=HowManyOut.of(found.becomes.counts[0]),
            months=tuple(map(MonthTurnsOut.of, found.months)),
            teams=tuple(map(TeamTurnsOut.of, found.teams)),
        )


class AwardTurnsOut(Record):
    """An award that their time is meant for, and what it would pay for otherwise. Allocations are estimates."""

    model_config = example(**_AWARD)

    award: UUID = Field(description="The award.")
    number: str = Field(description="Its number.")
    gained: tuple[ExposureOut, ...] = Field(description="Days of theirs that it would pay for, and should not.")
    lost: tuple[ExposureOut, ...] = Field(description="Such days as they are now, that would be so no longer.")

    @classmethod
    def of(cls, found: AwardTurns, names: Mapping[UUID, str]) -> Self:
        """Say it."""
        assert found.award.fact is not None  # noqa: S101 - it was read from a record
        return cls(
            award=found.award.fact,
            number=found.award.number,
            gained=tuple(ExposureOut.of(each, names.get(each.person, "")) for each in found.gained),
            lost=tuple(ExposureOut.of(each, names.get(each.person, "")) for each in found.lost),
        )


class WhatIfOut(Record):
    """What would be otherwise. Nothing was recorded."""

    model_config = example(
        on="2026-11-22", through="2027-11-21", people=[_SOMEBODY], programs=[_THERE], awards=[_AWARD]
    )

    on: date = Field(description=ON)
    through: date = Field(description=THROUGH)
    people: tuple[OfPersonOut, ...] = Field(description="Everybody of whom something is supposed.")
    programs: tuple[ProgramTurnsOut, ...] = Field(description="The programs that it concerns, within reach.")
    awards: tuple[AwardTurnsOut, ...] | None = Field(
        description="The awards that would pay for it; null when whoever asks may not read of awards and effort."
    )

    @classmethod
    def of(cls, found: WhatIf) -> Self:
        """Say it."""
        names = found.names
        return cls(
            on=found.period.start,
            through=found.period.last,
            people=tuple(OfPersonOut.of(each, names) for each in found.people),
            programs=tuple(map(ProgramTurnsOut.of, found.programs)),
            awards=None if found.awards is None else tuple(AwardTurnsOut.of(each, names) for each in found.awards),
        )
