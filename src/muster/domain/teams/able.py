"""What a member of a crew can be for a team on a day: asked of the one engine, and of the roles held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import TypeAlias
from uuid import UUID

from muster.domain.facts import EVERY_ROLE
from muster.domain.findings import NOT_YET, SOUND, Reason, Standing, Verdict
from muster.domain.requirements import Requirement
from muster.domain.standing.engine import Timeline, timeline
from muster.domain.teams.staffing import Member, Place

# By the person and the identity of the requirement, which outlives the asking.
Timelines: TypeAlias = dict[tuple[UUID, int], Timeline]


class Can(IntEnum):
    """Can somebody fill a place? ``MAYBE``: a person must look."""

    NO = 0
    MAYBE = 1
    YES = 2


_CAN = {Verdict.MET: Can.YES, Verdict.NEEDS_REVIEW: Can.MAYBE}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the members of a crew are asked on one day. ``timelines``: each is judged once, for every day there is."""

    on: date
    timelines: Timelines = field(repr=False, compare=False, default_factory=dict)

    def roles(self, member: Member) -> frozenset[str]:
        """Return the roles held on the day."""
        return frozenset(held.role for held in member.facts.roles if self.on in held.validity)

    def holds(self, roles: frozenset[str], member: Member) -> bool:
        """Is any of these roles held on the day? Everybody's is held by whoever holds one."""
        held = self.roles(member)
        return not held.isdisjoint(roles) or (EVERY_ROLE in roles and bool(held))

    def standing(self, requirement: Requirement, member: Member) -> Standing:
        """Return what a requirement says of a member."""
        key = member.person, id(requirement)
        if key not in self.timelines:
            self.timelines[key] = timeline(requirement, member.facts)
        judged = self.timelines[key]
        return judged.segments[judged.at(self.on)].standing

    def can(self, place: Place, member: Member, meet: tuple[Requirement, ...], *, in_company: bool = False) -> Can:
        """Can this member fill this place? ``meet``: what all members must meet.

        ``in_company``: the place beside somebody who serves in the interim, which nobody else in the interim fills.
        """
        if member.presence not in place.presence | place.unclear:
            return Can.NO
        found = Can.YES if self.holds(place.roles, member) else Can.NO
        if not found and place.shown is not None:
            found = _CAN.get(self.standing(place.shown, member).verdict, Can.NO)
        if member.presence not in place.presence:
            found = min(found, Can.MAYBE)
        if found and place.trained:
            trained = (_trained(each, self.standing(each, member), in_company=in_company) for each in meet)
            found = min([found, *trained])
        return found


def _trained(asked: Requirement, found: Standing, *, in_company: bool) -> Can:
    """Is somebody trained, without any condition?

    A waiver says that it was looked at, which is all that can be had of a text that was not read; of any other,
    a person must say whether it stands for training.
    """
    if found.reason in SOUND or found.reason is Reason.NOT_BOUND:
        sure = Can.YES
    elif found.reason is Reason.WAIVED:
        sure = Can.YES if asked.unread else Can.MAYBE
    elif found.reason in NOT_YET:
        sure = Can.NO if in_company else Can.MAYBE
    else:
        sure = _CAN.get(found.verdict, Can.NO)
    return sure if found.verdict is not Verdict.NEEDS_REVIEW else min(sure, Can.MAYBE)
