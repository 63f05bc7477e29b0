"""The first steps of an agency: people, rules, and somebody else who signs in. Nothing is kept: it is looked up."""

from __future__ import annotations

from dataclasses import dataclass

from muster.domain.access import Permission, Principal
from muster.domain.moments import Moment
from muster.persistence import invitations as invitation_store
from muster.persistence import members as member_store
from muster.persistence import packs as pack_store
from muster.persistence import people as people_store
from muster.persistence.database import scoped
from muster.persistence.facts import NOW


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Which of the three are done: somebody is on record, a pack binds, somebody else has or is offered a place."""

    people: bool
    rules: bool
    invited: bool

    @property
    def done(self) -> bool:
        """Are all three?"""
        return self.people and self.rules and self.invited


async def first_steps(*, by: Principal, now: Moment) -> FirstSteps:
    """Say how far an agency has come with its first steps, as far as whoever asks can see."""
    scope = by.require(Permission.PEOPLE_READ)
    async with scoped(scope):
        people = await people_store.people(scope, known=NOW, after=None, limit=1)
        adopted = await pack_store.adoptions(scope, known=NOW)
        places = await member_store.members(scope, after=None, limit=2)
        offered = await invitation_store.invitations(scope, at=now.at, limit=1)
    return FirstSteps(
        bool(people.items),
        any(each.value.in_programs for each in adopted),
        len(places.items) > 1 or bool(offered.items),
    )
