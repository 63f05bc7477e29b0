"""The orders that extend: what there is, a form for another with whom it would touch, and withdrawing one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.access import Permission
from muster.domain.errors import Conflict, Invalid
from muster.domain.extensions import Order
from muster.domain.findings import Verdict
from muster.domain.people import called
from muster.domain.records import OnRecord
from muster.domain.words import Words
from muster.services import orders as service
from muster.services import programs
from muster.services.orders import Effect
from muster.web.dates import order as order_of_fields
from muster.web.drawing import drawn, sent_to
from muster.web.easing import day_fields, not_yet
from muster.web.findings import Sign
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.ordering import EVERY, FIELDS, Offer, offer, read_order, where
from muster.web.reader import Asked, Reader, Reading
from muster.web.recording import renumbered, same_on_record, used_before
from muster.web.withdrawing import Form as Withdrawal
from muster.web.withdrawing import to_withdraw, withdrawn

PATH: Final = "/orders"
_NEW: Final = "/orders/new"
_ONE: Final = "/orders/{order:uuid}"
_SHOWN: Final = 200  # people that an order touches, on one page: those whose answer changes come first


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown. ``said``: the order, once nothing in it is wrong, with whom it would touch."""

    typed: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()
    said: Order | None = None
    effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody whom an order touches, as they are shown."""

    person: UUID
    name: str
    moves: tuple[str, ...]
    without: tuple[Sign, str]
    under: tuple[Sign, str]
    same: bool


@get(PATH, include_in_schema=False)
async def orders(request: Asked, reader: Reading) -> Response[str]:
    """List the orders on record. Whoever is touched by one, and looks at nobody else, is told in their findings."""
    reader.by.require(Permission.STANDING_READ)
    found = await service.orders(by=reader.by)
    named = await _named(reader)
    offered = await offer(reader)
    recorded = text(request.query_params.dict(), "recorded")
    return drawn(
        request,
        "orders.html",
        orders=[(each, offered.called(each.value), where(each.value, named, reader.words)) for each in found],
        recorded=next((each.value.number for each in found if str(each.fact) == recorded), ""),
        withdrawn=recorded == "withdrawn",
        may_record=reader.may(Permission.WAIVER_GRANT),
        may_look=reader.may(Permission.PEOPLE_READ),
    )


@get(_NEW, include_in_schema=False)
async def record_order_form(request: Asked, reader: Reading) -> Response[str]:
    """Ask what an order says."""
    reader.by.require(Permission.WAIVER_GRANT)
    offered = await offer(reader)
    only = str(offered.programs[0].fact) if len(offered.programs) == 1 else ""
    typed = dict.fromkeys(FIELDS, "") | {
        "program": EVERY if offered.whole else only,
        **day_fields("granted", reader.now.today),
    }
    return await _asked(request, reader, offered, Form(renumbered(typed)))


@post(_NEW, include_in_schema=False)
async def submit_order(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Say whom it would touch, ask whether it is meant, and then record it; or say why not."""
    reader.by.require(Permission.WAIVER_GRANT)
    offered = await offer(reader)
    form = await _read({name: text(data, name) for name in FIELDS}, offered, reader)
    if text(data, "change") == "yes":
        form = Form(form.typed)
    fact, words = id_of(form.typed["id"]), reader.words
    if form.said is None or fact is None or text(data, "confirmed") != "yes":
        return await _asked(request, reader, offered, form)
    try:
        await service.record_order(form.said, because=form.typed["because"], by=reader.by, now=reader.now, fact=fact)
    except Conflict as why:
        if why.code == "said-already":
            said = words("Nothing was recorded: an order with this number is on record already.")
            fix = words("Look at that one, or correct the number.")
            mistake = Mistake("number", words("Its number"), "", "", fix, said=said)
            return await _asked(request, reader, offered, Form(form.typed, (mistake,)))
        if why.code != "already-recorded":
            raise
        if not await same_on_record(service.order(fact, by=reader.by), form.said):
            mistake = used_before("number", words("Its number"), words)
            return await _asked(request, reader, offered, Form(renumbered(form.typed), (mistake,)))
    return sent_to(f"{PATH}?recorded={fact}")


@get(_ONE, include_in_schema=False)
async def order(request: Asked, order: FromPath[UUID], reader: Reading) -> Response[str]:
    """Show an order, whom it touches, and a form to withdraw it."""
    reader.by.require(Permission.STANDING_READ)
    found = await service.order(order, by=reader.by)
    return await _shown(request, reader, found, to_withdraw(found))


@post(_ONE, include_in_schema=False)
async def submit_order_withdrawal(
    request: Asked, order: FromPath[UUID], reader: Reading, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Withdraw it, or say why not."""
    reader.by.require(Permission.WAIVER_GRANT)
    found = await service.order(order, by=reader.by)
    again = await withdrawn(service.withdraw_order, found, data, reader)
    return await _shown(request, reader, found, again) if again else sent_to(f"{PATH}?recorded=withdrawn")


async def _read(typed: dict[str, str], offered: Offer, reader: Reader) -> Form:
    typed, read = read_order(typed, offered, reader)
    if isinstance(read, list):
        return Form(typed, tuple(read))
    try:
        effect = await service.order_would(read, by=reader.by, now=reader.now)
    except Invalid as why:
        if why.code != "in-the-future":
            raise
        return Form(typed, (not_yet(typed, reader),))
    return Form(typed, (), read, effect)


async def _named(reader: Reader) -> dict[UUID, str]:
    return {each.fact: each.value.name for each in await programs.programs(by=reader.by)}


async def _asked(request: Asked, reader: Reader, offered: Offer, form: Form) -> Response[str]:
    return drawn(
        request,
        "order-new.html",
        status=422 if form.mistakes else 200,
        offered=offered,
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        about=offered.called(form.said) if form.said else "",
        where=where(form.said, await _named(reader), reader.words) if form.said else "",
        rows=_rows(form.effect, reader.words) if form.effect else [],
        effect=form.effect,
        order=order_of_fields(reader.words),
    )


async def _shown(request: Asked, reader: Reader, found: OnRecord[Order], form: Withdrawal) -> Response[str]:
    reader.by.require(Permission.PEOPLE_READ)
    effect = await service.effect(found.fact, on=reader.now.today, by=reader.by)
    offered = await offer(reader)
    reach = reader.by.reach(Permission.WAIVER_GRANT)
    return drawn(
        request,
        "order.html",
        status=422 if form.mistakes else 200,
        found=found,
        about=offered.called(found.value),
        where=where(found.value, await _named(reader), reader.words),
        effect=effect,
        rows=_rows(effect, reader.words),
        typed=form.typed,
        mistakes=form.mistakes,
        may_withdraw=reach is not None and reach.covers(found.value.program),
    )


def _rows(effect: Effect, words: Words) -> list[Row]:
    return [
        Row(
            each.person,
            called(effect.names.get(each.person, ""), words),
            tuple(
                words("{first} to {last}", first=words.day(one), last=words.day(two))
                for one, two in sorted({(moved.due_on, moved.through) for moved in each.moves})
            ),
            _sign(each.without, words),
            _sign(each.under, words),
            each.without is each.under,
        )
        for each in effect.people[:_SHOWN]
    ]


def _sign(verdict: Verdict, words: Words) -> tuple[Sign, str]:
    match verdict:
        case Verdict.NOT_MET:
            return Sign.NOT_MET, words("Not cleared")
        case Verdict.NEEDS_REVIEW:
            return Sign.REVIEW, words("Needs review")
        case Verdict.NOT_APPLICABLE:
            return Sign.NONE, words("No rule binds")
        case Verdict.MET:
            return Sign.MET, words("Cleared")
