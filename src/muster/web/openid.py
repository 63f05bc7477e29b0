"""Sign in at one's organisation: the way there, and the way back."""

from __future__ import annotations

import logging
from typing import Final

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import URLEncodedBody

from muster import clock
from muster.domain.accounts.openid import (
    NoAccount,
    NoAddress,
    OpenIdRefused,
    OtherSubject,
    ProviderAway,
    ProviderRefused,
)
from muster.domain.errors import NotFound, Refusal, Unauthenticated
from muster.domain.words import Words
from muster.http import openid as cookies
from muster.http.kinds import STATUS, kind_of
from muster.openid.provider import Provider
from muster.services import openid as service
from muster.web.accounts import let_in, own_path
from muster.web.drawing import drawn
from muster.web.forms import Sent, text
from muster.web.links import UNTOLD
from muster.web.reader import Asked, words_for
from muster.web.refusals import wants_page

Offered = NamedDependency[Provider | None]

BACK: Final = "/sign-in/openid/callback"
_LOG: Final = logging.getLogger("muster.openid")


@post("/sign-in/openid", include_in_schema=False)
async def submit_openid(request: Asked, provider: Offered, data: URLEncodedBody[Sent]) -> Response[str]:
    """Send somebody to their organisation.

    By a page of ours that leads there, since a form may lead nowhere else (``form-action``).
    """
    try:
        away = await service.set_out(_set(provider), after=own_path(text(data, "next")), at=clock.instant())
    except ProviderAway as why:
        return _refused(request, why)
    reply = drawn(request, "openid-away.html", headers=UNTOLD, there=away.address)
    reply.cookies.append(cookies.given(request, away.cookie))
    return reply


@get(BACK, include_in_schema=False)
async def openid_callback(request: Asked, provider: Offered) -> Response[str]:
    """Let in whoever the organisation vouches for.

    They come from another site, where the cookie of a session is not sent along; so that nothing
    of a sign-in is lost on the way, the same is asked for once more by a page of ours.
    """
    there = _set(provider)
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        here = f"{BACK}?{request.url.query}"
        return drawn(request, "continue.html", headers=UNTOLD, here=here)
    try:
        found = await service.come_back(there, cookies.brought(request), _said(request), at=clock.instant())
        reply = await let_in(request, found.account, after=found.after, second=found.second)
    except (Unauthenticated, ProviderAway) as why:
        reply = _refused(request, why)
    reply.cookies.append(cookies.taken_back(request))
    return reply


def _set(provider: Provider | None) -> Provider:
    if provider is None:
        raise NotFound("no organisation's sign-in is connected here")
    return provider


def _said(request: Asked) -> dict[str, str]:
    """Return what stands in the address; what stands there twice says nothing."""
    found = request.query_params
    return {name: found[name] for name in found if len(found.getall(name)) == 1}


def _refused(request: Asked, why: Refusal) -> Response[str]:
    """Say on a page of its own why nobody was let in; to whoever does not look at pages, as data.

    Raises:
        Refusal: it was not asked for as a page.
    """
    _LOG.warning("nobody was let in from the organisation: %s (%s)", why.message, why.code)
    if not wants_page(request):
        raise why
    words = words_for(request)
    return drawn(request, "openid-refused.html", status=STATUS[kind_of(why)], said=_sentence(why, words), code=why.code)


def _sentence(why: Refusal, words: Words) -> str:  # noqa: PLR0911 - one for each reason
    match why:
        case NoAccount() | Unauthenticated(code="sign-in-failed"):  # or an account that was disabled since
            return words(
                "Your organisation vouches for you, but no place in muster is yours under that address. "
                "Ask an administrator of your agency to invite that address first."
            )
        case NoAddress():
            return words(
                "Your organisation does not say that an e-mail address is yours and verified, "
                "and it is the first time that you come from there. Ask it to verify your address."
            )
        case OtherSubject():
            return words(
                "The account with your address belongs to somebody else at your organisation. "
                "Ask an administrator of your agency."
            )
        case ProviderRefused():
            return words("Your organisation did not sign you in. Begin again, or sign in another way.")
        case ProviderAway():
            return words("Your organisation's sign-in does not answer. Try again in a minute, or sign in another way.")
        case OpenIdRefused(code="openid-flow-lost"):
            return words(
                "This is not the end of a sign-in that you began in this browser in the last ten minutes, "
                "or it was used already. Begin again."
            )
    return words(
        "What your organisation's sign-in sent cannot be trusted, so nobody was signed in. Begin again; "
        "if it stays so, tell whoever runs this muster the code below."
    )
