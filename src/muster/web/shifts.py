"""The shifts of a program: tonight first, each with its answer; one shift with its people, rules and substitutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import NotFound, Stale
from muster.domain.intervals import Interval
from muster.domain.programs import Program, zone
from muster.domain.records import OnRecord
from muster.domain.teams.going_out import Checked
from muster.domain.teams.going_out_words import hours, name_of, wanting, word_of
from muster.domain.teams.shifts import Manned, Tense
from muster.domain.words import Words
from muster.http.seeing import Seeing
from muster.services import awards, going_out, people, programs
from muster.services import shifts as service
from muster.services.going_out import Hands
from muster.web.drawing import capital, drawn, sent_to
from muster.web.findings import SIGNS
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.shift_words import Line, line_of, rules_of, stand_of

PATH: Final = "/shifts"
_DAYS: Final = 7  # on one page
_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class Day:
    """A local day with the shifts that begin on it."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who would help, and how. ``fills``: nothing is wanting then."""

    id: UUID
    name: str
    says: str
    fills: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """One shift as its page shows it."""

    found: OnRecord[Manned]
    checked: Checked
    here: ZoneInfo
    hands: Hands | None
    names: Mapping[UUID, str]
    award: str = ""


@get(PATH, include_in_schema=False)
async def shifts(request: Asked, reader: Reading) -> Response[str]:
    """Show the shifts of a program, a week from some day on, today first: who is to go, and whether they may."""
    reader.by.require(Permission.SHIFT_READ)
    there = await reached(reader)
    if not there:
        return drawn(request, "shifts.html", program=None)
    said = request.query_params.dict()
    program = chosen(text(said, "program"), there, reader)
    here = zone(program.time_zone)
    today = reader.now.at.astimezone(here).date()
    first = _day(text(said, "from"), today)
    during = Interval.through(first, first + timedelta(days=_DAYS - 1))
    found = await service.shifts(program.id, during, by=reader.by)
    checked = await going_out.check_shifts(program.id, found, by=reader.by)
    names = await people.names(_people(found), by=reader.by)
    lines = [line_of(each, checked[each.fact], names, here, reader.words, now=reader.now.at) for each in found]
    return drawn(
        request,
        "shifts.html",
        program=program,
        programs=there,
        days=_days(lines, today, reader),
        first=first,
        last=during.last,
        today=today,
        earlier=first - timedelta(days=_DAYS),
        later=first + timedelta(days=_DAYS),
        may_record=reader.may(Permission.SHIFT_RECORD),
    )


@get("/shifts/{shift:uuid}", include_in_schema=False)
async def shift(request: Asked, shift: FromPath[UUID], reader: Reading, seeing: Seeing) -> Response[str]:
    """Show one shift: the answer, each member, each rule with its paragraph, and who could take a place."""
    stage = {str(each): each for each in Tense}.get(text(request.query_params.dict(), "stage"))
    whole = await _whole(shift, stage, reader)
    hands = whole.hands.found if whole.hands else ()
    await seeing(*(each.going.person for each in whole.checked.fits), *(each.person for each in hands))
    return _shown(request, whole, reader)


@post("/shifts/{shift:uuid}/withdrawal", include_in_schema=False)
async def submit_withdrawal(
    request: Asked, shift: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw a shift that was planned by mistake, or did not go out."""
    reader.by.require(Permission.SHIFT_RECORD)
    words, because = reader.words, text(data, "because")[:_REASON]
    if not because:
        whole = await _whole(shift, None, reader)
        reason = Mistake("because", words("Why"), "", words("a reason"), words("Say why, without naming anybody."))
        return _shown(request, whole, reader, (reason,))
    program = (await service.shift(shift, by=reader.by)).value.shift.program
    try:
        await service.withdraw_shift(
            shift, version=id_of(text(data, "version")), because=because, by=reader.by, now=reader.now
        )
    except Stale:
        return _shown(request, await _whole(shift, None, reader), reader, (changed(reader),))
    return sent_to(f"{PATH}?program={program}")


async def reached(reader: Reader) -> dict[UUID, Program]:
    """Return the programs whose shifts somebody may see, by name."""
    reach = reader.by.require(Permission.SHIFT_READ).reach
    return {each.fact: each.value for each in await programs.programs(by=reader.by) if reach.covers(each.fact)}


def chosen(written: str, there: Mapping[UUID, Program], reader: Reader) -> Program:
    """Return the program that is asked for; the first where none is.

    Raises:
        Forbidden: their place is in another program.
        NotFound: there is no such program here.
    """
    which = id_of(written) if written else next(iter(there))
    reader.by.require(Permission.SHIFT_READ, program=which)
    if which is None or which not in there:
        raise NotFound("there is no such program here")
    return there[which]


def changed(reader: Reader) -> Mistake:
    """Return what to say where somebody else was faster."""
    words = reader.words
    return Mistake(
        "because",
        words("Shift"),
        "",
        "",
        words("Look at it as it is now, and say it again."),
        said=words("Nothing was recorded: somebody changed this shift meanwhile."),
    )


def _day(written: str, today: date) -> date:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return today
    return found if abs(found - today) < timedelta(days=3660) else today


def _days(lines: Sequence[Line], today: date, reader: Reader) -> list[Day]:
    words = reader.words
    named = {today: words("Today"), today + timedelta(days=1): words("Tomorrow")}

    def label(day: date) -> str:
        return f"{named[day]}, {words.day(day)}" if day in named else words.day(day)

    ordered = sorted(lines, key=lambda each: each.day)
    return [Day(label(day), tuple(several)) for day, several in groupby(ordered, key=lambda each: each.day)]


def _people(found: Sequence[OnRecord[Manned]]) -> list[UUID]:
    return [each.person for one in found for each in (*one.value.planned, *one.value.went)]


async def _whole(which: UUID, stage: Tense | None, reader: Reader) -> Whole:
    by = reader.by
    found = await service.shift(which, by=by)
    shift = found.value.shift
    if stage is Tense.WENT and shift.went is None:
        stage = None
    checked = await going_out.check_shift(which, stage, by=by)
    here = zone((await reached(reader))[shift.program].time_zone)
    over = shift.plan.ends_at <= reader.now.at or shift.went is not None
    hands = None
    if checked.stage is Tense.PLANNED and checked.shortfall[0] and not over:
        hands = await going_out.substitutes_for(which, by=by)
    who = [*_people([found]), *(each.person for each in (hands.found if hands else ()))]
    award = ""
    if shift.award and reader.may(Permission.AWARD_READ):
        award = (await awards.award(shift.award, by=by)).value.number
    return Whole(found, checked, here, hands, await people.names(who, by=by), award)


def _shown(request: Asked, whole: Whole, reader: Reader, mistakes: tuple[Mistake, ...] = ()) -> Response[str]:
    words, shift, checked = reader.words, whole.found.value.shift, whole.checked
    out = shift.outing(checked.stage) or shift.plan
    return drawn(
        request,
        "shift.html",
        status=422 if mistakes else 200,
        shift=shift,
        at=whole.found.fact,
        version=whole.found.version,
        mistakes=mistakes,
        team=capital(words.name(shift.team)),
        day=words.day(out.starts_at.astimezone(whole.here).date()),
        when=hours(out, whole.here, words),
        sign=SIGNS[checked.verdict],
        word=word_of(checked.verdict, checked.stage, words),
        stage=checked.stage,
        told=shift.went is not None,
        wanting=wanting(checked, whole.names, words),
        members=[stand_of(each, whole.names, whole.here, words) for each in checked.fits],
        rules=rules_of(checked, whole.names, words),
        with_it=_named(out.equipment, words),
        beside=_named(out.others, words),
        there=_named(out.circumstances, words),
        award=whole.award,
        hands=_hands(whole, words) if whole.hands else None,
        tried=whole.hands,
        begun=shift.plan.starts_at <= reader.now.at,
        may_record=reader.may(Permission.SHIFT_RECORD),
    )


def _named(found: frozenset[str], words: Words) -> list[str]:
    return sorted(words.name(each) for each in found)


def _hands(whole: Whole, words: Words) -> list[Hand]:
    names = whole.names
    return [
        Hand(
            each.person,
            name_of(each.person, names, words),
            words("in the place of {name}", name=name_of(each.instead_of, names, words))
            if each.instead_of
            else words("as one more"),
            each.fills,
        )
        for each in (whole.hands.found if whole.hands else ())
    ]
