"""Who goes out together: the rules of a team as data, and the crew that they are asked of.

The definitions are docs/decisions/0032.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.errors import Invalid
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import FOREVER
from muster.domain.requirements import Bar, Confidence, Requirement


class Presence(StrEnum):
    """How somebody is there. Who is only reachable is not on the team."""

    IN_PERSON = "in-person"
    REMOTE = "remote"
    REACHABLE = "reachable"


ON_THE_TEAM: Final = frozenset({Presence.IN_PERSON, Presence.REMOTE})


@dataclass(frozen=True, slots=True)
class Place:
    """Something that one member is for the team.

    Any of ``roles`` held, or ``shown`` (its credentials and topics, as a requirement that the one engine judges)
    met, fills it. ``trained``: only whoever has all that the members must meet, without any condition: of those who
    serve in the interim a person must say whether they are meant.
    ``unclear``: ways of being there of which the text is silent.
    """

    id: str
    roles: frozenset[str]
    shown: Requirement | None
    presence: frozenset[Presence]
    unclear: frozenset[Presence] = frozenset()
    trained: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """Members of these roles, or those who serve in the interim, need others beside them who fill these places.

    ``presence``: only those who are there in one of these ways. Who fills a place alone needs nobody for their role.
    """

    of: frozenset[str]
    interim: bool
    places: tuple[Place, ...]
    presence: frozenset[Presence] = ON_THE_TEAM


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of the local day, in minutes from midnight: ``since`` up to, but not including, ``until``."""

    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way to be a team: who is there, at which hours, under which circumstance."""

    in_person: int
    places: tuple[Place, ...]
    somebody: tuple[Place, ...] = ()
    hours: Hours | None = None
    circumstance: str = ""


@dataclass(frozen=True, slots=True)
class TeamTerms:
    """What a rule of a team has asked since a day.

    ``in_force`` unset: the text was read, but not since when it binds; it stands beside the others. ``never``,
    ``uncounted`` and ``welcome`` are who else may not, or may, come along, by a word each.
    """

    effective: date
    cite: str
    confidence: Confidence
    ways: tuple[Way, ...]
    members_meet: tuple[Requirement, ...] = ()
    company: tuple[Company, ...] = ()
    equipment: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    uncounted: frozenset[str] = frozenset()
    welcome: frozenset[str] = frozenset()
    in_force: bool = True
    until: date = FOREVER

    @property
    def beside(self) -> frozenset[str]:
        """Return the words by which it knows who may come along: any other says nothing to it."""
        return self.never | self.uncounted | self.welcome

    @property
    def places(self) -> tuple[Place, ...]:
        """Return every place, whoever may fill it: of its ways, and in company."""
        of_ways = (place for way in self.ways for place in (*way.places, *way.somebody))
        return (*of_ways, *(place for each in self.company for place in each.places))


@dataclass(frozen=True, slots=True)
class TeamRule:
    """Who must go out together, by one authority. ``unread``: what could not be read at the source."""

    pack: str
    id: str
    says: str
    terms: tuple[TeamTerms, ...]
    bar: Bar = Bar.REQUIRED
    authority: str = ""
    unread: str = ""

    def __post_init__(self) -> None:
        """Refuse a rule that never was in force, and terms in force that overlap or run backwards."""
        if not self.terms:
            raise Invalid(f"{self.name} has no terms", code="no-terms")
        known = [each for each in self.terms if each.in_force]
        if any(each.effective >= each.until for each in self.terms) or any(
            later.effective < earlier.until for earlier, later in pairwise(known)
        ):
            raise Invalid(f"{self.name}: its terms overlap, or end before they begin", code="terms-overlap")

    @property
    def name(self) -> str:
        """The name it is known by, for ever: ``pack/id``."""
        return f"{self.pack}/{self.id}"

    def on(self, day: date) -> tuple[TeamTerms, ...]:
        """Return the terms of a day: those in force first, then those of which it is not known."""
        found = (each for each in self.terms if each.effective <= day < each.until)
        return tuple(sorted(found, key=lambda each: not each.in_force))

    @property
    def cites(self) -> tuple[str, ...]:
        """The paragraphs of the texts without an end, or of the last: several where it is not known which binds."""
        return tuple(each.cite for each in self.terms if each.until == FOREVER) or (self.terms[-1].cite,)

    @property
    def circumstances(self) -> frozenset[str]:
        """What may be so of the place of a shift, and changes what is asked."""
        return frozenset(way.circumstance for terms in self.terms for way in terms.ways if way.circumstance)

    @property
    def equipment(self) -> frozenset[str]:
        """All that it ever asked a team to carry."""
        return frozenset().union(*(terms.equipment for terms in self.terms))

    @property
    def beside(self) -> frozenset[str]:
        """The words by which it ever knew who may come along."""
        return frozenset().union(*(terms.beside for terms in self.terms))


class Member(NamedTuple):
    """Somebody who is to go, or went. ``facts`` as seen from the program."""

    person: UUID
    presence: Presence
    facts: Facts


@dataclass(frozen=True, slots=True)
class Crew:
    """Who goes out, with what, and what is so of the place.

    ``others``: who comes along of no program here, by what they are ("law-enforcement").
    """

    members: tuple[Member, ...]
    equipment: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    circumstances: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse somebody who is there twice: they would fill two places."""
        if len({each.person for each in self.members}) < len(self.members):
            raise Invalid("somebody is on this crew twice", code="twice-on-a-crew")


class Want(StrEnum):
    """What a team may lack, or in what it is in doubt."""

    PLACE = "place"
    SOMEBODY = "somebody"
    IN_PERSON = "in-person"
    TRAINING = "training"
    COMPANY = "company"
    EQUIPMENT = "equipment"
    NEVER = "never"
    UNREAD = "unread"
    READINGS = "readings"


class Lack(NamedTuple):
    """One thing that is wanting, or in doubt. ``what`` names the place, the thing, the requirement or the number.

    ``people``: whom it is about, where it is about somebody.
    """

    want: Want
    what: str
    verdict: Verdict
    people: tuple[UUID, ...] = ()


class TeamFinding(NamedTuple):
    """What one rule says of a crew for a piece of a shift: ``since`` up to ``until``, local and aware.

    ``filled``: who was put in which place, by the way that answers.
    """

    rule: TeamRule
    since: datetime
    until: datetime
    verdict: Verdict
    terms: TeamTerms | None = None
    way: Way | None = None
    filled: tuple[tuple[Place, UUID], ...] = ()
    lacks: tuple[Lack, ...] = ()
