"""Who has a place in the agency."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, Router, delete, get, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import LISTED, VERSIONED, corrected, says
from muster.api.shapes.members import MembershipIn, MembershipOut, MembershipsOut
from muster.api.wire import Corrected, Withdrawal
from muster.http.lists import Paging, linked
from muster.http.signed import Now, Signed
from muster.http.versions import Version, tagged
from muster.services import members as service

_MAY_NOT: Final = ("beyond-your-program", "beyond-your-rights", "last-administrator")


@get("/memberships", summary="List who has a place", opt=LISTED)
async def members(request: Request[Any, Any, Any], principal: Signed, paging: Paging) -> Response[MembershipsOut]:
    """List the places in your agency, or in the programs that yours reaches, by id, a page at a time."""
    found = await service.members(by=principal, after=paging.after, limit=paging.limit)
    return linked(MembershipsOut(items=tuple(map(MembershipOut.of, found.items))), request, after=found.after)


@get("/memberships/{membership:uuid}", summary="Look a place up", opt=VERSIONED)
async def member(membership: FromPath[UUID], principal: Signed) -> Response[MembershipOut]:
    """Say whose place it is, with which role, where, and until when."""
    found = await service.member(membership, by=principal)
    return tagged(MembershipOut.of(found), found.version, beside=[found.value.name])


@put(
    "/memberships/{membership:uuid}",
    summary="Change a place",
    opt=says(
        "ETag",
        problems=(*_MAY_NOT, "own-place", "ended-already", "no-last-day", "points-nowhere", "role-of-the-agency"),
        session=True,
    ),
)
async def change_membership(
    membership: FromPath[UUID], data: JSONBody[MembershipIn], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say what a place is from now on. It holds at once, for whoever is signed in with it too."""
    changed = await service.change_membership(
        membership,
        data.role,
        program=data.program,
        through=data.through,
        version=version,
        because=data.because,
        by=principal,
        now=now,
    )
    return corrected(membership, changed)


@delete("/memberships/{membership:uuid}", summary="End a place", opt=says(problems=_MAY_NOT, session=True))
async def end_membership(
    membership: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """End a place at once. With the last that somebody has here, they are signed out and their tokens end."""
    await service.end_membership(membership, version=version, because=data.because, by=principal, now=now)


router = Router("/", route_handlers=[members, member, change_membership, end_membership], tags=["Members"])
