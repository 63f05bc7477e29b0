"""Confirmed effort on pages: sign what the records say, approve what another signed, or withdraw it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.access_log import Sight
from muster.domain.awards import WHOLE
from muster.domain.effort import EffortKind
from muster.domain.errors import Conflict, Invalid, NotFound, Stale
from muster.domain.people import Identity, called
from muster.domain.records import OnRecord
from muster.domain.reviewing.confirmations import Basis, Confirmation, Share, shares_of
from muster.domain.reviewing.effort_words import SHARES_STATEMENT, STATEMENT
from muster.domain.words import Words, message
from muster.services import access_log, effort, people
from muster.services import confirmations as service
from muster.services.effort_review import review_person
from muster.web.dates import order
from muster.web.drawing import capital, drawn, sent_to
from muster.web.easing import PARTS, between, day_fields, typed_day, unsaid
from muster.web.effort_review import MOST, Length, Month, Period, period, share_of
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import changed_meanwhile, renumbered, same_on_record, typed_in, used_before
from muster.web.withdrawing import Form, Going, to_withdraw, withdrawal_page, withdrawn

_CONFIRM: Final = "/people/{person:uuid}/effort/confirm"
_APPROVE: Final = "/effort-confirmations/{confirmation:uuid}/approve"
_WITHDRAW: Final = "/effort-confirmations/{confirmation:uuid}/withdraw"
_SHARE: Final = "share-"
_PERCENT: Final = re.compile(r"(\d{1,3})?(?:[.,](\d{1,2}))?\s*%?", re.ASCII)
_REFUSED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "not-the-records": message("The hours on record have changed since you opened the page. They are shown anew."),
        "not-what-was-paid": message("On some day the hours on record are not what payroll paid."),
        "overlaps": message("Some of these days are confirmed already."),
        "above-the-whole": message("The percentages come to more than 100 %: nobody's time is more than the whole."),
        "not-the-whole": message("The percentages come to less than 100 %: what was for no award is a part too."),
        "odd-parts": message("Nothing is named that the time was for."),
        "signed-too-early": message("It is signed once the last of the days is over."),
        "in-the-future": message("Nobody signs on a day that lies ahead."),
        "hours-on-record": message("Hours of these days are on record by now. They are shown anew."),
        "own-effort": message("Nobody approves their own effort, nor what they signed themselves."),
    }
)
_FIELDS: Final = ("id", "shares", "statement", *(f"signed-{part}" for part in PARTS))


@get(_CONFIRM, include_in_schema=False)
async def confirm_effort_form(
    request: Asked, person: FromPath[UUID], reader: Reading, month: Month = None, months: Length = 1
) -> Response[str]:
    """Show what the records of some months come to, to be signed; or ask for percentages, where nobody keeps hours."""
    asked = await _signing(person, period(month, months, reader), reader)
    said = STATEMENT if asked.hours else SHARES_STATEMENT
    typed = renumbered(dict.fromkeys(_FIELDS, "")) | {"statement": reader.words(said), "shares": _written(asked.hours)}
    return await asked.shown(request, typed | day_fields("signed", reader.now.today), [])


@post(_CONFIRM, include_in_schema=False)
async def submit_confirmation(
    request: Asked,
    person: FromPath[UUID],
    reader: Reading,
    data: URLEncodedBody[Sent],
    month: Month = None,
    months: Length = 1,
) -> Response[str]:
    """Record what was signed, or say why not."""
    asked = await _signing(person, period(month, months, reader), reader)
    typed = typed_in(data, _FIELDS) | {"shares": text(data, "shares"), **asked.typed(data)}
    said, fact, words = asked.read(typed), id_of(typed["id"]), reader.words
    if not isinstance(said, Confirmation) or fact is None:
        return await asked.shown(request, typed, [] if isinstance(said, Confirmation) else said)
    try:
        await service.confirm_effort(person, said, by=reader.by, now=reader.now, fact=fact)
    except (Conflict, Invalid) as why:
        if why.code != "already-recorded":
            return await asked.shown(request, typed | {"shares": _written(asked.hours)}, [_refused(why, words)])
        if not await same_on_record(service.confirmation(fact, by=reader.by), said, person):
            return await asked.shown(
                request, renumbered(typed), [used_before("statement", words("What is signed"), words)]
            )
    return sent_to(f"{asked.back}&done=confirmed#confirmed")


@dataclass(frozen=True, slots=True)
class Signing:
    """Whose effort of which months is to be confirmed, and what the records say of it.

    ``choices``: what percentages may be of, where nobody keeps hours.
    """

    reader: Reader
    whose: OnRecord[Identity]
    months: Period
    hours: tuple[Share, ...]
    lines: Mapping[UUID, str]
    choices: tuple[tuple[UUID | None, str], ...]

    @property
    def back(self) -> str:
        """Where the page goes back to."""
        return f"/people/{self.whose.fact}/effort?month={self.months.ends}&months={self.months.length}"

    def typed(self, data: Sent) -> dict[str, str]:
        """Return the percentages that were typed."""
        return {f"{_SHARE}{index}": text(data, f"{_SHARE}{index}")[:10] for index in range(len(self.choices))}

    def read(self, typed: dict[str, str]) -> Confirmation | list[Mistake]:
        """Return what is signed; or every mistake in it."""
        words, whose = self.reader.words, self.whose.fact
        signed = typed_day("signed", words("The day it was signed"), typed, self.reader)
        wrong = [signed] if isinstance(signed, Mistake) else []
        if not typed["statement"]:
            wrong.append(unsaid("statement", words("What is signed"), words("what is signed, in words"), words))
        shares = self._percentages(typed, wrong) if not self.hours else _shares_in(typed["shares"])
        if wrong or not isinstance(signed, date):
            return wrong
        basis = Basis.DAILY_HOURS if self.hours else Basis.PERCENTAGES
        try:
            return Confirmation(self.months.during, basis, shares, typed["statement"], whose, signed)
        except (Invalid, Conflict) as why:
            return [_refused(why, words)]

    def _percentages(self, typed: dict[str, str], wrong: list[Mistake]) -> tuple[Share, ...]:
        found = []
        for index, (line, name) in enumerate(self.choices):
            written = typed[f"{_SHARE}{index}"]
            amount = _percent_in(written)
            if amount is None:
                words = self.reader.words
                expected = words("a number from 0 to 100, such as 40 or 12.5")
                wrong.append(Mistake(f"{_SHARE}{index}", name, written, expected, words("Correct it.")))
            elif amount:
                found.append(Share(line, amount))
        return tuple(found)

    async def shown(self, request: Asked, typed: dict[str, str], mistakes: list[Mistake]) -> Response[str]:
        """Show the form."""
        reader, words = self.reader, self.reader.words
        await access_log.looked(Sight.RECORD, [self.whose.fact], by=reader.by, now=reader.now)
        return drawn(
            request,
            "effort-confirm.html",
            status=422 if mistakes else 200,
            person=self.whose,
            own=self.whose.fact == reader.by.person,
            period=self.months,
            back=self.back,
            shares=[share_of(each, Basis.DAILY_HOURS, self.lines, words) for each in self.hours],
            choices=[(f"{_SHARE}{index}", name) for index, (_, name) in enumerate(self.choices)],
            typed=self.typed({}) | typed,
            mistakes=mistakes,
            order=order(words),
        )


async def _signing(person: UUID, months: Period, reader: Reader) -> Signing:
    """Read what is to be signed, for whoever may confirm it."""
    reader.by.require(Permission.EFFORT_CONFIRM, person=person)
    whose = await people.person(person, by=reader.by)
    found = await review_person(person, during=months.during, by=reader.by, now=reader.now)
    done = await effort.effort(person, during=months.during, by=reader.by)
    meant = await effort.allocations(person, by=reader.by)
    lines = dict.fromkeys(each.value.line for each in meant if each.value.during & months.during)
    choices = ((each, found.lines.get(each, "")) for each in lines)
    hours = shares_of(each.value for each in done)
    return Signing(reader, whose, months, hours, found.lines, (*choices, (None, reader.words("No award"))))


@get(_APPROVE, include_in_schema=False)
async def approve_confirmation_form(request: Asked, confirmation: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show what was signed, to be approved by whoever saw the work."""
    reader.by.require(Permission.EFFORT_APPROVE)
    found, whose = await _to_change(confirmation, reader)
    return await _to_approve(request, reader, found, whose, [])


@post(_APPROVE, include_in_schema=False)
async def submit_confirmation_approval(
    request: Asked, confirmation: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Approve it, or say why not."""
    reader.by.require(Permission.EFFORT_APPROVE)
    found, whose = await _to_change(confirmation, reader)
    words, version, approver = reader.words, id_of(text(data, "version")), reader.by.person
    if version is None or approver is None:
        return await _to_approve(
            request, reader, found, whose, [changed_meanwhile("approve", words("Approve it"), words)]
        )
    try:
        await service.approve_confirmation(
            confirmation,
            approved_by=approver,
            approved_on=reader.now.today,
            version=version,
            by=reader.by,
            now=reader.now,
        )
    except Stale:
        mistake = changed_meanwhile("approve", words("Approve it"), words)
        return await _to_approve(request, reader, found, whose, [mistake])
    except Conflict as why:
        return await _to_approve(request, reader, found, whose, [_refused(why, words, "approve")])
    return sent_to(f"{_months_of(found.value, whose.fact)}&done=approved#confirmed")


@get(_WITHDRAW, include_in_schema=False)
async def withdraw_confirmation_form(request: Asked, confirmation: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show a confirmation, and ask why it is withdrawn."""
    found, whose = await _to_change(confirmation, reader)
    reader.by.require(Permission.EFFORT_CONFIRM, person=whose.fact)
    return await _to_go(request, reader, found, whose, to_withdraw(found))


@post(_WITHDRAW, include_in_schema=False)
async def submit_confirmation_withdrawal(
    request: Asked, confirmation: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it, or say why not."""
    found, whose = await _to_change(confirmation, reader)
    reader.by.require(Permission.EFFORT_CONFIRM, person=whose.fact)
    again = await withdrawn(service.withdraw_confirmation, found, data, reader)
    if again:
        return await _to_go(request, reader, found, whose, again)
    return sent_to(f"{_months_of(found.value, whose.fact)}&done=withdrawn#confirmed")


async def _to_change(which: UUID, reader: Reader) -> tuple[OnRecord[Confirmation], OnRecord[Identity]]:
    """Return a confirmation with whose it is."""
    found = await service.confirmation(which, by=reader.by)
    if found.person is None:
        raise NotFound("there is no such confirmation here")
    return found, await people.person(found.person, by=reader.by)


async def _rows(found: OnRecord[Confirmation], whose: UUID, reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return what was signed, as labels and values."""
    said, words = found.value, reader.words
    lines = (await review_person(whose, during=said.during, by=reader.by, now=reader.now)).lines
    return (
        (words("Days"), capital(between(said.during, words))),
        *(share_of(each, said.basis, lines, words) for each in said.shares),
        (words("What is signed"), said.statement),
        (words("The day it was signed"), words.day(said.signed_on)),
    )


async def _to_approve(
    request: Asked, reader: Reader, found: OnRecord[Confirmation], whose: OnRecord[Identity], mistakes: list[Mistake]
) -> Response[str]:
    rows = await _rows(found, whose.fact, reader)
    await access_log.looked(Sight.RECORD, [whose.fact], by=reader.by, now=reader.now)
    return drawn(
        request,
        "effort-approve.html",
        status=422 if mistakes else 200,
        person=whose,
        found=found,
        rows=rows,
        back=_months_of(found.value, whose.fact),
        nobody=reader.by.person is None,
        mistakes=mistakes,
    )


async def _to_go(
    request: Asked, reader: Reader, found: OnRecord[Confirmation], whose: OnRecord[Identity], form: Form
) -> Response[str]:
    words = reader.words
    rows = await _rows(found, whose.fact, reader)
    await access_log.looked(Sight.RECORD, [whose.fact], by=reader.by, now=reader.now)
    going = Going(
        title=words("Withdraw what {name} confirmed", name=called(whose.value.name, words)),
        heading=words("Withdraw a confirmation"),
        rows=rows,
        at=f"/effort-confirmations/{found.fact}/withdraw",
        consequence=words("From now on these days are not confirmed, and can be signed anew. It stays on record."),
        button=words("Withdraw this confirmation"),
    )
    return withdrawal_page(request, whose, going, form)


def _months_of(said: Confirmation, whose: UUID) -> str:
    """Return the address of the months that a confirmation is of."""
    last, first = said.during.last, said.during.start
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    return f"/people/{whose}/effort?month={last:%Y-%m}&months={min(length, MOST)}"


def _refused(why: Conflict | Invalid, words: Words, field: str = "statement") -> Mistake:
    """Return what to say of what the records or the rules refuse."""
    said = words(_REFUSED[why.code]) if why.code in _REFUSED else words("Nothing was recorded.")
    return Mistake(field, words("What is signed"), "", "", words("Nothing was recorded."), said=said)


def _percent_in(written: str) -> int | None:
    """Return a percentage in hundredths; an empty field is none of it, and what is no percentage ``None``.

    >>> _percent_in("12.5 %"), _percent_in("40"), _percent_in(""), _percent_in("half"), _percent_in("101")
    (1250, 4000, 0, None, None)
    """
    found = _PERCENT.fullmatch(written)
    amount = int(found[1] or 0) * 100 + int((found[2] or "").ljust(2, "0")) if found else None
    return amount if amount is not None and amount <= WHOLE else None


def _written(shares: Iterable[Share]) -> str:
    """Return shares as the form carries them: what was shown is what is signed."""
    return " ".join(f"{each.line or '-'}/{each.kind}/{each.amount}" for each in shares)


def _shares_in(written: str) -> tuple[Share, ...]:
    """Return the shares that the form carried; none where somebody wrote something else there."""
    try:
        parts = [each.split("/") for each in written.split()]
        return tuple(Share(id_of(line), int(amount), EffortKind(kind)) for line, kind, amount in parts)
    except ValueError:
        return ()
