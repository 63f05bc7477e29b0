"""The day as it begins, as the API says it."""

from __future__ import annotations

from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Record, example
from muster.domain.findings import Verdict
from muster.domain.overviews.today import Away, Lapsing, Unable
from muster.services.today import Today, Wait

MOST: Final = 200
_PERSON: Final = "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01"
_PROGRAM: Final = "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02"
_UNABLE: Final = {
    "person": _PERSON,
    "name": "Ines de la Cruz",
    "program": _PROGRAM,
    "verdict": "not_met",
    "cleared_today": True,
}
_AWAY: Final = {
    "person": _PERSON,
    "name": "Ines de la Cruz",
    "on_leave_through": "2026-12-18",
    "verdict": "not_met",
}
_WHO: Final = {"person": _PERSON, "name": "Ines de la Cruz"}
_LAPSING: Final = {
    "last_good_day": "2026-12-03",
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "people": [_WHO],
}
_COUNTS: Final = {"with_a_role": 48, "not_cleared": 3, "needs_review": 1, "lapsing": 2}
_WAITING: Final = {"requests": 1, "invitations": 0, "imports": 0, "mail": 0, "review": 1}


class CountsOut(Record):
    """How many people there are, each counted once and by the worst of their programs."""

    model_config = example(**_COUNTS)

    with_a_role: int = Field(description="Who holds a role, today or tomorrow.")
    not_cleared: int = Field(description="Of them, not cleared today.")
    needs_review: int = Field(description="Of them, in doubt today: somebody has to look.")
    lapsing: int = Field(description="Of them, cleared today, and no longer within 30 days if nothing is done.")


class WaitingOut(Record):
    """What waits for whoever asks; 0 of what they may do nothing about."""

    model_config = example(**_WAITING)

    requests: int = Field(description="Requests of people about what is held of them, not answered yet.")
    invitations: int = Field(description="Invitations that nobody has accepted yet.")
    imports: int = Field(description="Imports that one has begun oneself, and not finished.")
    mail: int = Field(description="Reminders that failed in the last 30 days, or may not have arrived.")
    review: int = Field(description="People whose records somebody has to look at.")


class UnableOut(Record):
    """Somebody who is not cleared tomorrow in a program where they hold a role."""

    model_config = example(**_UNABLE)

    person: UUID = Field(description="Who.")
    name: str = Field(description="What they are called.")
    program: UUID = Field(description="In which program.")
    verdict: Verdict = Field(description="The answer of tomorrow.")
    cleared_today: bool = Field(description="Whether they still are today.")

    @classmethod
    def of(cls, found: Unable, named: Today) -> Self:
        """Say it."""
        return cls(
            person=found.person,
            name=named.names.get(found.person, ""),
            program=found.program,
            verdict=found.verdict,
            cleared_today=found.newly,
        )


class AwayOut(Record):
    """Somebody who holds a role and is on leave tomorrow."""

    model_config = example(**_AWAY)

    person: UUID = Field(description="Who.")
    name: str = Field(description="What they are called.")
    on_leave_through: date = Field(description="The last day of the leave.")
    verdict: Verdict = Field(description="The worst answer of tomorrow in any of their programs: leave changes none.")

    @classmethod
    def of(cls, found: Away, named: Today) -> Self:
        """Say it."""
        name = named.names.get(found.person, "")
        return cls(person=found.person, name=name, on_leave_through=found.through, verdict=found.verdict)


class LapsingPersonOut(Record):
    """Somebody for whom it lapses."""

    model_config = example(**_WHO)

    person: UUID = Field(description="Who.")
    name: str = Field(description="What they are called.")


class LapsingOut(Record):
    """One requirement that some people meet, and no longer after a day, if nothing is done."""

    model_config = example(**_LAPSING)

    last_good_day: date = Field(description="The last day on which it is met.")
    requirement: str = Field(description="The requirement, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    people: tuple[LapsingPersonOut, ...] = Field(description="Whom it concerns.")

    @classmethod
    def of(cls, found: Lapsing, named: Today) -> Self:
        """Say it."""
        people = tuple(LapsingPersonOut(person=each, name=named.names.get(each, "")) for each in found.people)
        asked = found.requirement
        return cls(last_good_day=found.last, requirement=asked.name, says=asked.says, people=people)


class TodayOut(Record):
    """Who cannot work tomorrow, who is on leave, what lapses next, and what waits for whoever asks."""

    model_config = example(
        on="2026-11-22",
        within=30,
        counts=_COUNTS,
        cannot_work_tomorrow=[_UNABLE],
        on_leave_tomorrow=[_AWAY],
        lapsing=[_LAPSING],
        waiting=_WAITING,
    )

    on: date = Field(description="The day it is where the agency is.")
    within: int = Field(description="How many days ahead was looked for what lapses.")
    counts: CountsOut = Field(description="How many people.")
    cannot_work_tomorrow: tuple[UnableOut, ...] = Field(
        description="Who is not cleared tomorrow, but for whoever is on leave: who still is today first. At most "
        f"{MOST}; the standing of a program has all."
    )
    on_leave_tomorrow: tuple[AwayOut, ...] = Field(description="Who holds a role and is on leave tomorrow, by name.")
    lapsing: tuple[LapsingOut, ...] = Field(description="What lapses, by its last good day.")
    waiting: WaitingOut = Field(description="What waits.")

    @classmethod
    def of(cls, found: Today) -> Self:
        """Say it."""
        counts = found.counts
        return cls(
            on=found.on,
            within=found.within,
            counts=CountsOut(
                with_a_role=counts.there,
                not_cleared=counts.not_cleared,
                needs_review=counts.review,
                lapsing=counts.lapsing,
            ),
            cannot_work_tomorrow=tuple(UnableOut.of(each, found) for each in found.unable[:MOST]),
            on_leave_tomorrow=tuple(AwayOut.of(each, found) for each in found.away),
            lapsing=tuple(LapsingOut.of(each, found) for each in found.lapsing),
            waiting=WaitingOut(**{str(each): found.waiting.get(each, 0) for each in Wait}),
        )
