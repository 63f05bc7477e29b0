"""Who has a place in the agency: the list, and one place, to change or to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Membership, Permission, Principal, Role
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from muster.domain.matrix import ROLES, narrow
from muster.domain.members import Member, gives
from muster.domain.programs import local_day
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import members as service
from muster.services import programs, staff_rule
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import changed_meanwhile, no_reason, typed_in

PATH: Final = "/members"
_PLACE: Final = f"{PATH}/{{membership:uuid}}"
_FIELDS: Final = ("version", "role", "program", "day", "month", "year", "because")
_AT_A_TIME: Final = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A place as the list shows it. ``role`` and ``where`` in words; ``since`` where the agency is."""

    place: OnRecord[Member]
    role: str
    where: str
    since: date


@dataclass(frozen=True, slots=True)
class Form:
    """Both forms as they are shown: what was typed, what cannot be right in it; ``ending``: why, once that was sent."""

    typed: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()
    ending: str | None = None


@get(PATH, include_in_schema=False)
async def members(request: Asked, reader: Reading) -> Response[str]:
    """List everybody who has a place, by name or address; those whose place is over, apart."""
    return await listed(request, reader)


def may_set(reader: Reader) -> None:
    """Refuse whoever may not say what is asked of the agency's staff."""
    reader.by.require(Permission.MEMBERSHIP_GRANT, whole=True)


async def listed(request: Asked, reader: Reader, mistakes: Sequence[Mistake] = (), *, typed: str = "") -> Response[str]:
    """Show the list, with the form that asks a second factor of staff; ``typed``: why, once that was sent."""
    where = await _where(reader)
    rows = [_row(each, where, reader) for each in await _all(reader.by)]
    rows.sort(key=lambda row: ((row.place.value.name or row.place.value.email).casefold(), str(row.place.fact)))
    return drawn(
        request,
        "members.html",
        rows=[row for row in rows if not row.place.value.ended(reader.now.today)],
        over=[row for row in rows if row.place.value.ended(reader.now.today)],
        done=text(request.query_params.dict(), "done"),
        may_invite=reader.may(Permission.MEMBERSHIP_GRANT),
        may_set=reader.may(Permission.MEMBERSHIP_GRANT, whole=True),
        rule=await staff_rule.staff_rule(by=reader.by),
        mistakes=mistakes,
        typed=typed,
        status=422 if mistakes else 200,
    )


@get(_PLACE, include_in_schema=False)
async def member(request: Asked, membership: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show one place, with the forms to change and to end it for whoever may."""
    found = await service.member(membership, by=reader.by)
    return await _shown(request, reader, found, Form(_as_it_is(found)))


@post(_PLACE, include_in_schema=False)
async def submit_change(
    request: Asked, membership: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Change the place, or say why not, on the same page with everything that was typed."""
    found = await service.member(membership, by=reader.by)
    reader.by.require(Permission.MEMBERSHIP_GRANT)
    form = Form(typed_in(data, _FIELDS))
    place = await _read(form, found, reader)
    if isinstance(place, Form):
        return await _shown(request, reader, found, place)
    try:
        await service.change_membership(
            membership,
            place.role,
            program=place.program,
            through=place.through,
            version=id_of(form.typed["version"]),
            because=form.typed["because"],
            by=reader.by,
            now=reader.now,
        )
    except Stale:
        mistake = changed_meanwhile("role", reader.words("Role"), reader.words)
        again = Form(form.typed | {"version": str(found.version)}, (mistake,))
        return await _shown(request, reader, found, again)
    except (Invalid, Forbidden, Conflict, NotFound) as why:
        return await _shown(request, reader, found, Form(form.typed, (_mistake(why, form, reader.words),)))
    return sent_to(f"{PATH}?done=changed")


@post(f"{_PLACE}/end", include_in_schema=False)
async def submit_end(
    request: Asked, membership: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """End the place at once, or say why not."""
    found = await service.member(membership, by=reader.by)
    reader.by.require(Permission.MEMBERSHIP_GRANT)
    typed = typed_in(data, ("because", "version"))
    form, because = Form(_as_it_is(found), ending=typed["because"]), typed["because"]
    if wrong := no_reason(typed, reader.words, field="ending"):
        return await _shown(request, reader, found, replace(form, mistakes=tuple(wrong)))
    version = id_of(typed["version"])
    try:
        await service.end_membership(membership, version=version, because=because, by=reader.by, now=reader.now)
    except Stale:
        mistake = changed_meanwhile("ending", reader.words("Why"), reader.words)
        return await _shown(request, reader, found, replace(form, mistakes=(mistake,)))
    except (Forbidden, Conflict) as why:
        return await _shown(request, reader, found, replace(form, mistakes=(_mistake(why, form, reader.words),)))
    if found.value.account == reader.by.scope.account:
        return sent_to("/")
    return sent_to(f"{PATH}?done=ended")


def _as_it_is(found: OnRecord[Member]) -> dict[str, str]:
    """Return what the form to change a place says of it as it stands."""
    place = found.value.place
    through = place.through
    day, month, year = (through.day, through.month, through.year) if through else ("", "", "")
    said = (found.version, place.role, place.program or "", day, month, year, "")
    return dict(zip(_FIELDS, map(str, said), strict=True))


async def _all(by: Principal) -> list[OnRecord[Member]]:
    found: list[OnRecord[Member]] = []
    after: UUID | None = None
    while True:
        page = await service.members(by=by, after=after, limit=_AT_A_TIME)
        found += page.items
        if page.after is None:
            return found
        after = UUID(page.after)


async def _where(reader: Reader) -> dict[UUID, str]:
    return {each.fact: each.value.name for each in await programs.programs(by=reader.by)}


def _row(found: OnRecord[Member], where: dict[UUID, str], reader: Reader) -> Row:
    words, place = reader.words, found.value.place
    return Row(
        found,
        words(ROLES[place.role].name),
        where.get(place.program, "") if place.program else words("the whole agency"),
        local_day(found.value.given_at, reader.agency.time_zone),
    )


async def _read(form: Form, found: OnRecord[Member], reader: Reader) -> Membership | Form:
    """Return the place that the form says, or the form with every mistake in it."""
    words, typed = reader.words, form.typed
    wrong: list[Mistake] = []
    role = next((each for each in Role if each == typed["role"]), None)
    if role is None:
        wrong.append(Mistake("role", words("Role"), "", words("one of the roles"), words("Choose one.")))
    if typed["program"] and typed["program"] not in {str(each) for each in await _where(reader)}:
        wrong.append(Mistake("program", words("Where"), "", words("one on the list"), words("Choose one.")))
    asked, through = _typed_day(form, words), None
    if asked.whole:
        read = read_day(asked, words, today=reader.now.today, of_paper=False)
        if isinstance(read, Mistake):
            wrong.append(read)
        else:
            through = read
    wrong += no_reason(typed, words)
    if wrong or role is None:
        return Form(typed, tuple(wrong))
    before = found.value.place
    return Membership(before.agency, role, before.person, found.fact, id_of(typed["program"]), through)


def _typed_day(form: Form, words: Words) -> Typed:
    return Typed("through", words("Last day"), *(form.typed[name] for name in ("day", "month", "year")))


def _mistake(  # noqa: PLR0911 - one for each code
    why: Invalid | Forbidden | Conflict | NotFound, form: Form, words: Words
) -> Mistake:
    """Return what the service refuses, at its place."""
    last = ("through-day", words("Last day"))
    also = ("through-month", "through-year")
    at = "role" if form.ending is None else "ending"
    match why.code:
        case "ended-already":
            fix = words("Correct it, or leave it empty for a place that has no end.")
            return Mistake(*last, _typed_day(form, words).whole, words("today, or a day to come"), fix, also=also)
        case "no-last-day":
            return Mistake(*last, "", words("the last day of the audit"), words("Every auditor's place ends."), also)
        case "role-of-the-agency":
            said = words("Nobody has this role in one program only.")
            return Mistake("program", words("Where"), "", "", words("Choose the whole agency."), said=said)
        case "beyond-your-program":
            said = words("You give places in your own program only.")
            return Mistake(
                "program",
                words("Where"),
                "",
                "",
                words("Choose it, or ask an administrator of your agency."),
                said=said,
            )
        case "last-administrator":
            said = words("This is the last administrator of the whole agency whose place has no end.")
            return Mistake(at, words("Role"), "", "", words("Give somebody else such a place first."), said=said)
        case "own-place":
            said = words("Nobody changes their own place.")
            return Mistake(at, words("Role"), "", "", words("Ask somebody else who may give places."), said=said)
    said = words("This place has rights that you do not have yourself, as far as it reaches.")
    return Mistake(at, words("Role"), "", "", words("Ask an administrator of your agency."), said=said)


async def _shown(request: Asked, reader: Reader, found: OnRecord[Member], form: Form) -> Response[str]:
    words, by, place = reader.words, reader.by, found.value.place
    where = await _where(reader)
    own = found.value.account == by.scope.account
    offered = {
        role: [
            program
            for program in (None, *where)
            if (program is None or narrow(role)) and gives(Membership(place.agency, role, program=program), by=by)
        ]
        for role in Role
    }
    reached = {program for programs in offered.values() for program in programs}
    return drawn(
        request,
        "member.html",
        status=422 if form.mistakes else 200,
        row=_row(found, where, reader),
        typed=form.typed,
        mistakes=form.mistakes,
        ending=form.ending or "",
        own=own,
        may_change=not own and gives(place, by=by),
        may_end=gives(place, by=by),
        may_people=reader.may(Permission.PEOPLE_READ),
        roles={role: words(ROLES[role].name) for role, places in offered.items() if places},
        narrow=sorted((words(ROLES[role].name) for role in Role if narrow(role)), key=str.casefold),
        everywhere=None in reached,
        where={program: name for program, name in where.items() if program in reached},
        order=order(words),
    )
