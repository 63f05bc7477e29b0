"""A plan while it is being made: what is on record, what was accepted, and the lines so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from muster.domain.awards import Allocation, Award, PayRate, PersonnelLine
from muster.domain.credentials import Credential
from muster.domain.effort import PaidDay
from muster.domain.errors import Fault
from muster.domain.importing.claims import Named, Remark, Spot
from muster.domain.importing.planning.book import Book, Held, Put
from muster.domain.importing.planning.matching import Doubt, Roll, label
from muster.domain.importing.planning.on_file import OnFile
from muster.domain.importing.planning.plan import Kind, PlanLine, Proposal, Step, Terms, Value, Write
from muster.domain.importing.recipe import Recipe, folded
from muster.domain.partnerships import Partner, Partnership
from muster.domain.people import Employment, Identifier, Identity, RoleHeld
from muster.domain.training import Completion, Course
from muster.domain.words import ENGLISH, Words

T = TypeVar("T")
V = TypeVar("V", bound=Value)


def _by_fold(said: Mapping[str, T]) -> dict[str, T]:
    return {folded(key): value for key, value in said.items()}


@dataclass(slots=True)
class Draft:
    """Everything that the parts of a plan share. ``ids`` gives a new id at each call."""

    on: OnFile
    recipe: Recipe
    today: date
    ids: Callable[[], UUID]
    words: Words = ENGLISH
    lines: list[PlanLine] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    besides: list[Write] = field(default_factory=list)
    roll: Roll = field(init=False)
    people: Book[Identity] = field(init=False)
    numbers: Book[Identifier] = field(init=False)
    employments: Book[Employment] = field(init=False)
    roles: Book[RoleHeld] = field(init=False)
    rates: Book[PayRate] = field(init=False)
    courses: Book[Course] = field(init=False)
    completions: Book[Completion] = field(init=False)
    credentials: Book[Credential] = field(init=False)
    awards: Book[Award] = field(init=False)
    personnel: Book[PersonnelLine] = field(init=False)
    partners: Book[Partner] = field(init=False)
    partnerships: Book[Partnership] = field(init=False)
    allocations: Book[Allocation] = field(init=False)
    paid_days: Book[PaidDay] = field(init=False)
    terms: Book[Terms] = field(init=False)
    titles: dict[str, tuple[str, ...]] = field(init=False)
    role_words: dict[str, str] = field(init=False)
    offered: set[tuple[tuple[str, ...], str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Lay everything on record under its natural key."""
        self.titles, self.role_words = _by_fold(self.recipe.titles), _by_fold(self.recipe.roles)
        self.roll = Roll(_by_fold(self.recipe.people), self.words)
        self._lay_people()
        self._lay_training()
        self._lay_money()

    def _lay_people(self) -> None:
        on = self.on
        self.people, self.numbers = Book(Kind.PERSON, self.ids), Book(Kind.IDENTIFIER, self.ids)
        self.employments, self.roles = Book(Kind.EMPLOYMENT, self.ids), Book(Kind.ROLE, self.ids)
        self.rates = Book(Kind.PAY_RATE, self.ids)
        for person in on.people:
            self.people.on_record(person.fact, person)
            self.roll.add(person.fact, person.value)
        for number in on.identifiers:
            self.numbers.on_record((number.person, number.value.register), number)
            if number.value.register == "hr" and number.person in self.roll.people:
                self.roll.give(number.person, number.value.value)
        for job in on.employments:
            self.employments.on_record((job.person, job.value.validity.start), job)
        for role in on.roles:
            self.roles.on_record((role.person, role.value.program, role.value.role), role)
        for rate in on.rates:
            self.rates.on_record((rate.person, rate.value.during.start), rate)

    def _lay_training(self) -> None:
        on = self.on
        self.courses, self.completions = Book(Kind.COURSE, self.ids), Book(Kind.COMPLETION, self.ids)
        self.credentials = Book(Kind.CREDENTIAL, self.ids)
        for course in on.courses:
            self.courses.on_record(folded(course.value.title), course)
        for done in on.completions:
            self.completions.on_record((done.person, done.value.course, done.value.completed_on), done)
        for card in on.credentials:
            key = (card.person, card.value.kind, card.value.number, card.value.valid_through)
            self.credentials.on_record(key, card)

    def _lay_money(self) -> None:
        on = self.on
        self.awards, self.personnel = Book(Kind.AWARD, self.ids), Book(Kind.LINE, self.ids)
        self.partners, self.partnerships = Book(Kind.PARTNER, self.ids), Book(Kind.PARTNERSHIP, self.ids)
        self.allocations, self.paid_days = Book(Kind.ALLOCATION, self.ids), Book(Kind.PAID_DAY, self.ids)
        self.terms = Book(Kind.CONDITIONS, self.ids)
        for award in on.awards:
            self.awards.on_record(folded(award.value.number), award)
        for line in on.lines:
            self.personnel.on_record((line.value.award, folded(line.value.code)), line)
        for partner in on.partners:
            self.partners.on_record(folded(partner.value.name), partner)
        for paper in on.partnerships:
            self.partnerships.on_record((paper.value.partner, paper.value.during.start), paper)
        for share in on.allocations:
            self.allocations.on_record((share.person, share.value.line, share.value.during.start), share)
        for paid in on.paid_days:
            self.paid_days.on_record((paid.person, paid.value.on), paid)
        for award_id, (adoption, text) in on.terms.items():
            self.terms.held[award_id] = Held(adoption.fact, Terms(adoption.value, text), None, adoption.version)

    def put(
        self, book: Book[V], key: tuple[object, ...] | str | UUID, value: V, *, at: Spot, what: str,
        person: UUID | None = None, fact: UUID | None = None,
    ) -> Put[V]:  # fmt: skip
        """Say that this is so, and write the line that says what becomes of it."""
        return self.note(book, book.put(key, value, person=person, fact=fact), at=at, what=what)

    def note(self, book: Book[V], done: Put[V], *, at: Spot, what: str) -> Put[V]:
        """Write the line that says what becomes of something."""
        if done.step is Step.CONFLICT:
            here, there = ({name: pair[side] for name, pair in done.changes.items()} for side in (1, 0))
            expected = self.words("{values}, as another row says", values=shown(there))
            fix = self.words("keep the row that is right, and take the other out")
            self.doubt(at, book.kind, what, Doubt(Step.CONFLICT, shown(here), expected, fix))
        else:
            self.lines.append(PlanLine(at, done.step, book.kind, what, done.changes))
        return done

    def doubt(self, at: Spot, kind: Kind, what: str, why: Doubt, proposal: Proposal | None = None) -> None:
        """Write a line that is not carried out, and why."""
        fault = Fault(str(at), why.found, why.expected, why.fix)
        self.lines.append(PlanLine(at, why.step, kind, what, fault=fault, proposal=proposal))
        if proposal:
            self.propose(proposal)

    def reject(self, at: Spot, kind: Kind, what: str, *, found: str, expected: str, fix: str) -> None:
        """Write a line that cannot be carried out."""
        self.doubt(at, kind, what, Doubt(Step.REJECTED, found, expected, fix))

    def propose(self, proposal: Proposal) -> None:
        """Keep a proposal, once."""
        name = (proposal.table, folded(proposal.key))
        if name not in self.offered:
            self.offered.add(name)
            self.proposals.append(proposal)

    def who(self, at: Spot, kind: Kind, who: Named, what: str) -> UUID | None:
        """Return the person that a row is about; write a line when nobody is settled on."""
        found = self.roll.find(who)
        if isinstance(found, UUID):
            return found
        if isinstance(found, Doubt):
            section = Proposal(("people",), label(who), found.suppose, at, found.whom) if found.suppose else None
            self.doubt(at, kind, what, found, section)
            return None
        self.doubt(at, kind, what, self.nobody(who))
        return None

    def nobody(self, who: Named) -> Doubt:
        """Say that nobody on record is meant."""
        named = self.words("'{name}'", name=label(who)) if label(who) else self.words("nobody named")
        if who.number and who.name:
            named = self.words("'{name}', number {number}", name=label(who), number=who.number)
        return Doubt(
            Step.REJECTED,
            named,
            self.words("somebody on record"),
            self.words("bring in a roster with them, in the same run or before, or correct the name"),
        )

    def name(self, person: UUID) -> str:
        """Return what somebody is called."""
        return self.roll.people[person].name


def shown(values: Mapping[str, object]) -> str:
    """Return values as one line.

    >>> shown({"minutes": 480, "provider": ""})
    'minutes 480, provider empty'
    """
    return ", ".join(
        f"{name.replace('_', ' ')} {'empty' if value in (None, '') else value}" for name, value in values.items()
    )
