"""Who was invited and has not come yet."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody

from muster.api.operations import LISTED, VERSIONED, recorded, says
from muster.api.shapes.invitations import InvitationIn, InvitationOut, InvitationsOut
from muster.api.wire import Recorded, Withdrawal
from muster.http.letters import Mailed, afterwards
from muster.http.lists import Paging, linked
from muster.http.signed import Now, Signed
from muster.http.versions import Version, tagged
from muster.services import invitations as service
from muster.services.letters import hand_over


@get("/invitations", summary="List who was invited", opt=LISTED)
async def invitations(
    request: Request[Any, Any, Any], principal: Signed, now: Now, paging: Paging
) -> Response[InvitationsOut]:
    """List the invitations that may still be accepted, by id, a page at a time."""
    found = await service.invitations(by=principal, at=now.at, after=paging.after, limit=paging.limit)
    page = InvitationsOut(items=tuple(map(InvitationOut.of, found.items)))
    return linked(page, request, after=found.after)


@post(
    "/invitations",
    summary="Invite somebody",
    opt=says(
        "Location",
        problems=(
            "already-recorded",
            "beyond-your-program",
            "beyond-your-rights",
            "ended-already",
            "no-last-day",
            "own-place",
            "points-nowhere",
            "role-of-the-agency",
            "said-already",
        ),
    ),
)
async def invite(data: JSONBody[InvitationIn], principal: Signed, now: Now, mailing: Mailed) -> Response[Recorded]:
    """Offer a place to whoever reads the mail at an address. They choose a password themselves.

    The mail goes out once the reply has: its fate is under `mail` of the invitation. An invitation
    to the same address that nobody has accepted yet ends by this one.
    """
    made, letter = await service.invite(
        data.email,
        data.place(principal.scope.agency),
        by=principal,
        now=now,
        mailing=mailing,
        language=data.language,
        fact=data.id,
    )
    return afterwards(recorded(made, f"invitations/{made}"), partial(hand_over, letter, mailing))


@get("/invitations/{invitation:uuid}", summary="Look an invitation up", opt=VERSIONED)
async def invitation(invitation: FromPath[UUID], principal: Signed) -> Response[InvitationOut]:
    """Say what was offered to whom, and what became of the mail. One that was accepted or withdrawn is gone."""
    found = await service.invitation(invitation, by=principal)
    return tagged(InvitationOut.of(found), found.record.version, beside=[found.mail])


@delete("/invitations/{invitation:uuid}", summary="Withdraw an invitation")
async def withdraw_invitation(
    invitation: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Take an invitation back: its link lets nobody in any more."""
    await service.withdraw_invitation(invitation, version=version, because=data.because, by=principal, now=now)


router = Router("/", route_handlers=[invitations, invite, invitation, withdraw_invitation], tags=["Invitations"])
