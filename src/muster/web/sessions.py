"""Your account: what signs you in, and where you are signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response, get, post
from litestar.params import FromPath

from muster.domain.accounts.sessions import Session
from muster.domain.errors import NotFound
from muster.domain.words import Words
from muster.http.sessions import key_of
from muster.http.signed import Held
from muster.services import accounts, openid, sessions
from muster.web.drawing import drawn, sent_to
from muster.web.forms import text
from muster.web.reader import Asked, Reader, Reading

ACCOUNT: Final = "/account"


@dataclass(frozen=True, slots=True)
class Line:
    """One session, as its owner reads it."""

    id: UUID
    this: bool
    browser: str
    began: str
    seen: str


@get(ACCOUNT, include_in_schema=False)
async def own_account(request: Asked, reader: Reading, own: Held) -> Response[str]:
    """Show what signs somebody in, and every session of theirs."""
    found = await accounts.own_account(own.account, at=reader.now.at)
    held = await sessions.own_sessions(own.account, at=reader.now.at)
    return drawn(
        request,
        "account.html",
        account=found,
        since=when(found.second.since, reader) if found.second.since else "",
        providers=[(each, when(each.at, reader)) for each in await openid.linked(own.account)],
        lines=[_line(each, own, reader) for each in held],
        done=_done(reader.words).get(text(request.query_params.dict(), "done"), ""),
    )


@post("/account/sessions/end", include_in_schema=False)
async def submit_end_other_sessions(request: Asked, own: Held) -> Response[str]:
    """Sign out everywhere else."""
    await sessions.end_other_sessions(own.account, but=key_of(request))
    return sent_to(f"{ACCOUNT}?done=sessions")


@post("/account/sessions/{session:uuid}/end", include_in_schema=False)
async def submit_end_own_session(session: FromPath[UUID], own: Held) -> Response[str]:
    """End one session; one that has ended meanwhile is what was wanted."""
    try:
        await sessions.end_own_session(own.account, session)
    except NotFound:
        return sent_to(ACCOUNT)
    return sent_to(f"{ACCOUNT}?done=session")


def when(at: datetime, reader: Reader) -> str:
    """Return an instant as the clock on the agency's wall had it."""
    local = at.astimezone(ZoneInfo(reader.agency.time_zone))
    return reader.words("{day}, {time}", day=reader.words.day(local.date()), time=f"{local:%H:%M}")


def _line(found: Session, own: Session, reader: Reader) -> Line:
    browser = found.browser or reader.words("A program that is no browser")
    return Line(found.id, found.id == own.id, browser, when(found.began_at, reader), when(found.seen_at, reader))


def _done(words: Words) -> dict[str, str]:
    """Return what the page opens with, by what was done on the one before."""
    return {
        "password": words("Your password is changed. You are signed out everywhere else."),
        "codes-removed": words("No code is asked for any more. You are signed out everywhere else."),
        "unlinked": words("That organisation signs you in no longer. You are signed out everywhere else."),
        "session": words("That session has ended."),
        "sessions": words("You are signed out everywhere else."),
    }
