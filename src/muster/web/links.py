"""Sign in with a link that comes by mail. To look at a link changes nothing: mail scanners look at all of them."""

from __future__ import annotations

from functools import partial
from typing import Final

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster import clock
from muster.domain.accounts.links import LinkOver, Purpose
from muster.domain.errors import TooManyTries
from muster.http.letters import Mailed, afterwards
from muster.http.signed import From
from muster.services import links as service
from muster.web.accounts import let_in, retry
from muster.web.drawing import drawn
from muster.web.forms import Mistake, Sent, text
from muster.web.reader import Asked, words_for
from muster.web.refusals import wants_page

SENT: Final = {Purpose.SIGN_IN: "/sign-in/link", Purpose.RESET: "/reset"}
UNTOLD: Final = {"Referrer-Policy": "no-referrer"}
"""For a page whose address lets somebody in: it is told to nobody."""
_LONGEST_EMAIL: Final = 320
_PAGES: Final = {Purpose.SIGN_IN: "link-ask.html", Purpose.RESET: "reset-ask.html"}


@get(SENT[Purpose.SIGN_IN], include_in_schema=False)
async def sign_in_link_form(request: Asked) -> Response[str]:
    """Ask for the address that the link goes to."""
    return drawn(request, _PAGES[Purpose.SIGN_IN], email="", mistakes=())


@post(SENT[Purpose.SIGN_IN], include_in_schema=False)
async def submit_sign_in_link(
    request: Asked, mailing: Mailed, origin: From, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Say that mail is on its way, whether or not there is such an address; then see to it."""
    return await asked_for(request, Purpose.SIGN_IN, mailing, origin, data)


@get("/sign-in/link/{token:str}", include_in_schema=False)
async def sign_in_link(request: Asked, token: FromPath[str]) -> Response[str]:
    """Show a button."""
    try:
        await service.link(token, Purpose.SIGN_IN, at=clock.instant())
    except LinkOver:
        return over(request, Purpose.SIGN_IN)
    return drawn(request, "link.html", headers=UNTOLD)


@post("/sign-in/link/{token:str}", include_in_schema=False)
async def use_sign_in_link(request: Asked, token: FromPath[str]) -> Response[str]:
    """Sign somebody in, once."""
    try:
        account = await service.sign_in_with_link(token, at=clock.instant())
    except LinkOver:
        return over(request, Purpose.SIGN_IN)
    return await let_in(request, account)


async def asked_for(request: Asked, purpose: Purpose, mailing: Mailed, origin: From, data: Sent) -> Response[str]:
    """Reply the same to whatever address is typed; what becomes of it begins when the reply has gone."""
    words, email = words_for(request), text(data, "email")[:_LONGEST_EMAIL]
    if "@" not in email:
        wrong = Mistake(
            "email",
            words("E-mail"),
            email,
            words("the address you sign in with"),
            words("Write it as ines@example.org."),
        )
        return drawn(request, _PAGES[purpose], status=422, email=email, mistakes=[wrong])
    at = clock.instant()
    try:
        await service.asking(purpose, email, origin=origin, at=at)
    except TooManyTries as why:
        wait = words.plural("Try again in {count} minute.", "Try again in {count} minutes.", -(-why.seconds // 60))
        often = Mistake("email", "", "", "", wait, said=words("Links were asked for too often from here."))
        return drawn(request, _PAGES[purpose], status=429, headers=retry(why), email=email, mistakes=[often])
    send = {Purpose.SIGN_IN: service.send_sign_in_link, Purpose.RESET: service.send_reset_link}[purpose]
    reply = drawn(request, "link-sent.html", email=email, again=SENT[purpose], purpose=purpose)
    return afterwards(reply, partial(send, email, language=words.language, mailing=mailing, at=at))


def over(request: Asked, purpose: Purpose) -> Response[str]:
    """Say that a link is good for nothing any more, and where another comes from.

    Raises:
        LinkOver: it was not asked for as a page.
    """
    if not wants_page(request):
        raise LinkOver
    return drawn(request, "link-over.html", status=404, headers=UNTOLD, again=SENT.get(purpose), purpose=purpose)
