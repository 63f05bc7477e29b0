"""Sign in and sign out, with a form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from litestar import Response, get, post
from litestar.params import URLEncodedBody

from muster import clock
from muster.domain.errors import Unauthenticated
from muster.domain.programs import Agency
from muster.domain.words import Words
from muster.http import sessions
from muster.services import accounts as service
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.reader import Asked, words_for
from muster.web.refusals import SIGN_IN

_LONGEST_EMAIL: Final = 320
_LONGEST_PASSWORD: Final = 1024
_HEADERS: Final = {401: {"WWW-Authenticate": 'Session realm="muster"'}}
_OWN_PATH: Final = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,2000}")


def own_path(wanted: str) -> str:
    """Return where to go after the sign-in: a page of ours, whatever was asked for.

    >>> own_path("/people?page=2"), own_path("//elsewhere.example/"), own_path("https://elsewhere.example")
    ('/people?page=2', '/', '/')
    """
    if not _OWN_PATH.fullmatch(wanted) or "//" in urlsplit(wanted).path or urlsplit(wanted).path == SIGN_IN:
        return "/"
    return wanted


@get(SIGN_IN, include_in_schema=False)
async def sign_in_form(request: Asked) -> Response[str]:
    """Ask who it is; whoever is signed in already is let through."""
    after = own_path(request.query_params.get("next", "/"))
    held = sessions.signed_in_as(request)
    if held is not None:
        try:
            await service.principal(*held, at=clock.instant())
        except Unauthenticated:
            pass  # the place in the agency has ended; ask again
        else:
            return sent_to(after)
    return _form(request, {"next": after})


@post(SIGN_IN, include_in_schema=False)
async def submit_sign_in(request: Asked, data: URLEncodedBody[Sent]) -> Response[str]:
    """Sign somebody in, or say why not, on the same page."""
    words = words_for(request)
    typed = {
        "email": text(data, "email")[:_LONGEST_EMAIL],
        "next": own_path(text(data, "next")),
        "agency": text(data, "agency"),
    }
    password = text(data, "password", exactly=True)[:_LONGEST_PASSWORD]
    mistakes = _empty(typed["email"], password, words)
    if mistakes:
        return _form(request, typed, mistakes, status=422)
    try:
        who = await service.sign_in(typed["email"], password, agency=_agency(typed["agency"]), at=clock.instant())
    except service.WhichAgency as why:
        asked = Mistake(
            "agency",
            words("Agency"),
            "",
            words("one of your agencies"),
            words("Choose one, and type the password again."),
        )
        return _form(request, typed, [asked], status=422, agencies=why.agencies)
    except Unauthenticated:
        wrong = Mistake(
            "email",
            words("E-mail"),
            typed["email"],
            words("an address and a password that belong together"),
            words("Check both and type the password again; an administrator of your agency can help."),
            said=words("That address and that password do not belong together."),
        )
        return _form(request, typed, [wrong], status=401)
    sessions.begin(request, who)
    return sent_to(typed["next"])


@post("/sign-out", include_in_schema=False)
async def submit_sign_out(request: Asked) -> Response[str]:
    """Sign out. The session is gone from the server too."""
    if sessions.signed_in_as(request) is not None:
        sessions.end(request)
    return sent_to(SIGN_IN)


def _agency(written: str) -> UUID | None:
    try:
        return UUID(written) if written else None
    except ValueError:
        return None


def _empty(email: str, password: str, words: Words) -> list[Mistake]:
    wanted = [
        (email, Mistake("email", words("E-mail"), "", words("the address you sign in with"), words("Type it."))),
        (password, Mistake("password", words("Password"), "", words("your password"), words("Type it."))),
    ]
    return [mistake for typed, mistake in wanted if not typed]


def _form(
    request: Asked,
    typed: dict[str, str],
    mistakes: Sequence[Mistake] = (),
    *,
    status: int = 200,
    agencies: Sequence[Agency] = (),
) -> Response[str]:
    return drawn(
        request,
        "sign-in.html",
        status=status,
        headers=_HEADERS.get(status),
        typed={"email": "", "agency": "", **typed},
        mistakes=mistakes,
        agencies=agencies,
    )
