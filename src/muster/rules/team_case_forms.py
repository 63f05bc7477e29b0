"""The form of a case of a team: a crew in a few words, when they go out, and what is expected; and a file of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, PlainValidator, model_validator

from muster.domain.findings import Verdict
from muster.domain.intervals import ALWAYS, BEGINNING
from muster.domain.requirements import Confidence
from muster.domain.teams.staffing import Crew, Member, Presence
from muster.domain.waivers import Waiver
from muster.rules.award_trials import IndirectCaseForm, PaperCaseForm
from muster.rules.case_forms import CaseForm, PersonForm
from muster.rules.program_duty_forms import ProgramCaseForm
from muster.rules.words import Day, Form, Hint, Id, Ids, Words, one_of, refuse, words


def _time(value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is not None:
        refuse("a day and a time on the clock of the wall", "write it like 2026-11-20T22:00:00, without a zone")
    return value


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(words(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        refuse("a time zone", "write it like 'America/Los_Angeles'")


def _listed(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return sorted(words(each) for each in listed)


Time = Annotated[datetime, PlainValidator(_time), Hint("a day and a time", "2026-11-20T22:00:00")]


class MemberForm(PersonForm):
    """One of a crew. ``waived``: requirements of the pack that an authority waived for them."""

    presence: Annotated[Presence, PlainValidator(one_of(Presence))] = Presence.IN_PERSON
    waived: Annotated[Ids | None, Hint("requirements of the pack", '["first-six-months"]')] = None

    def member(self, place: int) -> Member:
        """Return the domain's value. Nobody needs a name to be told apart: their place in the list will do."""
        waivers = tuple(Waiver(each, ALWAYS, BEGINNING, "Case") for each in self.waived or ())
        return Member(UUID(int=place + 1), self.presence, replace(self.facts(), waivers=waivers))


class TeamExpectForm(Form):
    """What is expected of a crew: only what is written is compared. ``pieces``: one verdict for each.

    ``lacking``, ``in_doubt`` and ``filled`` name what is wanting, what a person must look at and the places that are
    filled by the way that answers, in all pieces together.
    """

    verdict: Annotated[Verdict, PlainValidator(one_of(Verdict)), Hint("a verdict", '"met"')]
    pieces: list[Annotated[Verdict, PlainValidator(one_of(Verdict))]] | None = None
    lacking: Annotated[list[str] | None, PlainValidator(_listed), Hint("what is wanting", '["place peer"]')] = None
    in_doubt: Annotated[list[str] | None, PlainValidator(_listed), Hint("what is in doubt", '["place peer"]')] = None
    filled: Annotated[list[str] | None, PlainValidator(_listed), Hint("the places that are filled", '["peer"]')] = None
    confidence: Annotated[Confidence, PlainValidator(one_of(Confidence))] | None = None
    cite: Annotated[str, PlainValidator(words)] | None = None


class TeamCaseForm(Form):
    """One case of a team: who goes out, when, by which rule, and the answer.

    ``terms``: only the terms that are effective from this day are asked, as if they were surely in force.
    """

    name: Annotated[Words, Hint("a sentence that says what is so", '"two peers are no team"')]
    team: Annotated[Id, Hint("the id of a team of the pack", '"two-in-person"')]
    terms: Annotated[Day | None, Hint("the first day of the terms that are asked alone", "2026-07-01")] = None
    from_: Annotated[Time, Field(alias="from")]
    to: Time
    zone: Annotated[ZoneInfo, PlainValidator(_zone), Hint("a time zone", '"America/Los_Angeles"')] = ZoneInfo("UTC")
    member: Annotated[list[MemberForm], Hint("who goes", "[[crew.member]]")] = Field(default_factory=list)
    equipment: Annotated[Ids | None, Hint("what is carried", '["naloxone"]')] = None
    others: Annotated[Ids | None, Hint("who comes along of no program", '["law-enforcement"]')] = None
    circumstances: Annotated[Ids | None, Hint("what is so of the place", '["hospital-campus"]')] = None
    expect: Annotated[TeamExpectForm, Hint("the answer", '{ verdict = "met" }')]

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.to <= self.from_:
            refuse("an end after the beginning", "exchange 'from' and 'to', or mend one of them")
        return self

    def crew(self) -> Crew:
        """Return the domain's value."""
        return Crew(
            tuple(each.member(place) for place, each in enumerate(self.member)),
            frozenset(self.equipment or ()),
            frozenset(self.others or ()),
            frozenset(self.circumstances or ()),
        )


class CasesForm(Form):
    """A file of cases, from its top: of people, of crews, of what a program itself owes, and of what an award does."""

    pack: Annotated[Words, Hint("the id of a shipped pack, or the name of a pack file", '"us-osha-bbp"')]
    case: Annotated[list[CaseForm], Hint("cases of people", "[[case]]")] = Field(default_factory=list)
    crew: Annotated[list[TeamCaseForm], Hint("cases of teams", "[[crew]]")] = Field(default_factory=list)
    program: Annotated[list[ProgramCaseForm], Hint("cases of programs", "[[program]]")] = Field(default_factory=list)
    paper: Annotated[list[PaperCaseForm], Hint("cases of papers", "[[paper]]")] = Field(default_factory=list)
    indirect: Annotated[list[IndirectCaseForm], Hint("cases of indirect costs", "[[indirect]]")] = Field(
        default_factory=list
    )
