"""Whether an agency asks a second factor of its staff: look it up, say it, and find out who still has to set one up."""

from __future__ import annotations

from uuid import UUID

from muster.domain.access import Permission, Principal, Scope
from muster.domain.accounts.one_time_codes import SecondFactorNeeded, StaffRule
from muster.domain.acts import Act
from muster.domain.errors import Conflict
from muster.domain.members import keeps
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.persistence import members as member_store
from muster.persistence import one_time_codes as code_store
from muster.persistence import programs as store
from muster.persistence.ledger import recorded
from muster.services import programs

_AT_A_TIME = 200


async def staff_rule(*, by: Principal) -> OnRecord[StaffRule]:
    """Return whether a second factor is asked of staff, and since when."""
    return await store.staff_rule(by.require(Permission.MEMBERSHIP_READ))


async def set_staff_rule(
    *, required: bool, version: UUID | None = None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say from now on whether a second factor is asked of staff; return the new version.

    Whoever asks it of others has one themself, so that somebody is always left who gets in. At the machine's own
    prompt, an administrator whose place has no end has to have one.

    Raises:
        Forbidden: they may not give every place of the agency.
        Conflict: it would lock out whoever asks for it.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.MEMBERSHIP_GRANT, whole=True)
    if required and not await _somebody_gets_in(scope):
        raise Conflict(
            "set one-time codes up for yourself before you ask them of others"
            if scope.account
            else "no administrator of the whole agency has one-time codes; one has to set them up first",
            code="no-second-factor",
        )
    found, agency = await store.staff_rule(scope), await programs.agency_of(by)
    async with recorded(scope, Act.SECOND_FACTOR_RULE_SET, at=now.at, because=because) as entry:
        return await store.set_staff_rule(entry, agency, required=required, version=version or found.version)


async def require_of(by: Principal, *, second: bool) -> None:
    """Refuse whoever the agency asks a second factor of and who has none. ``second``: one was proved at the sign-in.

    Raises:
        SecondFactorNeeded: they have to set one up first.
    """
    if second or by.scope.account is None or not StaffRule(required=True).binds(by.memberships):
        return
    rule = (await store.staff_rule(by.scope)).value
    if rule.binds(by.memberships) and not await code_store.has_second_factor(by.scope.account):
        raise SecondFactorNeeded


async def _somebody_gets_in(scope: Scope) -> bool:
    if scope.account is not None:
        return await code_store.has_second_factor(scope.account)
    after: UUID | None = None
    while True:
        page = await member_store.members(scope, after=after, limit=_AT_A_TIME)
        for each in page.items:
            if keeps(each.value.place) and await code_store.has_second_factor(each.value.account):
                return True
        if page.after is None:
            return False
        after = UUID(page.after)
