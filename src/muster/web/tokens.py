"""Tokens for scripts: which there are, a form to issue one, and the one page that ever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.accounts.tokens import ALLOWED, LONGEST_MONTHS, Issued
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.intervals import add_months
from muster.domain.matrix import SAYS
from muster.domain.programs import local_day
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import programs
from muster.services import tokens as service
from muster.web.dates import Typed, order, read_day
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import numbered, renumbered

PATH: Final = "/tokens"
_FIELDS: Final = ("id", "name", "program", "day", "month", "year")
_LONGEST_NAME: Final = 100
_AT_A_TIME: Final = 200
_HEADER: Final = "Authorization: Bearer muster_…"


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown: what was typed and ticked, and what cannot be right in it."""

    typed: dict[str, str]
    ticked: frozenset[str] = frozenset()
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """What the form says, once it can be right."""

    name: str
    permissions: frozenset[Permission]
    program: UUID | None
    through: date
    fact: UUID


@dataclass(frozen=True, slots=True)
class Row:
    """A token as the list shows it; ``used`` is the day it was last used, if it was."""

    record: OnRecord[Issued]
    own: bool
    where: str
    allows: tuple[str, ...]
    used: date | None
    over: bool


@get(PATH, include_in_schema=False)
async def tokens(request: Asked, reader: Reading) -> Response[str]:
    """List one's own tokens, and others that one may see; ask what a new one is for."""
    last = add_months(reader.now.today, 3)
    days = {"day": str(last.day), "month": str(last.month), "year": str(last.year)}
    typed = renumbered(dict.fromkeys(_FIELDS, "") | days)
    return await _shown(request, reader, Form(typed), done=text(request.query_params.dict(), "done"))


@post(PATH, include_in_schema=False)
async def submit_token(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Issue a token and show it, this once; or say why not, with everything that was typed.

    The reply to the form is the page that shows it, since no other page ever can. The form carries
    the id of what it issues: loading that page again issues nothing.
    """
    reader.by.require(Permission.TOKEN_ISSUE)
    words = reader.words
    form = Form(numbered({name: text(data, name) for name in _FIELDS}), _ticked(data))
    asked = await _read(form, reader)
    if isinstance(asked, Form):
        return await _shown(request, reader, asked)
    try:
        _, made = await service.issue_token(
            asked.name,
            asked.permissions,
            program=asked.program,
            through=asked.through,
            by=reader.by,
            now=reader.now,
            fact=asked.fact,
        )
    except (Invalid, Forbidden, NotFound, Conflict) as why:
        again = Form(renumbered(form.typed), form.ticked, (_mistake(why, form, words, reader.now.today),))
        return await _shown(request, reader, again)
    name, through = asked.name, asked.through
    return drawn(request, "token.html", status=201, token=made, name=name, through=through, header=_HEADER)


@post(f"{PATH}/{{token:uuid}}/revoke", include_in_schema=False)
async def submit_revocation(token: FromPath[UUID], reader: Reading) -> Response[str]:
    """Revoke a token at once."""
    await service.revoke_token(token, by=reader.by, now=reader.now)
    return sent_to(f"{PATH}?done=revoked")


def _ticked(data: Sent) -> frozenset[str]:
    found = data.get("permissions", [])
    return frozenset(found if isinstance(found, list) else [found])


async def _read(form: Form, reader: Reader) -> Asking | Form:
    """Return what the form says, or the form with every mistake in it."""
    words, typed, today = reader.words, form.typed, reader.now.today
    wrong: list[Mistake] = []
    name = typed["name"][:_LONGEST_NAME]
    if not name:
        expected = words("a few words on what it is for")
        wrong.append(Mistake("name", words("What it is for"), "", expected, words("Name the script, and who runs it.")))
    permissions = frozenset(each for each in ALLOWED if each in form.ticked)
    if not permissions:
        expected = words("at least one of the answers")
        wrong.append(
            Mistake("permissions", words("What it may do"), "", expected, words("Tick what it needs, and no more."))
        )
    if typed["program"] and typed["program"] not in {str(each) for each in await _where(reader)}:
        wrong.append(Mistake("program", words("How far"), "", words("one on the list"), words("Choose one.")))
    day = _typed_day(form, words)
    through = read_day(day, words, today=today, of_paper=False) if day.whole else None
    if through is None:
        wrong.append(_bad_day(day, words, today))
    elif isinstance(through, Mistake):
        wrong.append(through)
    if wrong or through is None or isinstance(through, Mistake):
        return Form(typed, form.ticked, tuple(wrong))
    return Asking(name, permissions, id_of(typed["program"]), through, UUID(typed["id"]))


def _typed_day(form: Form, words: Words) -> Typed:
    return Typed("through", words("Last day"), *(form.typed[name] for name in ("day", "month", "year")))


def _bad_day(day: Typed, words: Words, today: date) -> Mistake:
    last = words.day(add_months(today, LONGEST_MONTHS))
    return Mistake(
        "through-day",
        words("Last day"),
        day.whole,
        words("a day from today to {last}, a year at most", last=last),
        words("Choose one; another token can be issued then."),
        also=("through-month", "through-year"),
    )


def _mistake(why: Invalid | Forbidden | NotFound | Conflict, form: Form, words: Words, today: date) -> Mistake:
    """Return what the service refuses, at its place."""
    match why.code:
        case "no-such-token":
            return _bad_day(_typed_day(form, words), words, today)
        case "already-recorded":
            said = words("Nothing was issued: this form has issued its token before, and no page can show that again.")
            fix = words("If it was lost, revoke it, and issue another with the form as it is now.")
            return Mistake("name", words("This form"), "", "", fix, said=said)
    said = words("A token may do no more than its owner, and you may not do all of this that far.")
    return Mistake("permissions", words("What it may do"), "", "", words("Leave out what is too much."), said=said)


async def _where(reader: Reader) -> dict[UUID, str]:
    return {each.fact: each.value.name for each in await programs.programs(by=reader.by)}


def _row(found: OnRecord[Issued], where: dict[UUID, str], reader: Reader) -> Row:
    words, issued = reader.words, found.value
    token, used = issued.token, issued.used_at
    return Row(
        found,
        issued.account == reader.by.scope.account,
        where.get(token.program, "") if token.program else words("as far as its owner reaches"),
        tuple(words(SAYS[each]) for each in sorted(token.permissions)),
        local_day(used, reader.agency.time_zone) if used else None,
        token.through < reader.now.today,
    )


async def _shown(request: Asked, reader: Reader, form: Form, *, done: str = "") -> Response[str]:
    words, by = reader.words, reader.by
    where = await _where(reader)
    found = await service.tokens(by=by, limit=_AT_A_TIME)
    reach = by.reach(Permission.TOKEN_ISSUE)
    return drawn(
        request,
        "tokens.html",
        status=422 if form.mistakes else 200,
        typed=form.typed,
        ticked=form.ticked,
        mistakes=form.mistakes,
        done=done,
        rows=[_row(each, where, reader) for each in found.items],
        more=found.after is not None,
        may_issue=reach is not None,
        may_revoke=reader.may(Permission.TOKEN_REVOKE),
        allowed={each: words(SAYS[each]) for each in ALLOWED if by.may(each, person=by.person)},
        where={program: name for program, name in where.items() if reach is not None and reach.covers(program)},
        order=order(words),
    )
