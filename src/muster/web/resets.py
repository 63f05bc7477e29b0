"""Set another password, with a link that comes by mail."""

from __future__ import annotations

from collections.abc import Sequence

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster import clock
from muster.domain.accounts.links import LinkOver, Purpose
from muster.domain.accounts.passwords import LONGEST, at_least
from muster.domain.errors import Invalid
from muster.http.letters import Mailed, told
from muster.http.signed import From
from muster.services import links as service
from muster.services.account_letters import Change
from muster.services.one_time_codes import second_factor
from muster.web.accounts import let_in
from muster.web.drawing import drawn
from muster.web.forms import Mistake, Sent, text
from muster.web.links import SENT, UNTOLD, asked_for, over
from muster.web.passwords import unfit
from muster.web.reader import Asked, words_for


@get(SENT[Purpose.RESET], include_in_schema=False)
async def reset_form(request: Asked) -> Response[str]:
    """Ask for the address that the link goes to."""
    return drawn(request, "reset-ask.html", email="", mistakes=())


@post(SENT[Purpose.RESET], include_in_schema=False)
async def submit_reset(request: Asked, mailing: Mailed, origin: From, data: URLEncodedBody[Sent]) -> Response[str]:
    """Say that mail is on its way, whether or not there is such an address; then see to it."""
    return await asked_for(request, Purpose.RESET, mailing, origin, data)


@get("/reset/{token:str}", include_in_schema=False)
async def new_password_form(request: Asked, token: FromPath[str]) -> Response[str]:
    """Ask for another password."""
    return await _form(request, token)


@post("/reset/{token:str}", include_in_schema=False)
async def submit_new_password(
    request: Asked, token: FromPath[str], mailing: Mailed, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Set it, end every session, let them in as after any other sign-in, and say so by mail."""
    at, words = clock.instant(), words_for(request)
    password = text(data, "password", exactly=True)[: LONGEST + 1]
    try:
        account = await service.reset_password(token, password, at=at)
    except LinkOver:
        return over(request, Purpose.RESET)
    except Invalid as why:
        return await _form(request, token, [unfit(why, words, field="password")], status=422)
    reply = await let_in(request, account)
    return told(reply, request, account, Change.PASSWORD_BY_LINK, mailing=mailing, at=at)


async def _form(request: Asked, token: str, mistakes: Sequence[Mistake] = (), *, status: int = 200) -> Response[str]:
    at = clock.instant()
    try:
        account = (await service.link(token, Purpose.RESET, at=at)).account
    except LinkOver:
        return over(request, Purpose.RESET)
    beside = account is not None and (await second_factor(account, at=at)).since is not None
    return drawn(
        request,
        "reset.html",
        status=status,
        headers=UNTOLD,
        mistakes=mistakes,
        least=at_least(second=beside),
        most=LONGEST,
    )
