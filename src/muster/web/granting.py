"""Ease a rule for one person by the word of an authority: what the pages of waivers and of extensions both do.

What it would change is said before anything is recorded, and before anything is withdrawn.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from litestar import Response

from muster.domain.access import Permission, Principal
from muster.domain.access_log import Sight
from muster.domain.easing import Becomes
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.domain.extensions import Extension
from muster.domain.intervals import FOREVER
from muster.domain.moments import Moment
from muster.domain.people import Identity
from muster.domain.records import OnRecord
from muster.domain.waivers import Waiver
from muster.domain.words import Words
from muster.services import access_log, people
from muster.web.dates import order
from muster.web.drawing import drawn, sent_to
from muster.web.easing import Choice, Preview, between, not_yet, preview, shortened
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reader
from muster.web.recording import renumbered, same_on_record, used_before
from muster.web.withdrawing import Form as Withdrawal
from muster.web.withdrawing import Going, Withdraw, to_withdraw, withdrawal_page, withdrawn

Grant = TypeVar("Grant", bound=Waiver | Extension)
Given_contra = TypeVar("Given_contra", bound=Waiver | Extension, contravariant=True)


class Would(Protocol[Given_contra]):
    """What recording it would make of somebody's answers."""

    def __call__(self, who: UUID, granted: Given_contra, /, *, by: Principal, now: Moment) -> Awaitable[list[Becomes]]:
        """Return what would become of the answers; nothing is recorded."""


class Record(Protocol[Given_contra]):
    """How it is recorded."""

    def __call__(
        self, who: UUID, granted: Given_contra, /, *, because: str, by: Principal, now: Moment, fact: UUID | None
    ) -> Awaitable[UUID]:
        """Record it; return the fact."""


class Read(Protocol[Grant]):
    """How one on record is read."""

    def __call__(self, which: UUID, /, *, by: Principal) -> Awaitable[OnRecord[Grant]]:
        """Return it."""


class WithoutIt(Protocol):
    """What withdrawing it would make of somebody's answers."""

    def __call__(self, which: UUID, /, *, on: date, by: Principal) -> Awaitable[list[Becomes]]:
        """Return what would become of the answers; nothing is recorded."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[Grant]):
    """What differs between the two: their fields, their words, and the services behind them.

    ``told``: the word in the address of the person's record that says what was done there.
    """

    told: str
    fields: tuple[str, ...]
    template: str
    offered: Callable[[UUID, Reader], Awaitable[list[Choice]]]
    says: Callable[[dict[str, str], list[Choice], Reader], Grant | list[Mistake]]
    would: Would[Grant]
    record: Record[Grant]
    read: Read[Grant]
    without: WithoutIt
    withdraw: Withdraw
    going: Callable[[OnRecord[Grant], str, Words], Going]


@dataclass(frozen=True, slots=True)
class Form(Generic[Grant]):
    """The form as it is shown. ``granted``: what it says, once nothing in it is wrong, with what it would change."""

    typed: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()
    granted: Grant | None = None
    would: tuple[Preview, ...] = ()


async def asked(
    kind: Kind[Grant], request: Asked, person: UUID, reader: Reader, filled: dict[str, str]
) -> Response[str]:
    """Ask what is eased, for which days and by whom; ``filled``: with these fields filled in."""
    reader.by.require(Permission.WAIVER_GRANT)
    typed = dict.fromkeys(kind.fields, "") | {"requirement": text(request.query_params.dict(), "requirement")}
    found = await people.person(person, by=reader.by)
    offered = await kind.offered(person, reader)
    form: Form[Grant] = Form(renumbered(typed | filled))
    return await _shown(kind, request, reader, found, offered, form)


async def submitted(kind: Kind[Grant], request: Asked, person: UUID, reader: Reader, data: Sent) -> Response[str]:
    """Say what it would change, ask whether it is meant, and then record it; or say why not."""
    reader.by.require(Permission.WAIVER_GRANT)
    found = await people.person(person, by=reader.by)
    offered = await kind.offered(person, reader)
    form = await _read(kind, {name: text(data, name) for name in kind.fields}, person, offered, reader)
    if text(data, "change") == "yes":
        form = Form(form.typed)
    fact, because = id_of(form.typed["id"]), form.typed["because"]
    if form.granted is None or fact is None or text(data, "confirmed") != "yes":
        return await _shown(kind, request, reader, found, offered, form)
    try:
        await kind.record(person, form.granted, because=because, by=reader.by, now=reader.now, fact=fact)
    except Conflict as why:
        if why.code != "already-recorded":
            raise
        if not await same_on_record(kind.read(fact, by=reader.by), form.granted, person):
            mistake = used_before("requirement", reader.words("What is asked"), reader.words)
            form = Form(renumbered(form.typed), (mistake,))
            return await _shown(kind, request, reader, found, offered, form)
    return sent_to(f"/people/{person}?{kind.told}={fact}#eased")


async def asked_why(kind: Kind[Grant], request: Asked, which: UUID, reader: Reader) -> Response[str]:
    """Show what is to be withdrawn, what that would change, and ask why."""
    found = await _to_withdraw(kind, which, reader)
    return await _going(kind, request, reader, found, to_withdraw(found))


async def submitted_why(kind: Kind[Grant], request: Asked, which: UUID, reader: Reader, data: Sent) -> Response[str]:
    """Withdraw it, or say why not."""
    found = await _to_withdraw(kind, which, reader)
    again = await withdrawn(kind.withdraw, found, data, reader)
    if again:
        return await _going(kind, request, reader, found, again)
    return sent_to(f"/people/{found.person}?{kind.told}=withdrawn#eased")


async def _read(
    kind: Kind[Grant], typed: dict[str, str], person: UUID, offered: list[Choice], reader: Reader
) -> Form[Grant]:
    """Return what the form says, with what it would change; or every mistake in it."""
    typed = shortened(typed)
    granted = kind.says(typed, offered, reader)
    if isinstance(granted, list):
        return Form(typed, tuple(granted))
    try:
        would = await kind.would(person, granted, by=reader.by, now=reader.now)
    except Invalid as why:
        if why.code != "in-the-future":
            raise
        return Form(typed, (not_yet(typed, reader),))
    return Form(typed, (), granted, tuple(preview(would, reader.words)))


async def _to_withdraw(kind: Kind[Grant], which: UUID, reader: Reader) -> OnRecord[Grant]:
    reader.by.require(Permission.WAIVER_GRANT)
    return await kind.read(which, by=reader.by)


async def _shown(
    kind: Kind[Grant],
    request: Asked,
    reader: Reader,
    found: OnRecord[Identity],
    offered: list[Choice],
    form: Form[Grant],
) -> Response[str]:
    await access_log.looked(Sight.RECORD, [found.fact], by=reader.by, now=reader.now)
    during = form.granted.during if form.granted else None
    return drawn(
        request,
        kind.template,
        status=422 if form.mistakes else 200,
        person=found,
        choices=offered,
        chosen=next((each for each in offered if each.name == form.typed["requirement"]), None),
        form=form,
        typed=form.typed,
        mistakes=form.mistakes,
        days=between(during, reader.words) if during else "",
        forever=during is not None and during.end == FOREVER,
        order=order(reader.words),
    )


async def _going(
    kind: Kind[Grant], request: Asked, reader: Reader, found: OnRecord[Grant], form: Withdrawal
) -> Response[str]:
    would = await kind.without(found.fact, on=reader.now.today, by=reader.by)
    if found.person is None:
        raise NotFound("there is no such person here")
    who = await people.person(found.person, by=reader.by)
    await access_log.looked(Sight.RECORD, [found.person], by=reader.by, now=reader.now)
    going = kind.going(found, who.value.name, reader.words)
    return withdrawal_page(request, who, going, form, preview(would, reader.words))
