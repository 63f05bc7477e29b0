"""Who has a place in an agency, and who may give, change and end one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from muster.domain.access import MATRIX, Membership, Permission, Principal, Role, Scope
from muster.domain.errors import Conflict, Forbidden, NotFound, Refusal

# Whoever runs muster lets people in to do what they may not do themselves: that is the work.
LETS_IN: Final = frozenset({Role.SYSTEM_ADMINISTRATOR})
# But not to everything: what has every right is given, changed and ended by its own kind only.
BY_ITS_OWN_KIND: Final = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Member:
    """An account and one place it has: the address it signs in with, and when the place was given.

    ``name``: what the person is called that the account is, where whoever asks may know it.
    """

    account: UUID
    email: str
    place: Membership
    given_at: datetime
    name: str = ""

    def ended(self, today: date) -> bool:
        """Is the place over?"""
        return self.place.through is not None and self.place.through < today


class LastAdministrator(Conflict):
    """Without this place nobody would be left who can let anybody in."""

    code = "last-administrator"

    def __init__(self) -> None:
        """Say what has to come first."""
        super().__init__(
            "this is the last administrator of the whole agency whose place has no end; "
            "give somebody else such a place first, so that the agency is never without one"
        )


def may_give(place: Membership, *, by: Principal, account: UUID | None = None) -> Scope:
    """Return the scope in which somebody may give a place, change it or end it; refuse what they may not.

    Nobody gives more than they have, with one exception: a system administrator gives any place but
    an administrator's. ``account``: whose place it is or will be, where that is known; nobody gives
    one to themselves.

    Raises:
        NotFound: an outsider asks, or it is a place elsewhere.
        Forbidden: they may give no places, not that far, not such a one, or not to themselves.
    """
    if place.agency != by.scope.agency:
        raise NotFound("there is no such agency here")
    scope = by.require(Permission.MEMBERSHIP_GRANT, program=place.program, whole=place.program is None)
    if account is not None and account == by.scope.account:
        raise Forbidden(
            "nobody gives themselves a place, or another one than they have; "
            "ask somebody else who may give places in your agency",
            code="own-place",
        )
    if not (_has(by, place) or (_lets_in(by) and place.role not in BY_ITS_OWN_KIND)):
        raise Forbidden(
            f"the role {place.role} has rights that you do not have as far as this place reaches, "
            "so you can neither give nor take it; ask an administrator of your agency",
            code="beyond-your-rights",
        )
    return scope


def gives(place: Membership, *, by: Principal) -> bool:
    """May somebody give such a place, change it or end it? Decides what is offered."""
    try:
        may_give(place, by=by)
    except Refusal:
        return False
    return True


def _has(by: Principal, place: Membership) -> bool:
    """Does somebody have every right of a place, as far as it reaches?"""
    reaches = (by.reach(permission) for permission in MATRIX[place.role])
    return all(reach is not None and reach.covers(place.program) for reach in reaches)


def _lets_in(by: Principal) -> bool:
    return any(each.role in LETS_IN and each.program is None for each in by.memberships)


def keeps(place: Membership) -> bool:
    """Is it a place that an agency cannot be without: an administrator's, of all of it and without an end?

    >>> keeps(Membership(UUID(int=1), Role.ADMINISTRATOR)), keeps(Membership(UUID(int=1), Role.HR))
    (True, False)
    """
    return place.role is Role.ADMINISTRATOR and place.program is None and place.through is None
