"""Let an organisation sign you in no longer, with a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.accounts.passwords import LONGEST
from muster.domain.errors import Forbidden, TooManyTries
from muster.http import sessions
from muster.http.letters import Mailed, told
from muster.http.signed import From, Held
from muster.services import openid as service
from muster.services.account_letters import Change
from muster.web.accounts import retry, too_often
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.passwords import no_password, wrong_password
from muster.web.reader import Asked, Reader, Reading
from muster.web.sessions import ACCOUNT, when

_PATH: Final = f"{ACCOUNT}/providers/{{link:uuid}}"


@get(_PATH, include_in_schema=False)
async def unlink_form(request: Asked, link: FromPath[UUID], reader: Reading, own: Held) -> Response[str]:
    """Say what is about to be removed, and ask for the password."""
    return await _form(request, link, reader, own)


@post(_PATH, include_in_schema=False)
async def submit_unlink(
    request: Asked,
    link: FromPath[UUID],
    reader: Reading,
    own: Held,
    origin: From,
    mailing: Mailed,
    data: URLEncodedBody[Sent],
) -> Response[str]:
    """Remove it, or say why not, on the same page. Every other session ends, and its owner is told by mail."""
    words, password = reader.words, text(data, "password", exactly=True)
    if not password:
        return await _form(request, link, reader, own, [no_password(words)], status=422)
    try:
        await service.unlink(own.account, link, password, origin=origin, at=reader.now.at)
    except TooManyTries as why:
        wrong = [too_often("password", why, words)]
        return await _form(request, link, reader, own, wrong, status=429, headers=retry(why))
    except Forbidden:
        return await _form(request, link, reader, own, [wrong_password(words)], status=403)
    await sessions.begin(request, reader.by)
    reply = sent_to(f"{ACCOUNT}?done=unlinked")
    return told(reply, request, own.account, Change.UNLINKED, mailing=mailing, at=reader.now.at)


async def _form(
    request: Asked,
    link: UUID,
    reader: Reader,
    own: Held,
    mistakes: Sequence[Mistake] = (),
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response[str]:
    found = await service.link_of(own.account, link)
    return drawn(
        request,
        "provider.html",
        status=status,
        headers=headers,
        mistakes=mistakes,
        link=found,
        since=when(found.at, reader),
        most=LONGEST,
    )
