"""The tables of a pack that say who goes out together (docs/decisions/0032), and the domain's value of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from muster.domain.credentials import Proof
from muster.domain.facts import EVERY_ROLE
from muster.domain.intervals import FOREVER, day_after
from muster.domain.requirements import Bar, Confidence, Requirement, Terms
from muster.domain.teams.staffing import ON_THE_TEAM, Company, Hours, Place, Presence, TeamRule, TeamTerms, Way
from muster.rules.equivalence import Answering
from muster.rules.wording import Prose
from muster.rules.words import Day, Form, Hint, Id, Ids, Roles, Truth, Words, one_of, refuse

UNKNOWN: Final = "unknown"
_HOURS: Final = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
_MIDNIGHT: Final = 24 * 60
MOST_IN_PERSON: Final = 20


def hours(value: object) -> Hours:
    """Read hours of the local day.

    >>> hours("08:00-24:00")
    Hours(since=480, until=1440)
    """
    found = _HOURS.fullmatch(value) if isinstance(value, str) else None
    if not found:
        refuse("hours of the local day", "write two times of 24 hours with a hyphen, for example '08:00-24:00'")
    since, until = (60 * int(found[at]) + int(found[at + 1]) for at in (1, 3))
    if not since < until <= _MIDNIGHT:
        refuse("hours that begin before they end, on one day", "over midnight, write a way for each side of it")
    return Hours(since, until)


def _people(value: object) -> int:
    if type(value) is not int or not 1 <= value <= MOST_IN_PERSON:
        refuse(f"a number of people, 1 to {MOST_IN_PERSON}", "write how many are there in person at the fewest")
    return value


def _unknown(value: object) -> Literal["unknown"]:
    if value != UNKNOWN:
        refuse("'unknown', or no such key", "take it out where 'effective' is the day on which it took effect")
    return "unknown"


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _each_once(values: list[Presence]) -> list[Presence]:
    if len(set(values)) < len(values):
        refuse("each way of being there once", "take one out")
    return values


Ways: TypeAlias = Annotated[
    list[Annotated[Presence, PlainValidator(one_of(Presence))]],
    Field(min_length=1),
    BeforeValidator(_listed),
    AfterValidator(_each_once),
    Hint("a list of 'in-person', 'remote', 'reachable'", '["in-person", "remote"]'),
]
Clock: TypeAlias = Annotated[Hours, PlainValidator(hours), Hint("hours of the local day", '"08:00-24:00"')]


@dataclass(frozen=True, slots=True)
class Around:
    """What the tables of a team refer to: the pack, the rule, the days of the terms, and what the pack defines."""

    pack: str
    authority: str
    rule: str
    effective: date
    until: date
    cite: str
    answering: Answering
    requirements: Mapping[str, Requirement]

    def shown(self, place: PlaceForm) -> Requirement | None:
        """Return what a member shows to fill a place, as a requirement that the one engine judges."""
        if not place.credential and not place.topic:
            return None
        part = self.answering.part(place.topic or (), place.credential or ())
        terms = Terms(self.effective, self.cite, Confidence.READ, proof=Proof.DOCUMENT_SEEN, until=self.until)
        return Requirement(
            self.pack,
            f"{self.rule}.{place.id}",
            place.id,
            frozenset({EVERY_ROLE}),
            part.topics,
            part.kinds,
            (terms,),
            authority=self.authority,
            equivalences=self.answering.used((part,)),
        )


class PlaceForm(Form):
    """Something that one member is for the team: by a role, a credential or a training, any one of those named."""

    id: Annotated[Id, Hint("what this member is for the team", '"clinician"')]
    roles: Roles | None = None
    credential: Ids | None = None
    topic: Ids | None = None
    presence: Ways = Field(default_factory=lambda: [Presence.IN_PERSON])
    unclear: Ways | None = None
    trained: Truth = False

    def place(self, around: Around) -> Place:
        """Return the domain's value."""
        return Place(
            self.id,
            frozenset(self.roles or ()),
            around.shown(self),
            frozenset(self.presence),
            frozenset(self.unclear or ()),
            self.trained,
        )


Places: TypeAlias = Annotated[list[PlaceForm], Hint("places, each with an id", "[[team.terms.way.place]]")]


class WayForm(Form):
    """One way to be a team."""

    hours: Clock | None = None
    if_: Annotated[Id | None, Field(alias="if"), Hint("what is so of the place", '"hospital-campus"')] = None
    in_person: Annotated[int, PlainValidator(_people), Hint("a number of people", "2")] = 0
    place: Places = Field(default_factory=list)
    somebody: Places = Field(default_factory=list)

    def way(self, around: Around) -> Way:
        """Return the domain's value."""
        return Way(
            self.in_person,
            tuple(each.place(around) for each in self.place),
            tuple(each.place(around) for each in self.somebody),
            self.hours,
            self.if_ or "",
        )


class CompanyForm(Form):
    """Who comes along only beside somebody else, and beside whom."""

    of: Annotated[Roles | None, Hint("the roles of those who need company", '["peer-support-specialist"]')] = None
    interim: Truth = False
    presence: Ways = Field(default_factory=lambda: sorted(ON_THE_TEAM))
    somebody: Annotated[
        list[PlaceForm],
        Field(min_length=1),
        Hint("what somebody else beside them is", "[[team.terms.company.somebody]]"),
    ]

    def company(self, around: Around) -> Company:
        """Return the domain's value."""
        beside = tuple(each.place(around) for each in self.somebody)
        return Company(frozenset(self.of or ()), self.interim, beside, frozenset(self.presence))


class TeamTermsForm(Form):
    """What a rule of a team asks since a day. ``through`` is the last day on which it does."""

    effective: Annotated[Day, Hint("the first day on which these are the terms", "2026-07-01")]
    through: Day | None = None
    in_force: Annotated[Literal["unknown"] | None, PlainValidator(_unknown)] = None
    way: Annotated[list[WayForm], Hint("ways to be a team", "[[team.terms.way]]")] = Field(default_factory=list)
    company: Annotated[list[CompanyForm], Hint("who needs company", "[[team.terms.company]]")] = Field(
        default_factory=list
    )
    members_meet: Annotated[Ids | None, Hint("requirements of this pack", '["first-90-days"]')] = None
    equipment: Annotated[Ids | None, Hint("what is carried", '["naloxone"]')] = None
    never: Annotated[Ids | None, Hint("who may not be there", '["law-enforcement"]')] = None
    uncounted: Annotated[Ids | None, Hint("who may be there, and is nobody", '["law-enforcement"]')] = None
    welcome: Annotated[Ids | None, Hint("who else may come along", '["fire-services"]')] = None
    confidence: Annotated[
        Confidence,
        PlainValidator(one_of(Confidence)),
        Hint("how well the words of the rule are known: read, secondary, memory or ambiguous", '"read"'),
    ]
    cite: Annotated[Words, Hint("the paragraph that says so", '"COMAR 10.63.03.20"')]

    def terms(self, around: Around) -> TeamTerms:
        """Return the domain's value. Without a way, nothing is asked of how many there are, or who."""
        return TeamTerms(
            self.effective,
            self.cite,
            self.confidence,
            tuple(each.way(around) for each in self.way) or (Way(0, ()),),
            tuple(around.requirements[each] for each in self.members_meet or ()),
            tuple(each.company(around) for each in self.company),
            frozenset(self.equipment or ()),
            frozenset(self.never or ()),
            frozenset(self.uncounted or ()),
            frozenset(self.welcome or ()),
            self.in_force is None,
            around.until,
        )


class TeamForm(Form):
    """Who must go out together."""

    id: Annotated[Id, Hint("the name it is known by, for ever", '"two-in-person"')]
    says: Annotated[Prose, Hint("the rule in one sentence", '"Two go out together, one of them …"')]
    unread: Annotated[Prose | None, Hint("what of the rule could not be read", '"The list in (3)(d) was cut off."')] = (
        None
    )
    terms: Annotated[
        list[TeamTermsForm], Field(min_length=1), Hint("at least one block of dated terms", "[[team.terms]]")
    ]

    def rule(
        self, pack: str, bar: Bar, authority: str, answering: Answering, requirements: Mapping[str, Requirement]
    ) -> TeamRule:
        """Return the domain's value. Terms without a last day end where the next of their kind begin."""

        def around(place: int, terms: TeamTermsForm) -> Around:
            later = (each.effective for each in self.terms[place + 1 :] if each.in_force == terms.in_force)
            until = day_after(terms.through) if terms.through else next(later, FOREVER)
            return Around(pack, authority, self.id, terms.effective, until, terms.cite, answering, requirements)

        made = tuple(each.terms(around(place, each)) for place, each in enumerate(self.terms))
        return TeamRule(pack, self.id, self.says, made, bar, authority, self.unread or "")
