"""What went wrong, as a page for whoever asked for a page, and as problem+json for everybody else."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final
from urllib.parse import quote

from litestar import Request, Response
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap, Scope

from muster.domain.accounts.one_time_codes import SecondFactorNeeded
from muster.domain.errors import Refusal
from muster.domain.words import Words
from muster.http import signed
from muster.http.refusals import Told, as_data, told
from muster.web.drawing import drawn, sent_to
from muster.web.reader import Asked, known_reader, reader, words_for

SIGN_IN: Final = "/sign-in"
SET_UP: Final = "/account/one-time-codes"
_UNAUTHENTICATED: Final = 401
_NO_ROUTE: Final = frozenset({404, 405})


def wants_page(request: Asked) -> bool:
    """Does somebody look at it in a browser? The API answers with data, whoever asks."""
    named = {each.partition(";")[0].strip().lower() for each in request.headers.get("Accept", "").split(",")}
    return "text/html" in named and not request.url.path.startswith("/api/")


def answered(request: Asked, why: Exception) -> Response[Any]:
    """Answer a refusal or an accident in the way it was asked for."""
    if not wants_page(request):
        return as_data(request, why)
    if isinstance(why, SecondFactorNeeded):
        return sent_to(SET_UP)
    found = told(request, why)
    if found.problem.status == _UNAUTHENTICATED:
        return _to_sign_in(request)
    return _page(request, found)


async def find_reader(why: Exception, scope: Scope) -> None:
    """Find out who asks for a page that there is none of, so that they are told so in their own frame."""
    if not (isinstance(why, HTTPException) and why.status_code in _NO_ROUTE and scope["type"] == ScopeType.HTTP):
        return
    request = Request[Any, Any, Any](scope)
    if wants_page(request) and known_reader(request) is None:
        with suppress(Refusal):
            await reader(request, await signed.lost(request))


def _to_sign_in(request: Asked) -> Response[str]:
    """Send a stranger to the sign-in, and back afterwards.

    A link on another site, in a web mailbox most often, is followed without the session: SameSite
    is strict. So that whoever is signed in already need not do it again, that request is sent once
    more, by a page of ours.
    """
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method == "GET" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        return drawn(request, "continue.html", here=asked)
    first = asked == "/" or request.url.path.startswith(f"{SIGN_IN}/")  # a step of the sign-in is begun anew
    return sent_to(SIGN_IN if first else f"{SIGN_IN}?next={quote(asked, safe='/')}")


def _page(request: Asked, found: Told) -> Response[str]:
    words, problem = words_for(request), found.problem
    title, advice = _about_the_way(problem.type, words) or _advice(problem.status, words)
    return drawn(
        request,
        "error.html",
        status=problem.status,
        headers=found.headers,
        title=title,
        advice=advice,
        problem=problem,
        home=known_reader(request) is not None,
    )


def _about_the_way(kind: str, words: Words) -> tuple[str, str] | None:
    """Return the same of a refusal that is about the way the request came, not about whoever sent it."""
    match kind.rpartition("/")[2]:
        case "not-over-tls":
            return words("This page was opened without encryption"), words(
                "Nothing was changed, but anybody on the way could read what was sent. Open the address again with "
                "https:// in front; if you typed a password, change it there. If that does not work, tell whoever "
                "runs this muster."
            )
        case "not-this-machine":
            return words("This muster is for one machine only"), words(
                "It runs in development mode, to be tried out. Open it on the machine that it runs on, as "
                "http://localhost."
            )
        case "no-origin":
            return words("Your browser does not say where this came from"), words(
                "Nothing was changed. Browsers of the last years say it by themselves: use a newer one, or switch off "
                "the extension that keeps it from saying so."
            )
    return None


def _advice(status: int, words: Words) -> tuple[str, str]:  # noqa: PLR0911 - one for each status
    """Return what happened and what to do about it, for somebody who looks at a page."""
    match status:
        case 403:
            return words("You may not do this"), words(
                "You are signed in, but your role does not include it, or another site sent you here. "
                "If your work needs it, ask an administrator of your agency."
            )
        case 404:
            return words("There is nothing here"), words(
                "The address may be mistyped, or what was here belongs to another agency. "
                "Check the address, or start again from the first page."
            )
        case 405:
            return words("This page cannot be asked in this way"), words(
                "Go back and use the button or the link on the page before."
            )
        case 409 | 412:
            return words("It does not fit what is on record"), words(
                "Nothing was changed. Somebody may have been quicker than you. "
                "Go back, load the page again, and look at what it says now."
            )
        case 413:
            return words("That was too much at once"), words("Send less at a time.")
        case 429:
            return words("That went wrong too often"), words("Wait some minutes before you try again.")
        case 500:
            return words("Something went wrong in muster"), words(
                "It is our fault, not yours. Try again in a minute. If it happens again, "
                "tell whoever runs this muster the number below."
            )
        case 503:
            return words("muster cannot answer just now"), words(
                "Try again in a minute. If you were about to record something, go back: it is still in the form."
            )
    return words("Something in this cannot be right"), words("Go back, correct it, and send it again.")


HANDLERS: Final[ExceptionHandlersMap] = {Refusal: answered, HTTPException: answered, Exception: answered}
