"""Accept an invitation: choose a password, or be signed in as the account that the address has."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster import clock
from muster.domain.accounts.links import LinkOver, Purpose
from muster.domain.accounts.passwords import LONGEST, at_least
from muster.domain.errors import Invalid, Unauthenticated
from muster.domain.matrix import ROLES
from muster.domain.programs import local_day
from muster.http import sessions
from muster.services import accounts
from muster.services import invitations as service
from muster.services.invitations import Offer, SignInFirst
from muster.web.accounts import let_in
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.links import UNTOLD, over
from muster.web.passwords import unfit
from muster.web.reader import Asked, words_for
from muster.web.refusals import wants_page

PATH: Final = "/invitation/{token:str}"


@get(PATH, include_in_schema=False)
async def accept_invitation_form(request: Asked, token: FromPath[str]) -> Response[str]:
    """Show what is offered, and one button. A session is not sent along from a web mailbox: it is asked once more."""
    try:
        offer = await service.offered(token, at=clock.instant())
    except LinkOver:
        return over(request, Purpose.INVITATION)
    if offer.known and request.headers.get("Sec-Fetch-Site") == "cross-site":
        return drawn(request, "continue.html", headers=UNTOLD, here=request.url.path)
    return await _shown(request, offer)


@post(PATH, include_in_schema=False)
async def submit_acceptance(request: Asked, token: FromPath[str], data: URLEncodedBody[Sent]) -> Response[str]:
    """Take the place, once, and let them in as after any other sign-in."""
    at, here = clock.instant(), await _signed_in(request)
    password = text(data, "password", exactly=True)[: LONGEST + 1]
    try:
        offer = await service.offered(token, at=at)
    except LinkOver:
        return over(request, Purpose.INVITATION)
    try:
        account = await service.accept_invitation(token, account=here[0] if here else None, password=password, at=at)
    except LinkOver:
        return over(request, Purpose.INVITATION)
    except SignInFirst:
        if not wants_page(request):
            raise
        return await _shown(request, await service.offered(token, at=at), status=409)
    except Invalid as why:
        return await _shown(request, offer, [unfit(why, words_for(request), field="password")], status=422)
    if here == (account, offer.agency.id):
        return sent_to("/")
    return await let_in(request, account, agency=offer.agency.id)


async def _signed_in(request: Asked) -> tuple[UUID, UUID] | None:
    """Return who is signed in, and to which agency, if they still have a place there."""
    held = sessions.signed_in_as(request)
    if held is not None:
        try:
            await accounts.principal(*held, at=clock.instant())
        except Unauthenticated:
            return None
    return held


async def _shown(
    request: Asked, offer: Offer, mistakes: list[Mistake] | None = None, *, status: int = 200
) -> Response[str]:
    here, invited = await _signed_in(request), offer.invitation
    return drawn(
        request,
        "invitation.html",
        status=status,
        headers=UNTOLD,
        offer=offer,
        role=words_for(request)(ROLES[invited.role].name),
        through=local_day(invited.ends_at, offer.agency.time_zone),
        mistakes=mistakes or (),
        least=at_least(second=False),
        most=LONGEST,
        known=offer.known,
        same=here is not None and here[0] == offer.account,
        other=here is not None and here[0] != offer.account,
        here=request.url.path,
    )
