"""A card to show: make it, end it, and tell whoever reads its code whether it is valid today."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from muster.domain import cards as rules
from muster.domain.access import Principal
from muster.domain.accounts.attempts import Origin
from muster.domain.cards import Card, CardUnknown, Checked
from muster.domain.errors import NotFound, Unauthenticated, Unavailable
from muster.domain.moments import Moment
from muster.domain.programs import local_day
from muster.persistence import cards as store
from muster.sealing import Sealing
from muster.services import access_log, accounts, attempts, compliance, packs, people, programs
from muster.services.own_data import oneself


async def own_card(*, by: Principal, sealing: Sealing) -> Card | None:
    """Return one's own card with its code; without it, when the key that the code was sealed under is gone.

    Raises:
        Forbidden: the account is no person here.
    """
    scope, who = oneself(by)
    kept = await store.card(scope, who)
    return _card(kept, who, sealing) if kept else None


async def make_card(*, shows_name: bool, by: Principal, now: Moment, sealing: Sealing) -> Card:
    """Make oneself a card, in place of the one before: whoever has the old code is told nothing from now on.

    ``shows_name``: whoever reads the code is told one's name too.

    Raises:
        Forbidden: the account is no person here.
        Unavailable: the code cannot be sealed.
    """
    scope, who = oneself(by)
    code = rules.made(secrets.choice)
    sealed = sealing.seal(code.encode(), _about(who))
    await store.keep_card(scope, who, rules.digest(code), sealed, shows_name=shows_name, at=now.at)
    made = await store.card(scope, who)
    if made is None:
        raise NotFound("there is no such person here")
    return _card(made, who, sealing)


async def show_name(which: UUID, *, shows_name: bool, by: Principal) -> None:
    """Say whether whoever reads the code of one's card is told one's name; it holds from this moment.

    Raises:
        Forbidden: the account is no person here.
        NotFound: it is no card of theirs.
    """
    scope, who = oneself(by)
    if not await store.show_name(scope, who, which, shows_name=shows_name):
        raise NotFound("there is no such card here")


async def end_card(which: UUID, *, by: Principal) -> None:
    """Withdraw one's card at once.

    Raises:
        Forbidden: the account is no person here.
        NotFound: it is no card of theirs.
    """
    scope, who = oneself(by)
    if not await store.end_card(scope, who, which):
        raise NotFound("there is no such card here")


async def check(code: str, *, origin: Origin, at: datetime) -> Checked:
    """Return what whoever reads a code is told, once it is told in the access log that somebody does.

    A code that no card answers to counts as a guess, by where it comes from.

    Raises:
        CardUnknown: there is none; or it was withdrawn, or whose it is has no place here any more: all alike.
        TooManyTries: there is none, and too many such were tried from there.
    """
    try:
        found = await _found(rules.digest(code), at=at)
    except CardUnknown:
        often = "codes that no card answers to were tried too often from there; wait a little"
        await attempts.count("cards", code, origin=origin, at=at, often=often)
        raise
    by, shows_name = found.by, found.shows_name
    scope, who = oneself(by)
    agency = await programs.agency_of(by)
    now = Moment(at, local_day(at, agency.time_zone))
    known = await compliance.position(None, by=by)
    cleared = await compliance.clearances_of_person(who, on=now.today, known=known, by=by)
    adopted = [(each.value, pack) for each, pack in await packs.adopted_packs(by=by, known=known)]
    name = (await people.person(who, by=by)).value.name if shows_name else ""
    await access_log.checked(agency.id, who, now=now)
    await store.count_check(scope, who, at=at)
    return Checked(agency.name, now.today, name, rules.answers(cleared, adopted))


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whose card it is, with the rights they have at this moment."""

    by: Principal
    shows_name: bool


async def _found(known_by: str, *, at: datetime) -> _Holder:
    found = await store.brought(known_by)
    if found is None:
        raise CardUnknown
    try:
        by = await accounts.principal(found.account, found.agency, at=at)
    except Unauthenticated:
        raise CardUnknown from None
    if by.person != found.person:
        raise CardUnknown
    return _Holder(by, found.shows_name)


def _card(kept: store.Kept, who: UUID, sealing: Sealing) -> Card:
    try:
        code = sealing.open(kept.sealed, _about(who)).decode()
    except Unavailable:
        code = ""
    return Card(kept.id, code, kept.shows_name, kept.made_at, kept.times, kept.last_at)


def _about(who: UUID) -> str:
    return f"the code of the card of {who}"
