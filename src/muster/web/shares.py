"""What the agency shares, with whom and until when, who looked; and forms to share and to stop sharing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.access_log import Seen
from muster.domain.errors import Conflict
from muster.domain.intervals import Interval
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.domain.sharing.shares import Level, Share
from muster.domain.words import Words
from muster.services import programs
from muster.services import shares as service
from muster.services.shares import Given
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import drawn, sent_to
from muster.web.easing import day_fields
from muster.web.findings import Sign
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import no_reason, renumbered, same_on_record, typed_in, used_before
from muster.web.sharing import FIELDS, Draft, read_share

_LOOKS: Final = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A share as it is listed: what is shared with whom, and how it stands today."""

    given: Given
    program: str
    level: str
    days: str
    sign: Sign
    state: str
    running: bool


def levels(words: Words) -> dict[Level, str]:
    """Return how closely something may be shared, in words."""
    return {
        Level.COUNTS: words("Numbers only: how many people stand how, and nobody by name"),
        Level.PEOPLE: words("People: names, roles, whether they are cleared and why, and their credentials"),
    }


def _line(given: Given, reader: Reader, named: dict[UUID, str]) -> Line:
    said, words, today = given.record.value, reader.words, reader.now.today
    if said.during.last < today:
        sign, state = Sign.NONE, words("Ended on {day}", day=words.day(said.during.last))
    elif said.during.start > today:
        sign, state = Sign.NONE, words("Begins on {day}", day=words.day(said.during.start))
    else:
        sign, state = Sign.MET, words("Runs through {day}", day=words.day(said.during.last))
    return Line(
        given,
        named.get(said.program, "") if said.program else words("Every program"),
        words("Numbers only") if said.level is Level.COUNTS else words("People"),
        words("{first} to {last}", first=words.day(said.during.start), last=words.day(said.during.last)),
        sign,
        state,
        said.during.last >= today,
    )


async def _programs(reader: Reader) -> list[OnRecord[Program]]:
    """Return the programs that the reader may share."""
    reach = reader.by.require(Permission.SHARE_GRANT).reach
    return [each for each in await programs.programs(by=reader.by) if reach.covers(each.fact)]


async def _named(reader: Reader) -> dict[UUID, str]:
    return {each.fact: each.value.name for each in await programs.programs(by=reader.by)}


@get("/shares", include_in_schema=False)
async def shares(request: Asked, reader: Reading) -> Response[str]:
    """List what is shared, with whom and until when."""
    found = await service.shares(by=reader.by)
    named = await _named(reader)
    recorded = text(request.query_params.dict(), "recorded")
    lines = [_line(each, reader, named) for each in found]
    done = next((each for each in lines if str(each.given.record.fact) == recorded), None)
    return drawn(request, "shares.html", lines=lines, done=done, ended=recorded == "ended")


@get("/shares/new", include_in_schema=False)
async def grant_share_form(request: Asked, reader: Reading) -> Response[str]:
    """Ask what is to be shared with whom."""
    there = await _programs(reader)
    typed = renumbered(dict.fromkeys(FIELDS, "") | day_fields("first", reader.now.today))
    return _asked(request, reader, Draft(typed), there)


@post("/shares/new", include_in_schema=False)
async def submit_share(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Say whom that is, ask whether it is meant, and then share; or say why not, with everything that was typed."""
    there = await _programs(reader)
    read = await read_share({name: text(data, name) for name in FIELDS}, reader, there)
    fact, because, words = id_of(read.typed["id"]), read.typed["because"], reader.words
    if read.share is None or fact is None or text(data, "confirmed") != "yes":
        return _asked(request, reader, read, there)
    try:
        await service.grant_share(read.share, because=because, by=reader.by, now=reader.now, fact=fact)
    except Conflict as why:
        if why.code != "already-recorded":
            raise
        if not await same_on_record(_given(fact, reader), read.share):
            mistake = used_before("recipient", words("Code of the agency"), words)
            return _asked(request, reader, Draft(renumbered(read.typed), (mistake,)), there)
    return sent_to(f"/shares?recorded={fact}")


async def _given(fact: UUID, reader: Reader) -> OnRecord[Share]:
    return (await service.share(fact, by=reader.by)).record


def _asked(request: Asked, reader: Reader, draft: Draft, there: list[OnRecord[Program]]) -> Response[str]:
    whole = reader.by.require(Permission.SHARE_GRANT).reach.whole
    return drawn(
        request,
        "share-new.html",
        status=422 if draft.mistakes else 200,
        draft=draft,
        typed=draft.typed,
        mistakes=draft.mistakes,
        programs=there,
        whole=whole,
        levels=levels(reader.words),
        order=order(reader.words),
    )


@dataclass(frozen=True, slots=True)
class Look:
    """One look as it is listed."""

    seen: Seen
    day: str
    what: str


@get("/shares/{share:uuid}", include_in_schema=False)
async def share(request: Asked, share: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show one share, who looked through it and at what, and a form to stop it."""
    return await _shown(request, share, reader)


@post("/shares/{share:uuid}", include_in_schema=False)
async def submit_end(
    request: Asked, share: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Stop it at once, or say on which day it ends; or say why not."""
    typed = typed_in(data, ("how", "day", "month", "year", "because"))
    given = (await service.share(share, by=reader.by)).record
    through, wrong = _end(typed, given.value.during, reader)
    if wrong:
        return await _shown(request, share, reader, typed, wrong)
    by, now, because, version = reader.by, reader.now, typed["because"], given.version
    if through is None:
        await service.withdraw_share(share, version=version, because=because, by=by, now=now)
    else:
        await service.end_share(share, through=through, version=version, because=because, by=by, now=now)
    return sent_to("/shares?recorded=ended")


def _end(typed: dict[str, str], during: Interval, reader: Reader) -> tuple[date | None, tuple[Mistake, ...]]:
    """Return the last day that is asked for (``None``: at once), and what cannot be right in the form."""
    words = reader.words
    reason = tuple(no_reason(typed, words))
    if typed["how"] == "now":
        return None, reason
    if typed["how"] != "day":
        unsaid = Mistake("how", words("When it ends"), "", words("one of the answers"), words("Choose one."))
        return None, (unsaid, *reason)
    asked = Typed("end", words("Last day"), typed["day"], typed["month"], typed["year"])
    day = read_day(asked, words, today=reader.now.today, of_paper=False)
    if isinstance(day, Mistake):
        return None, (day, *reason)
    if day not in during:
        outside = Mistake(
            "end-day",
            words("Last day"),
            asked.whole,
            words("a day from {first} to {last}", first=words.day(during.start), last=words.day(during.last)),
            words("To share for longer, share anew."),
            also=("end-month", "end-year"),
        )
        return None, (outside, *reason)
    return day, reason


async def _shown(
    request: Asked, which: UUID, reader: Reader, typed: dict[str, str] | None = None, mistakes: tuple[Mistake, ...] = ()
) -> Response[str]:
    words = reader.words
    line = _line(await service.share(which, by=reader.by), reader, await _named(reader))
    seen = (await service.looks_by_share(which, limit=_LOOKS, by=reader.by)).items
    return drawn(
        request,
        "share.html",
        status=422 if mistakes else 200,
        line=line,
        levels=levels(words),
        looks=[_look(each, words) for each in _once(seen)],
        typed={"how": "", "day": "", "month": "", "year": "", "because": "", **(typed or {})},
        mistakes=mistakes,
        order=order(words),
    )


def _once(seen: tuple[Seen, ...]) -> list[Seen]:
    """Return each entry once, however many people it was about."""
    return list({each.look.number: each for each in seen}.values())


def _look(seen: Seen, words: Words) -> Look:
    """Return what was looked at: the detail is a code that the service wrote."""
    what = (seen.look.detail.split() or [""])[1:2]
    said = {
        "counts": words("Numbers"),
        "export": words("Numbers, taken away as a file"),
        "people": words.plural("A list with {count} person", "A list with {count} people", seen.look.leaves),
        "person": words("One person, with their credentials"),
    }
    return Look(seen, words.day(seen.look.on), said.get(what[0] if what else "", ""))
