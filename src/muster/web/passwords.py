"""Change your password, with a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from litestar import Response, get, post
from litestar.params import URLEncodedBody

from muster.domain.accounts.passwords import LONGEST, at_least
from muster.domain.errors import Forbidden, Invalid, TooManyTries
from muster.domain.words import Words
from muster.http import sessions
from muster.http.letters import Mailed, told
from muster.http.signed import From, Held
from muster.services import one_time_codes
from muster.services import passwords as service
from muster.services.account_letters import Change
from muster.web.accounts import retry, too_often
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.sessions import ACCOUNT

_PATH: Final = f"{ACCOUNT}/password"


@get(_PATH, include_in_schema=False)
async def change_password_form(request: Asked, reader: Reading, own: Held) -> Response[str]:
    """Ask for the password somebody has, and for the one they want."""
    return await _form(request, reader, own)


@post(_PATH, include_in_schema=False)
async def submit_change_password(
    request: Asked, reader: Reading, own: Held, origin: From, mailing: Mailed, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Change it, or say why not, on the same page. Every other session ends, and its owner is told by mail."""
    words = reader.words
    password, new, again = (text(data, name, exactly=True) for name in ("password", "new", "again"))
    mistakes = _faults(password, new, again, words)
    if mistakes:
        return await _form(request, reader, own, mistakes, status=422)
    try:
        await service.change_password(own.account, password, new, origin=origin, at=reader.now.at)
    except TooManyTries as why:
        wrong = [too_often("password", why, words)]
        return await _form(request, reader, own, wrong, status=429, headers=retry(why))
    except Forbidden:
        return await _form(request, reader, own, [wrong_password(words)], status=403)
    except Invalid as why:
        return await _form(request, reader, own, [unfit(why, words)], status=422)
    await sessions.begin(request, reader.by, second=own.second)
    reply = sent_to(f"{ACCOUNT}?done=password")
    return told(reply, request, own.account, Change.PASSWORD, mailing=mailing, at=reader.now.at)


def no_password(words: Words) -> Mistake:
    """Say that the password is left out."""
    return Mistake(
        "password", words("Your password now"), "", words("the password that you sign in with"), words("Type it.")
    )


def wrong_password(words: Words) -> Mistake:
    """Say that it is not their password."""
    return Mistake(
        "password",
        words("Your password now"),
        "",
        "",
        words("Type the one that you sign in with."),
        said=words("That is not your password."),
    )


def _faults(password: str, new: str, again: str, words: Words) -> list[Mistake]:
    found = [] if password else [no_password(words)]
    label, other = words("New password"), words("The same again")
    if not new:
        found.append(Mistake("new", label, "", words("the password that you want"), words("Type it.")))
    elif new != again:
        said = words("The two are not the same.")
        found.append(Mistake("again", other, "", "", words("Type the new password twice."), said=said))
    return found


def unfit(why: Invalid, words: Words, *, field: str = "new") -> Mistake:
    """Say why the new password is none that a password may be."""
    advice = words("A short sentence that only you would say makes a good one.")
    said = {
        "common-password": words("That password is one of those that are tried first, or such a word over and over."),
        "own-name-password": words("That password is your address, or your agency's name, which are tried first."),
    }.get(why.code, words("That password is too short, or far too long."))
    return Mistake(field, words("New password"), "", "", advice, said=said)


async def _form(
    request: Asked,
    reader: Reader,
    own: Held,
    mistakes: Sequence[Mistake] = (),
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response[str]:
    beside = await one_time_codes.second_factor(own.account, at=reader.now.at)
    return drawn(
        request,
        "password.html",
        status=status,
        headers=headers,
        mistakes=mistakes,
        least=at_least(second=beside.since is not None),
        most=LONGEST,
    )
