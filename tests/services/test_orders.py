"""Orders that extend: one record, whom it touches found whenever somebody is judged; and taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from muster.domain.access import Principal, Role
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound
from muster.domain.extensions import Order
from muster.domain.findings import Reason, Verdict
from muster.domain.intervals import Interval
from muster.domain.orders import MovedDay
from muster.services import compliance, credentials, orders, packs, people, programs
from tests import make
from tests.cast import NOW, TODAY, Cast, join

BLS = "cpr-first-aid/bls"
LAPSED = TODAY - timedelta(days=20)
THROUGH = TODAY + timedelta(days=40)
WHY = "it came by mail"
ORDER = Order(
    "2026-14",
    "State EMS office",
    TODAY,
    Interval.through(TODAY - timedelta(days=60), TODAY + timedelta(days=10)),
    THROUGH,
    kind="aha-bls",
)


@dataclass(frozen=True)
class Harbor:
    by: Principal
    program: UUID
    lapsed: UUID
    good: UUID
    never: UUID


@pytest.fixture
async def harbor(cast: Cast) -> Harbor:
    """Three EMTs: the card of one has lapsed, that of another is good for long, the third has none."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text("cpr-first-aid"), since=make.LONG_AGO, by=by, now=NOW)
    found = []
    for name, last in (("Ana Lapsed", LAPSED), ("Bea Good", date(2028, 1, 31)), ("Cal Never", None)):
        who = await people.add_person(make.identity(name), by=by, now=NOW)
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
        if last:
            card = make.credential("aha-bls", issued_on=date(2024, 10, 1), valid_through=last)
            await credentials.record_credential(who, card, by=by, now=NOW)
        found.append(who)
    return Harbor(by, cast.program, *found)


async def reasons(harbor: Harbor, on: date = TODAY) -> list[Reason]:
    """Return how each of the three stands to the rule about BLS."""
    who = [harbor.lapsed, harbor.good, harbor.never]
    found = await compliance.clearances_of_people(who, on=on, by=harbor.by)
    return [next(each.reason for each in found[one][0].findings if each.requirement.name == BLS) for one in who]


async def test_one_record_moves_everybody_whose_card_lapses_in_its_window_and_nobody_else(harbor: Harbor) -> None:
    assert await reasons(harbor) == [Reason.LAPSED, Reason.HELD, Reason.MISSING]

    which = await orders.record_order(ORDER, because=WHY, by=harbor.by, now=NOW)

    assert await reasons(harbor) == [Reason.EXTENDED, Reason.HELD, Reason.MISSING]
    assert await reasons(harbor, THROUGH + timedelta(days=1)) == [Reason.LAPSED, Reason.HELD, Reason.MISSING]
    (found,) = await orders.orders(by=harbor.by)
    assert (found.fact, replace(found.value, fact=None)) == (which, ORDER)


async def test_a_card_recorded_tomorrow_is_moved_too(harbor: Harbor) -> None:
    await orders.record_order(ORDER, because=WHY, by=harbor.by, now=NOW)
    card = make.credential("aha-bls", issued_on=date(2024, 10, 1), valid_through=LAPSED)

    await credentials.record_credential(harbor.never, card, by=harbor.by, now=NOW)

    assert (await reasons(harbor))[2] is Reason.EXTENDED


async def test_before_it_is_recorded_it_says_whom_from_which_day_to_which_and_whose_answer_changes(
    harbor: Harbor,
) -> None:
    effect = await orders.order_would(ORDER, by=harbor.by, now=NOW)

    assert (effect.moved, effect.changed, effect.cleared) == (1, 1, 1)
    (ana,) = effect.people
    assert (ana.person, effect.names[ana.person]) == (harbor.lapsed, "Ana Lapsed")
    assert MovedDay(BLS, LAPSED, THROUGH) in ana.moves
    assert (ana.without, ana.under, ana.otherwise) == (Verdict.NOT_MET, Verdict.MET, True)
    assert await orders.orders(by=harbor.by) == []


async def test_once_it_is_recorded_it_says_the_same_and_what_withdrawing_it_takes(harbor: Harbor) -> None:
    would = await orders.order_would(ORDER, by=harbor.by, now=NOW)
    which = await orders.record_order(ORDER, because=WHY, by=harbor.by, now=NOW)
    found = await orders.order(which, by=harbor.by)

    assert await orders.effect(which, on=TODAY, by=harbor.by) == would

    known = found.since
    await orders.withdraw_order(which, version=found.version, because="it was for another state", by=harbor.by, now=NOW)

    assert (await reasons(harbor))[0] is Reason.LAPSED
    assert await orders.orders(by=harbor.by) == []
    then = await compliance.clearances_of_people([harbor.lapsed], on=TODAY, known=known, by=harbor.by)
    assert then[harbor.lapsed][0].verdict is Verdict.MET, "what was believed until then stays on record"


async def test_an_order_of_another_program_touches_nobody_here(harbor: Harbor) -> None:
    night = await programs.add_program("Night team", by=harbor.by, now=NOW)
    away = replace(ORDER, program=night)

    assert (await orders.order_would(away, by=harbor.by, now=NOW)).people == ()
    await orders.record_order(away, because=WHY, by=harbor.by, now=NOW)
    assert (await reasons(harbor))[0] is Reason.LAPSED


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "aha-bsl"}, "no-such-requirement"),
        ({"kind": "", "requirement": "cpr-first-aid/bsl"}, "no-such-requirement"),
        ({"number": " "}, "no-number"),
        ({"authority": ""}, "no-authority"),
        ({"granted_on": TODAY + timedelta(days=1)}, "in-the-future"),
    ],
)
async def test_what_cannot_be_one_is_refused(changed: dict[str, object], code: str, harbor: Harbor) -> None:
    with pytest.raises(Invalid) as refused:
        await orders.record_order(replace(ORDER, **changed), because=WHY, by=harbor.by, now=NOW)  # type: ignore[arg-type]

    assert refused.value.code == code


async def test_a_number_is_there_once(harbor: Harbor) -> None:
    await orders.record_order(ORDER, because=WHY, by=harbor.by, now=NOW)

    with pytest.raises(Conflict) as refused:
        await orders.record_order(replace(ORDER, number="2026-14"), because=WHY, by=harbor.by, now=NOW)

    assert refused.value.code == "said-already"


async def test_who_is_in_one_program_orders_there_and_nowhere_else(harbor: Harbor, cast: Cast) -> None:
    night = await programs.add_program("Night team", by=harbor.by, now=NOW)
    theirs = (await join(cast.amara, Role.ADMINISTRATOR, program=harbor.program)).principal
    every = await orders.record_order(ORDER, because=WHY, by=harbor.by, now=NOW)

    for asked in (
        orders.record_order(replace(ORDER, number="2"), because=WHY, by=theirs, now=NOW),
        orders.record_order(replace(ORDER, number="3", program=night), because=WHY, by=theirs, now=NOW),
        orders.withdraw_order(every, version=None, because=WHY, by=theirs, now=NOW),
        orders.record_order(ORDER, because=WHY, by=cast.ben.principal, now=NOW),
    ):
        with pytest.raises(Forbidden):
            await asked
    here = replace(ORDER, number="4", program=harbor.program)
    which = await orders.record_order(here, because=WHY, by=theirs, now=NOW)
    await orders.withdraw_order(which, version=None, because=WHY, by=theirs, now=NOW)

    with pytest.raises(NotFound):
        await orders.withdraw_order(every, version=None, because=WHY, by=cast.chidi.principal, now=NOW)
    assert await orders.orders(by=cast.chidi.principal) == []
