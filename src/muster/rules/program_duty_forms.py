"""The tables of a pack about what an adopting program itself owes, and of cases about it (docs/decisions/0036)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator

from muster.domain.anchors import Anchor
from muster.domain.duties import OfProgram
from muster.domain.facts import EVERY_ROLE, Facts
from muster.domain.in_time import Sent
from muster.domain.intervals import FOREVER, day_after
from muster.domain.people import RoleHeld
from muster.domain.program_duties import PROGRAM
from muster.domain.requirements import Bar, Confidence, Event, Initial, Requirement, Terms
from muster.domain.training import Completion
from muster.rules import measure_forms
from muster.rules.case_forms import PROGRAM as HERE
from muster.rules.case_forms import ExpectForm, RunForm, as_tables
from muster.rules.duty_forms import ExemptForm
from muster.rules.looking import Table, tables
from muster.rules.measure_forms import MeasureForm, ResponsesForm
from muster.rules.places import Path
from muster.rules.problems import Problem
from muster.rules.renewal_forms import RenewalForm
from muster.rules.wording import Prose
from muster.rules.words import Day, Form, Hint, Id, Ids, Length, Truth, Within, Words, one_of


class DutyEvent(StrEnum):
    """What starts the clock of what a program owes."""

    ADOPTION = "adoption"
    APPLICATION = "application"


class DutyInitialForm(Form):
    """By when a program must first do it."""

    event: Annotated[DutyEvent, PlainValidator(one_of(DutyEvent)), Hint("'adoption' or 'application'", '"adoption"')]
    within: Within

    def initial(self) -> Initial:
        """Return the domain's value: a program takes its role up with the adoption."""
        return Initial(
            Event.APPLICATION if self.event is DutyEvent.APPLICATION else Event.ASSIGNMENT,
            self.within,
        )


class DutyTermsForm(Form):
    """What a duty has asked since a day. ``through`` is the last day on which it does."""

    effective: Annotated[Day, Hint("the first day on which these are the terms", "2026-07-01")]
    through: Day | None = None
    initial: DutyInitialForm | None = None
    renewal: RenewalForm | None = None
    grace: Length | None = None
    exempt_if: ExemptForm | None = None
    measure: MeasureForm | None = None
    confidence: Annotated[
        Confidence,
        PlainValidator(one_of(Confidence)),
        Hint("how well the words of the rule are known: read, secondary, memory or ambiguous", '"read"'),
    ]
    cite: Annotated[Words, Hint("the paragraph that says so", '"COMAR 10.63.03.20"')]

    def terms(self, following: DutyTermsForm | None) -> Terms:
        """Return the domain's value. Terms without a last day end where the following ones begin."""
        ends = day_after(self.through) if self.through else following.effective if following else FOREVER
        return Terms(
            self.effective,
            self.cite,
            self.confidence,
            initial=self.initial.initial() if self.initial else None,
            renewal=self.renewal.renewal() if self.renewal else None,
            grace=self.grace,
            until=ends,
            exemption=self.exempt_if.exemption() if self.exempt_if else None,
            measure=self.measure.measure() if self.measure else None,
        )


class DutyForm(Form):
    """One thing that a program itself must have done."""

    id: Annotated[Id, Hint("the name it is known by, for ever", '"training-plan"')]
    says: Annotated[Prose, Hint("the rule in one sentence", '"The program reviews …"')]
    from_first_done: Truth = False
    only_if: Annotated[Id | None, Hint("what has to be so of the program", '"operated-by-a-city"')] = None
    terms: Annotated[
        list[DutyTermsForm], Field(min_length=1), Hint("at least one block of dated terms", "[[duty.terms]]")
    ]

    def duty(self, pack: str, bar: Bar, authority: str) -> Requirement:
        """Return the domain's value: its one topic is itself."""
        following = [*self.terms[1:], None]
        return Requirement(
            pack,
            self.id,
            self.says,
            frozenset({EVERY_ROLE}),
            frozenset({self.id}),
            (),
            tuple(each.terms(after) for each, after in zip(self.terms, following, strict=True)),
            bar,
            authority,
            itself=OfProgram(self.from_first_done, self.only_if or ""),
        )


class ProgramCaseForm(Form):
    """One case of what a program owes: since when it goes by the pack, what it did when, and the answer."""

    name: Annotated[Words, Hint("a sentence that says what is so", '"a year after the last review"')]
    on: Annotated[Day, Hint("the day that is asked about", "2026-03-01")]
    duty: Annotated[Id, Hint("the id of a duty of the pack", '"training-plan"')]
    adopted: Annotated[list[RunForm], BeforeValidator(as_tables("from")), Hint("since when", "2026-01-05")]
    applied_on: Annotated[Day | None, Hint("the day on which the program applied", "2026-03-01")] = None
    circumstances: Annotated[Ids | None, Hint("what is so of the program", '["tribe-operated"]')] = None
    done: Annotated[list[Day], Hint("the days on which it was done", "[2026-02-02]")] = Field(default_factory=list)
    responses: Annotated[list[ResponsesForm], Hint("how many were sent when, and how soon", "[{ … }]")] = Field(
        default_factory=list
    )
    expect: Annotated[ExpectForm, Hint("the answer", '{ verdict = "met" }')]

    def facts(self) -> Facts:
        """Return a program as the engine reads it."""
        roles = tuple(RoleHeld(PROGRAM, HERE, each.days()) for each in self.adopted)
        return Facts(roles, (), tuple(Completion(frozenset({self.duty}), each) for each in self.done))

    def sent(self) -> tuple[Sent, ...]:
        """Return its responses, each with the day on which it was sent."""
        return tuple(one for each in self.responses for one in each.sent())


def problems(raw: Table) -> Iterator[Problem]:
    """Find what no single key of a duty shows: a name that a requirement has, and what a program has not."""
    taken = {name for _, each in tables(raw.get("requirement")) if isinstance(name := each.get("id"), str)}
    for place, duty in tables(raw.get("duty")):
        if isinstance(duty.get("id"), str) and duty["id"] in taken:
            yield Problem(
                ("duty", place, "id"),
                f"'{duty['id']}', which a requirement has",
                "a name of its own",
                "give the duty another name",
            )
        for at, terms in tables(duty.get("terms")):
            yield from _birthday(terms, ("duty", place, "terms", at))
        yield from measure_forms.of_duty(duty, ("duty", place))


def _birthday(terms: Table, path: Path) -> Iterator[Problem]:
    renewal = terms.get("renewal")
    if isinstance(renewal, dict) and renewal.get("anchor") == Anchor.BIRTH_MONTH.value:
        yield Problem(
            (*path, "renewal", "anchor"),
            "'birth-month' for a program",
            "an anchor that a program has",
            "take another; nobody's birthday renews what a program owes",
        )
    if "grace" in terms and "renewal" not in terms:
        yield Problem(
            (*path, "grace"), "'grace' without 'renewal'", "something that can lapse", "take it out, or add 'renewal'"
        )
