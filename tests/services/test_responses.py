"""Responses are recorded one by one or as a list, corrected and withdrawn, and measured as they are believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Permission, Role
from muster.domain.adopting.adoptions import Stated
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from muster.domain.findings import Reason
from muster.domain.in_time import Share
from muster.domain.intervals import Interval
from muster.domain.program_duties import DutyDone
from muster.domain.responses import Dispatcher, Response
from muster.persistence import positions
from muster.services import ledger, packs, program_duties, programs, responses
from tests import make
from tests.cast import NOW, TODAY, Cast, join

WHY = "the list says otherwise"
NOVEMBER = Interval.through(date(2026, 11, 1), date(2026, 11, 30))


def minutes_later(program: UUID, count: int, **more: object) -> list[Response]:
    """Make so many responses, one each minute."""
    return [make.response(program, make.SENT_AT + timedelta(minutes=each), **more) for each in range(count)]


async def test_a_response_is_read_as_it_was_recorded_on_the_day_of_the_program(cast: Cast) -> None:
    by = cast.amara.principal
    late = make.response(cast.program, datetime(2026, 11, 21, 3, 30, tzinfo=UTC))  # half past nine, the evening before

    made = await responses.record_response(late, by=by, now=NOW)

    assert (await responses.response(made, by=by)).value == (date(2026, 11, 20), late)
    for day, there in ((date(2026, 11, 20), [made]), (date(2026, 11, 21), [])):
        page = await responses.responses(cast.program, Interval.through(day, day), by=by)
        assert [each.fact for each in page.items] == there
    assert (await ledger.verify(by=by)).faults == ()


async def test_it_is_corrected_and_withdrawn_and_what_was_believed_stays(cast: Cast) -> None:
    by, said = cast.amara.principal, make.response(cast.program)
    made = await responses.record_response(said, by=by, now=NOW)
    first = await responses.response(made, by=by)
    slower = replace(said, arrived_after=31, program=uuid4())

    version = await responses.correct_response(made, slower, version=first.version, because=WHY, by=by, now=NOW)

    found = await responses.response(made, by=by)
    assert (found.version, found.value.response) == (version, replace(slower, program=cast.program))
    assert (await responses.response(made, known=first.since, by=by)).value.response == said
    with pytest.raises(Stale):
        await responses.correct_response(made, said, version=first.version, because=WHY, by=by, now=NOW)
    await responses.withdraw_response(made, version=version, because=WHY, by=by, now=NOW)
    with pytest.raises(NotFound):
        await responses.response(made, by=by)


async def test_a_list_is_one_act_and_sent_again_it_is_nothing(cast: Cast) -> None:
    by, before = cast.amara.principal, (await ledger.head(by=cast.amara.principal)).position
    said = minutes_later(cast.program, 40)

    first = await responses.record_responses(cast.program, said, by=by, now=NOW)
    again = await responses.record_responses(cast.program, said, by=by, now=NOW)
    longer = await responses.record_responses(cast.program, [*said, said[0]], by=by, now=NOW)

    head = (await ledger.head(by=by)).position
    assert (len(first.recorded), first.before) == (40, ())
    assert (again.recorded, set(again.before)) == ((), set(first.recorded))
    assert (len(longer.recorded), len(longer.before)) == (1, 40)
    assert head == before + 2, "the second was no act"
    subjects = await positions.subjects(make.everybody(by), since=before, through=before + 1)
    assert set(subjects) == set(first.recorded)
    assert (await ledger.verify(by=by)).faults == ()


async def test_a_list_neither_overwrites_nor_brings_back_what_a_person_said(cast: Cast) -> None:
    by = cast.amara.principal
    kept, gone, new = minutes_later(cast.program, 3)
    listed = await responses.record_responses(cast.program, [kept, gone], by=by, now=NOW)
    await responses.withdraw_response(listed.recorded[1], version=None, because=WHY, by=by, now=NOW)
    head = (await ledger.head(by=by)).position

    with pytest.raises(Conflict) as refused:
        await responses.record_responses(cast.program, [new, replace(kept, arrived_after=40), gone], by=by, now=NOW)

    assert (refused.value.code, [each.where for each in refused.value.faults]) == ("recorded-otherwise", ["/items/1"])
    assert (await ledger.head(by=by)).position == head
    again = await responses.record_responses(cast.program, [new, kept, gone], by=by, now=NOW)
    assert len(again.recorded) == 1
    page = await responses.responses(cast.program, NOVEMBER, by=by)
    assert [each.value.response for each in page.items] == [kept, new]


async def test_nothing_of_a_list_is_recorded_where_some_of_it_cannot_be(cast: Cast) -> None:
    by, (first, second) = cast.amara.principal, minutes_later(cast.program, 2)
    tomorrow = replace(second, dispatched_at=make.SENT_AT + timedelta(days=30))

    with pytest.raises(Invalid) as refused:
        await responses.record_responses(cast.program, [first, tomorrow], by=by, now=NOW)
    assert [each.where for each in refused.value.faults] == ["/items/1/dispatched_at"]
    with pytest.raises(NotFound):
        await responses.record_responses(cast.program, [first, replace(second, shift=uuid4())], by=by, now=NOW)
    with pytest.raises(Invalid):
        await responses.record_responses(cast.program, [], by=by, now=NOW)

    assert (await responses.responses(cast.program, NOVEMBER, by=by)).items == ()


async def test_a_long_list_is_read_a_page_at_a_time_as_it_was_sent(cast: Cast) -> None:
    by, said = cast.amara.principal, minutes_later(cast.program, 5)
    await responses.record_responses(cast.program, said[::-1], by=by, now=NOW)

    first = await responses.responses(cast.program, NOVEMBER, by=by, limit=3)
    assert first.after is not None
    rest = await responses.responses(cast.program, NOVEMBER, by=by, after=UUID(first.after), limit=3)

    assert [each.value.response for each in (*first.items, *rest.items)] == said
    assert rest.after is None


async def test_who_is_in_one_program_reaches_the_responses_of_that_one(cast: Cast) -> None:
    by = cast.amara.principal
    other = await programs.add_program("Night team", by=by, now=NOW)
    there = await responses.record_response(make.response(other), by=by, now=NOW)
    sam = (await join(cast.amara, Role.SUPERVISOR, program=cast.program)).principal

    own = await responses.record_response(make.response(cast.program), by=sam, now=NOW)
    assert (await responses.response(own, by=sam)).fact == own
    with pytest.raises(NotFound):
        await responses.response(there, by=sam)
    with pytest.raises(NotFound):
        await responses.withdraw_response(there, version=None, because=WHY, by=sam, now=NOW)
    for asked in (
        responses.record_response(make.response(other), by=sam, now=NOW),
        responses.responses(other, NOVEMBER, by=sam),
    ):
        with pytest.raises(Forbidden) as refused:
            await asked
        assert refused.value.code == "beyond-your-program"
    assert not cast.ben.principal.may(Permission.SHIFT_READ)


async def test_a_duty_measures_what_is_believed_at_the_position_and_no_record_of_its_being_done(cast: Cast) -> None:
    by = cast.amara.principal
    text, stated = packs.shipped_text("wa-mrrct-payment"), Stated(circumstances=("urban",))
    await packs.adopt_pack(text, since=make.LONG_AGO, program=cast.program, stated=stated, by=by, now=NOW)
    said = [
        *minutes_later(cast.program, 39, arrived_after=30),
        *(replace(each, dispatched_by=Dispatcher.LINE_911) for each in minutes_later(cast.program, 9)),
    ]
    late = [
        replace(each, place=each.place, call_type="later") for each in minutes_later(cast.program, 11, arrived_after=31)
    ]
    made = await responses.record_responses(cast.program, [*said, *late], by=by, now=NOW)
    before = (await ledger.head(by=by)).position

    async def urban(known: int | None = None) -> tuple[Reason, Share | None]:
        at = {} if known is None else {"known": known}
        _, found = await program_duties.duties(cast.program, on=TODAY, by=by, **at)
        (finding,) = [each.finding for each in found]
        return finding.reason, finding.share

    during = Interval(date(2026, 8, 22), TODAY)
    assert await urban() == (Reason.SHORT, Share(during, 39, 50, 39, 50))
    slow = (await responses.response(made.recorded[-1], by=by)).value.response
    await responses.correct_response(
        made.recorded[-1], replace(slow, arrived_after=30), version=None, because=WHY, by=by, now=NOW
    )
    assert await urban() == (Reason.HELD, Share(during, 40, 50, 40, 50))
    assert (await urban(before))[0] is Reason.SHORT
    done = DutyDone(cast.program, "wa-mrrct-payment/urban-arrival", TODAY)
    with pytest.raises(Invalid) as refused:
        await program_duties.record_duty(done, by=by, now=NOW)
    assert refused.value.code == "no-such-duty"
