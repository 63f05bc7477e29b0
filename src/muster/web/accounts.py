"""Sign in and sign out, with forms: the password, then whatever else is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlsplit
from uuid import UUID

from litestar import Response, get, post
from litestar.params import URLEncodedBody

from muster import clock
from muster.domain.accounts.passwords import LONGEST
from muster.domain.accounts.sessions import Session
from muster.domain.errors import TooManyTries, Unauthenticated
from muster.domain.programs import Agency
from muster.domain.words import Words
from muster.http import sessions
from muster.http.signed import From, Sealed, signed_in
from muster.services import accounts as service
from muster.services import one_time_codes, passwords
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.reader import Asked, words_for
from muster.web.refusals import SIGN_IN

CODE: Final = f"{SIGN_IN}/code"
AGENCY: Final = f"{SIGN_IN}/agency"
LONGEST_CODE: Final = 64
_LONGEST_EMAIL: Final = 320
_CHALLENGE: Final = {"WWW-Authenticate": 'Session realm="muster"'}
_OWN_PATH: Final = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,2000}")


def own_path(wanted: str) -> str:
    """Return where to go after the sign-in: a page of ours, whatever was asked for.

    >>> own_path("/people?page=2"), own_path("//elsewhere.example/"), own_path("https://elsewhere.example")
    ('/people?page=2', '/', '/')
    """
    path = urlsplit(wanted).path if _OWN_PATH.fullmatch(wanted) else ""
    return "/" if not path or "//" in path or f"{path}/".startswith(f"{SIGN_IN}/") else wanted


def leading(path: str, wanted: str) -> str:
    """Return the address of a step of the sign-in that leads on to a page.

    >>> leading("/sign-in/code", "/people?page=2"), leading("/sign-in/code", "/")
    ('/sign-in/code?next=/people%3Fpage%3D2', '/sign-in/code')
    """
    return path if wanted == "/" else f"{path}?next={quote(wanted, safe='/')}"


async def let_in(
    request: Asked, account: UUID, *, agency: UUID | None = None, after: str = "/", second: bool = False
) -> Response[str]:
    """Let in whoever has proved to be this account, and lead them on; or ask for what is missing: the code, the agency.

    ``second``: they have proved it by a second factor too. ``after`` is the page they wanted.

    Raises:
        Unauthenticated: they have no place there, or the account is disabled.
    """
    try:
        who = await service.admit(account, agency=agency, at=clock.instant(), second=second)
    except service.SecondFactorRequired:
        await sessions.begin_halfway(request, account, agency=agency, second=False)
        return sent_to(leading(CODE, after))
    except service.WhichAgency:
        await sessions.begin_halfway(request, account, agency=None, second=second)
        return sent_to(leading(AGENCY, after))
    await sessions.begin(request, who, second=second)
    return sent_to(own_path(after))


@get(SIGN_IN, include_in_schema=False)
async def sign_in_form(request: Asked) -> Response[str]:
    """Ask who it is; whoever is signed in already is let through."""
    wanted = own_path(request.query_params.get("next", "/"))
    try:
        await signed_in(request)
    except Unauthenticated:
        return _form(request, {"next": wanted})
    return sent_to(wanted)


@post(SIGN_IN, include_in_schema=False)
async def submit_sign_in(request: Asked, data: URLEncodedBody[Sent], origin: From) -> Response[str]:
    """Sign somebody in, or say why not, on the same page."""
    words = words_for(request)
    typed = {"email": text(data, "email")[:_LONGEST_EMAIL], "next": own_path(text(data, "next"))}
    password = text(data, "password", exactly=True)[: LONGEST + 1]
    mistakes = _empty(typed["email"], password, words)
    if mistakes:
        return _form(request, typed, mistakes, status=422)
    try:
        account = await passwords.prove(typed["email"], password, origin=origin, at=clock.instant())
        return await let_in(request, account, after=typed["next"])
    except TooManyTries as why:
        return _form(request, typed, [too_often("email", why, words)], status=429, headers=retry(why))
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


@get(CODE, include_in_schema=False)
async def sign_in_code_form(request: Asked) -> Response[str]:
    """Ask for a one-time code; whoever is not asked for one is led on."""
    wanted = own_path(request.query_params.get("next", "/"))
    return _code_form(request, wanted) if _waits(request) else sent_to(leading(SIGN_IN, wanted))


@post(CODE, include_in_schema=False)
async def submit_sign_in_code(
    request: Asked, data: URLEncodedBody[Sent], origin: From, sealing: Sealed
) -> Response[str]:
    """Take the code, or say why not, on the same page."""
    words, wanted, held = words_for(request), own_path(text(data, "next")), _waits(request)
    if held is None:
        return sent_to(leading(SIGN_IN, wanted))
    code = text(data, "code")[:LONGEST_CODE]
    if not code:
        return _code_form(request, wanted, [no_code("", words)], status=422)
    try:
        await one_time_codes.prove_second(held.account, code, origin=origin, at=clock.instant(), sealing=sealing)
        return await let_in(request, held.account, agency=held.agency, after=wanted, second=True)
    except TooManyTries as why:
        return _code_form(request, wanted, [too_often("code", why, words)], status=429, headers=retry(why))
    except Unauthenticated:
        return _code_form(request, wanted, [no_code(code, words)], status=401)


@get(AGENCY, include_in_schema=False)
async def sign_in_agency_form(request: Asked) -> Response[str]:
    """Ask which agency somebody wants to see, when they belong to several."""
    return await _choosing(request, own_path(request.query_params.get("next", "/")))


@post(AGENCY, include_in_schema=False)
async def submit_sign_in_agency(request: Asked, data: URLEncodedBody[Sent]) -> Response[str]:
    """Let somebody in to the agency they chose."""
    wanted, held = own_path(text(data, "next")), sessions.held(request)
    chosen = _agency(text(data, "agency"))
    if held is None or not held.half or chosen is None:
        return await _choosing(request, wanted, again=True)
    return await let_in(request, held.account, agency=chosen, after=wanted, second=held.second)


@post("/sign-out", include_in_schema=False)
async def submit_sign_out(request: Asked) -> Response[str]:
    """Sign out. The session is gone from the server too."""
    if sessions.held(request) is not None:
        await sessions.end(request)
    return sent_to(SIGN_IN)


def too_often(field: str, why: TooManyTries, words: Words) -> Mistake:
    """Say that it was tried too often, and how long to wait."""
    minutes = -(-why.seconds // 60)
    wait = words.plural("Try again in {count} minute.", "Try again in {count} minutes.", minutes)
    return Mistake(field, "", "", "", wait, said=words("That went wrong too often."))


def retry(why: TooManyTries) -> Mapping[str, str]:
    """Return the header that says the same to machines."""
    return {"Retry-After": str(why.seconds)}


def no_code(typed: str, words: Words) -> Mistake:
    """Say that a code is none that is taken now."""
    return Mistake(
        "code",
        words("One-time code"),
        typed,
        words("the six digits that your app shows now, or a recovery code that you have not used"),
        words("Wait for the next code, and type that one.") if typed else words("Type it."),
        said=words("That code is not the current one, or was used before.") if typed else "",
    )


def _waits(request: Asked) -> Session | None:
    """Return the session of somebody who is halfway in, and asked for a code."""
    held = sessions.held(request)
    return held if held and held.half and not held.second else None


async def _choosing(request: Asked, wanted: str, *, again: bool = False) -> Response[str]:
    held, words = sessions.held(request), words_for(request)
    if held is None or not held.half:
        return sent_to(leading(SIGN_IN, wanted))
    asked = Mistake("agency", words("Agency"), "", words("one of your agencies"), words("Choose one."))
    try:
        await service.admit(held.account, at=clock.instant(), second=held.second)
    except service.SecondFactorRequired:
        return sent_to(leading(CODE, wanted))
    except service.WhichAgency as why:
        return _agency_form(request, wanted, why.agencies, [asked] if again else [])
    return await let_in(request, held.account, after=wanted, second=held.second)


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
    typed: Mapping[str, str],
    mistakes: Sequence[Mistake] = (),
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response[str]:
    found = {"email": "", **typed}
    return _drawn(request, "sign-in.html", mistakes, status=status, headers=headers, typed=found)


def _code_form(
    request: Asked,
    wanted: str,
    mistakes: Sequence[Mistake] = (),
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response[str]:
    return _drawn(request, "sign-in-code.html", mistakes, status=status, headers=headers, wanted=wanted)


def _agency_form(request: Asked, wanted: str, agencies: Sequence[Agency], mistakes: Sequence[Mistake]) -> Response[str]:
    status = 422 if mistakes else 200
    return _drawn(request, "sign-in-agency.html", mistakes, status=status, wanted=wanted, agencies=agencies)


def _drawn(
    request: Asked,
    template: str,
    mistakes: Sequence[Mistake],
    *,
    status: int,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> Response[str]:
    also = _CHALLENGE if status == 401 else {}  # noqa: PLR2004 - a status
    return drawn(request, template, status=status, headers={**also, **(headers or {})}, mistakes=mistakes, **values)
