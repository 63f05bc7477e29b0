"""Set one-time codes up, make recovery codes anew, remove them: with forms, and a QR code to scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from litestar import Response, get, post
from litestar.params import URLEncodedBody

from muster import qr
from muster.domain.accounts.one_time_codes import SecondFactorNeeded
from muster.domain.accounts.passwords import ALONE
from muster.domain.errors import Conflict, Forbidden, Invalid, TooManyTries
from muster.domain.words import Words
from muster.http import sessions
from muster.http.letters import Mailed, told
from muster.http.signed import From, Held, Sealed
from muster.sealing import Sealing
from muster.services import one_time_codes as service
from muster.services import staff_rule
from muster.services.account_letters import Change
from muster.web.accounts import LONGEST_CODE, no_code, retry, too_often
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.passwords import no_password, wrong_password
from muster.web.reader import Asked, Reader, Reading
from muster.web.refusals import SET_UP
from muster.web.sessions import ACCOUNT, when

PATH: Final = SET_UP


@get(PATH, include_in_schema=False)
async def one_time_codes_form(request: Asked, reader: Reading, own: Held, sealing: Sealed) -> Response[str]:
    """Show where it stands: nothing set up, a secret that waits for its first code, or codes that are asked for."""
    return await _page(request, reader, own, sealing)


@post(PATH, include_in_schema=False)
async def submit_begin_one_time_codes(
    request: Asked, reader: Reading, own: Held, origin: From, sealing: Sealed, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Make a secret, once the password is proved again."""
    password = text(data, "password", exactly=True)
    if not password:
        return await _page(request, reader, own, sealing, [no_password(reader.words)], status=422)
    try:
        await service.begin_one_time_codes(own.account, password, origin=origin, at=reader.now.at, sealing=sealing)
    except (TooManyTries, Forbidden) as why:
        return await _refused(request, reader, own, sealing, why, field="password")
    except Conflict:
        pass  # there are codes by now: the page says so
    return sent_to(PATH)


@post(f"{PATH}/confirmation", include_in_schema=False)
async def submit_confirm_one_time_codes(
    request: Asked,
    reader: Reading,
    own: Held,
    origin: From,
    sealing: Sealed,
    mailing: Mailed,
    data: URLEncodedBody[Sent],
) -> Response[str]:
    """Let the codes count, and show the recovery codes this once."""
    code = text(data, "code")[:LONGEST_CODE]
    if not code:
        return await _page(request, reader, own, sealing, [no_code("", reader.words)], status=422)
    try:
        codes = await service.confirm_one_time_codes(
            own.account, code, origin=origin, at=reader.now.at, sealing=sealing
        )
    except (TooManyTries, Forbidden) as why:
        return await _refused(request, reader, own, sealing, why, field="code")
    except Conflict:
        return sent_to(PATH)
    await sessions.begin(request, reader.by, second=True)
    reply = drawn(request, "recovery-codes.html", codes=codes, first=True)
    return told(reply, request, own.account, Change.CODES_SET_UP, mailing=mailing, at=reader.now.at)


@post(f"{ACCOUNT}/recovery-codes", include_in_schema=False)
async def submit_renew_recovery_codes(
    request: Asked,
    reader: Reading,
    own: Held,
    origin: From,
    sealing: Sealed,
    mailing: Mailed,
    data: URLEncodedBody[Sent],
) -> Response[str]:
    """Make recovery codes anew, and show them this once."""
    code = text(data, "code")[:LONGEST_CODE]
    if not code:
        return await _page(request, reader, own, sealing, [no_code("", reader.words)], status=422)
    try:
        codes = await service.renew_recovery_codes(own.account, code, origin=origin, at=reader.now.at, sealing=sealing)
    except (TooManyTries, Forbidden) as why:
        return await _refused(request, reader, own, sealing, why, field="code")
    except Conflict:
        return sent_to(PATH)
    reply = drawn(request, "recovery-codes.html", codes=codes, first=False)
    return told(reply, request, own.account, Change.RECOVERY_CODES, mailing=mailing, at=reader.now.at)


@post(f"{PATH}/removal", include_in_schema=False)
async def submit_remove_one_time_codes(
    request: Asked,
    reader: Reading,
    own: Held,
    origin: From,
    sealing: Sealed,
    mailing: Mailed,
    data: URLEncodedBody[Sent],
) -> Response[str]:
    """Stop asking for codes, once password and code are proved."""
    password, code = text(data, "password", exactly=True), text(data, "removal-code")[:LONGEST_CODE]
    words = reader.words
    mistakes = [] if password else [no_password(words)]
    if not code:
        mistakes.append(_at_removal(no_code("", words)))
    if mistakes:
        return await _page(request, reader, own, sealing, mistakes, status=422)
    try:
        await service.remove_one_time_codes(
            own.account, password, code, origin=origin, at=reader.now.at, sealing=sealing
        )
    except (TooManyTries, Forbidden) as why:
        return await _refused(request, reader, own, sealing, why, field="removal")
    except Invalid:
        return await _page(request, reader, own, sealing, [_too_short(words)], status=422)
    except Conflict:
        return sent_to(PATH)
    await sessions.begin(request, reader.by)
    reply = sent_to(f"{ACCOUNT}?done=codes-removed")
    return told(reply, request, own.account, Change.CODES_REMOVED, mailing=mailing, at=reader.now.at)


def _too_short(words: Words) -> Mistake:
    return Mistake(
        "password",
        words("Your password now"),
        "",
        "",
        words("Change your password to a longer one first."),
        said=words("Without one-time codes a password needs {least} characters, and yours has fewer.", least=ALONE),
    )


def _at_removal(wrong: Mistake) -> Mistake:
    return Mistake("removal-code", wrong.where, wrong.found, wrong.expected, wrong.fix, said=wrong.said)


async def _refused(
    request: Asked, reader: Reader, own: Held, sealing: Sealing, why: TooManyTries | Forbidden, *, field: str
) -> Response[str]:
    """Say on the page what was not proved; at the removal that may be either of the two."""
    words = reader.words
    if isinstance(why, TooManyTries):
        at = "password" if field == "removal" else field
        return await _page(request, reader, own, sealing, [too_often(at, why, words)], status=429, headers=retry(why))
    if field == "removal":
        wrong = Mistake(
            "password",
            words("Your password now"),
            "",
            "",
            words("Type both again; the code is the one that your app shows now."),
            said=words("The password or the code is not right."),
        )
    else:
        wrong = wrong_password(words) if field == "password" else no_code("?", words)
    return await _page(request, reader, own, sealing, [wrong], status=403)


async def _needed(reader: Reader, own: Held) -> bool:
    """Does their agency show them nothing before they have set a second factor up?"""
    try:
        await staff_rule.require_of(reader.by, second=own.second)
    except SecondFactorNeeded:
        return True
    return False


async def _page(
    request: Asked,
    reader: Reader,
    own: Held,
    sealing: Sealing,
    mistakes: Sequence[Mistake] = (),
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response[str]:
    at = reader.now.at
    second = await service.second_factor(own.account, at=at)
    waiting = None if second.since else await service.waiting(own.account, at=at, sealing=sealing)
    return drawn(
        request,
        "one-time-codes.html",
        status=status,
        headers=headers,
        mistakes=mistakes,
        second=second,
        needed=await _needed(reader, own) if second.since is None else False,
        since=when(second.since, reader) if second.since else "",
        waiting=waiting,
        picture=qr.picture(waiting.uri) if waiting else None,
        secret=" ".join(waiting.secret[start : start + 4] for start in range(0, len(waiting.secret), 4))
        if waiting
        else "",
    )
