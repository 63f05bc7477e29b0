"""What a crew is short of on a day: by one way to be a team, and by whatever way.

Who holds no role on the day, or one that is not counted, is nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from muster.domain.findings import Reason, Verdict
from muster.domain.teams.able import Asked, Can
from muster.domain.teams.matching import fill
from muster.domain.teams.staffing import (
    ON_THE_TEAM,
    Company,
    Crew,
    Lack,
    Member,
    Place,
    Presence,
    TeamTerms,
    Want,
    Way,
)

Filled = tuple[tuple[Place, UUID], ...]


class Team:
    """A crew on one day, under one set of terms."""

    def __init__(self, terms: TeamTerms, crew: Crew, asked: Asked) -> None:
        """Take the crew, and count who is somebody."""
        self._terms = terms
        self._crew = crew
        self._asked = asked
        self._counted = [each for each in crew.members if self._counts(each)]
        self._going = [each for each in self._counted if each.presence in ON_THE_TEAM]

    def by(self, way: Way) -> tuple[Filled, tuple[Lack, ...]]:
        """Return who fills what by one way, and what is lacking by it."""
        filled: list[tuple[Place, UUID]] = []
        lacks: list[Lack] = []
        if sum(each.presence is Presence.IN_PERSON for each in self._counted) < way.in_person:
            lacks.append(Lack(Want.IN_PERSON, str(way.in_person), Verdict.NOT_MET))
        able = [self._able(place) for place in way.places]
        sure = {at: [who for who, can in each.items() if can is Can.YES] for at, each in enumerate(able)}
        at_best = {at: [who for who, can in each.items() if can] for at, each in enumerate(able)}
        put = fill(at_best, fill(sure))
        for at, (place, each) in enumerate(zip(way.places, able, strict=True)):
            _settle(Want.PLACE, place, put.get(at), each, filled, lacks)
        for place in way.somebody:
            each = self._able(place)
            best = max(each, key=each.__getitem__, default=None)
            _settle(Want.SOMEBODY, place, best if best and each[best] else None, each, filled, lacks)
        return tuple(filled), tuple(lacks)

    def lacks(self) -> Iterator[Lack]:
        """Yield what is lacking by whatever way: who may never be there, training, company, equipment."""
        yield from self._barred()
        yield from self._training()
        for company in self._terms.company:
            for place in company.places:
                yield from self._alone(company, place)
        for thing in sorted(self._terms.equipment - self._crew.equipment):
            yield Lack(Want.EQUIPMENT, thing, Verdict.NOT_MET)

    def _counts(self, member: Member) -> bool:
        roles = self._asked.roles(member)
        return bool(roles) and not roles & self._terms.uncounted

    def _able(self, place: Place) -> dict[UUID, Can]:
        """Return how surely each can fill a place: those who can for sure first."""
        cans = [(each.person, self._asked.can(place, each, self._terms.members_meet)) for each in self._counted]
        return dict(sorted(cans, key=lambda each: -each[1]))

    def _barred(self) -> Iterator[Lack]:
        for role in sorted(self._terms.never):
            there = [each for each in self._crew.members if each.presence in ON_THE_TEAM]
            who = tuple(each.person for each in there if role in self._asked.roles(each))
            if who or role in self._crew.others:
                yield Lack(Want.NEVER, role, Verdict.NOT_MET, who)
        if self._terms.never:
            for word in sorted(self._crew.others - self._terms.beside):
                yield Lack(Want.NEVER, word, Verdict.NEEDS_REVIEW)

    def _training(self) -> Iterator[Lack]:
        for each in self._terms.members_meet:
            said = [(member.person, self._asked.standing(each, member).verdict) for member in self._going]
            for verdict in (Verdict.NOT_MET, Verdict.NEEDS_REVIEW):
                who = tuple(person for person, found in said if found is verdict)
                if who:
                    yield Lack(Want.TRAINING, each.name, verdict, who)

    def _alone(self, company: Company, place: Place) -> Iterator[Lack]:
        """Yield those who have nobody beside them for a place, and those who have only somebody in doubt."""
        cans = {
            each.person: self._asked.can(place, each, self._terms.members_meet, in_company=True)
            for each in self._counted
        }
        surest = sorted(cans.items(), key=lambda each: -each[1])[:2]  # one of them is somebody else
        said: dict[Can, list[UUID]] = {Can.NO: [], Can.MAYBE: [], Can.YES: []}
        for member in self._going:
            beside = next((can for person, can in surest if person != member.person), Can.NO)
            if self._in_the_interim(company, member):
                said[beside].append(member.person)
            elif self._in_need(company, member):
                said[max(beside, cans[member.person])].append(member.person)
        for can, verdict in ((Can.NO, Verdict.NOT_MET), (Can.MAYBE, Verdict.NEEDS_REVIEW)):
            if said[can]:
                yield Lack(Want.COMPANY, place.id, verdict, tuple(said[can]))

    def _in_the_interim(self, company: Company, member: Member) -> bool:
        """Does a member need company, whatever they are themselves?"""
        if not company.interim or member.presence not in company.presence:
            return False
        return any(self._asked.standing(each, member).reason is Reason.INTERIM for each in self._terms.members_meet)

    def _in_need(self, company: Company, member: Member) -> bool:
        """Does a member need company for the role, unless they fill the place themselves?"""
        return member.presence in company.presence and self._asked.holds(company.of, member)


def _settle(
    want: Want,
    place: Place,
    who: UUID | None,
    able: Mapping[UUID, Can],
    filled: list[tuple[Place, UUID]],
    lacks: list[Lack],
) -> None:
    """Enter who fills a place, and what is lacking: somebody, or that somebody is in doubt."""
    if who is None:
        lacks.append(Lack(want, place.id, Verdict.NOT_MET))
        return
    filled.append((place, who))
    if able[who] is not Can.YES:
        lacks.append(Lack(want, place.id, Verdict.NEEDS_REVIEW, (who,)))
