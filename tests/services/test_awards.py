"""Keeping awards, the positions they pay for, and when their reports are due."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Principal, Role
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from muster.persistence import awards as store
from muster.persistence.facts import AWARD, PERSONNEL_LINE
from muster.persistence.ledger import recorded
from muster.services import awards, ledger
from tests import make
from tests.cast import NOW, Cast, join


@asynccontextmanager
async def said_already(*words: str) -> AsyncIterator[None]:
    with pytest.raises(Conflict) as refused:
        yield
    assert refused.value.code == "said-already"
    assert [word for word in words if word not in str(refused.value)] == []


async def added(by: Principal, number: str = "CR-1") -> UUID:
    return await awards.add_award(make.award(number), by=by, now=NOW)


async def test_an_award_reads_back_as_its_papers_say(cast: Cast) -> None:
    by = cast.amara.principal
    papers = replace(
        make.award("H79-SM-0417"),
        pass_through="Harbor County",  # noqa: S106 - the field's word for who passes the money on
        assistance_listing="93.243",
        amount_cents=185_000_000,
    )

    which = await awards.add_award(papers, by=by, now=NOW)

    assert (await awards.award(which, by=by)).value == replace(papers, fact=which)
    assert [each.fact for each in await awards.awards(by=by)] == [which]


async def test_two_awards_of_one_number_are_refused_and_the_number_is_named(cast: Cast) -> None:
    by = cast.amara.principal
    await added(by, "CR-1")
    other = await added(by, "CR-2")

    async with said_already("an award with the number 'cr-1'", "/number"):
        await added(by, "cr-1")
    async with said_already("'CR-1'"):
        await awards.correct_award(other, make.award("CR-1"), version=None, because="a typo", by=by, now=NOW)

    assert [each.value.number for each in await awards.awards(by=by)] == ["CR-1", "CR-2"]


async def test_a_number_is_free_again_once_the_award_is_known_by_another(cast: Cast) -> None:
    by = cast.amara.principal
    first = await added(by, "CR-1")
    await awards.correct_award(first, make.award("CR-1A"), version=None, because="renumbered", by=by, now=NOW)

    await added(by, "CR-1")

    assert [each.value.number for each in await awards.awards(by=by)] == ["CR-1", "CR-1A"]


async def test_two_agencies_may_have_awards_of_one_number(cast: Cast) -> None:
    for member in (cast.amara, cast.chidi):
        await added(member.principal, "CR-1")

    assert len(await awards.awards(by=cast.chidi.principal)) == 1


async def test_among_many_awards_at_once_a_number_said_twice_is_refused_and_none_is_kept(cast: Cast) -> None:
    by = cast.amara.principal
    many = [store.new_award(make.award(number), uuid4()) for number in ("CR-1", "CR-2", "cr-2")]

    async with (
        said_already("an award with the number"),
        recorded(make.everybody(by), Act.FILES_IMPORTED, at=NOW.at) as entry,
    ):
        await entry.add_many(AWARD, many)

    assert await awards.awards(by=by) == []


async def test_many_awards_and_lines_at_once_read_back_and_verify(cast: Cast) -> None:
    by = cast.amara.principal
    award = uuid4()
    async with recorded(make.everybody(by), Act.FILES_IMPORTED, at=NOW.at) as entry:
        await entry.add_many(AWARD, [store.new_award(make.award("CR-1"), award)])
        await entry.add_many(
            PERSONNEL_LINE, [store.new_line(make.line(award, code), uuid4()) for code in ("P-2", "P-1")]
        )

    assert [each.value.code for each in await awards.lines(award, by=by)] == ["P-1", "P-2"]
    assert not (await ledger.verify(by=by)).faults


async def test_a_corrected_award_is_still_known_as_it_was(cast: Cast) -> None:
    by = cast.amara.principal
    which = await added(by)
    first = await awards.award(which, by=by)

    await awards.correct_award(
        which,
        make.award("CR-1", through=date(2028, 3, 31)),
        version=first.version,
        because="extended at no cost",
        by=by,
        now=NOW,
    )

    assert (await awards.award(which, by=by)).value.performance.last == date(2028, 3, 31)
    assert (await awards.award(which, by=by, known=first.since)).value == first.value
    with pytest.raises(Stale):
        await awards.correct_award(which, make.award("CR-1"), version=first.version, because="late", by=by, now=NOW)


async def test_reports_are_due_after_each_quarter_and_none_is_made_up_where_no_schedule_is_on_file(cast: Cast) -> None:
    by = cast.amara.principal
    quarterly = await added(by)
    silent = await awards.add_award(replace(make.award("CR-2"), report_months=None), by=by, now=NOW)

    periods = await awards.reporting_periods(quarterly, by=by)

    assert [(each.during.last, each.due_on) for each in periods] == [
        (date(2026, 12, 31), date(2027, 1, 30)),
        (date(2027, 3, 31), date(2027, 4, 30)),
        (date(2027, 6, 30), date(2027, 7, 30)),
        (date(2027, 9, 30), date(2027, 10, 30)),
    ]
    assert await awards.reporting_periods(silent, by=by) == ()


async def test_an_award_is_found_by_its_number_however_that_is_typed(cast: Cast) -> None:
    by = cast.amara.principal
    which = await added(by, "CR-1")
    await added(by, "CR-10")

    assert (await awards.award_numbered(" cr-1", by=by)).fact == which
    with pytest.raises(NotFound, match="with this number"):
        await awards.award_numbered("CR-2", by=by)


async def test_a_line_is_of_one_award_and_two_of_one_code_are_refused(cast: Cast) -> None:
    by = cast.amara.principal
    first, second = await added(by, "CR-1"), await added(by, "CR-2")
    line = await awards.add_line(make.line(first, "P-1"), by=by, now=NOW)
    await awards.add_line(make.line(second, "P-1"), by=by, now=NOW)

    async with said_already("a line with the code 'p-1' in this award", "/code"):
        await awards.add_line(make.line(first, "p-1"), by=by, now=NOW)

    assert [each.fact for each in await awards.lines(first, by=by)] == [line]


async def test_a_line_never_moves_to_another_award(cast: Cast) -> None:
    by = cast.amara.principal
    first, second = await added(by, "CR-1"), await added(by, "CR-2")
    line = await awards.add_line(make.line(first), by=by, now=NOW)
    corrected = replace(make.line(first), fte_hundredths=150, annual_cents=84_000_00)

    with pytest.raises(Invalid, match="stays with its award") as refused:
        await awards.correct_line(line, make.line(second), version=None, because="moved", by=by, now=NOW)
    assert refused.value.faults[0].where == "/award"
    await awards.correct_line(line, corrected, version=None, because="amended", by=by, now=NOW)

    assert (await awards.line(line, by=by)).value == replace(corrected, fact=line)
    assert await awards.lines(second, by=by) == []


async def test_a_line_of_an_award_that_is_not_there_is_refused(cast: Cast) -> None:
    by, far = cast.amara.principal, cast.chidi.principal
    theirs = await added(far)

    for nowhere in (theirs, uuid4()):
        with pytest.raises(NotFound, match="points at something"):
            await awards.add_line(make.line(nowhere), by=by, now=NOW)
        with pytest.raises(NotFound, match="no such award"):
            await awards.lines(nowhere, by=by)


async def test_a_grant_officer_keeps_the_awards_and_an_auditor_reads_them(cast: Cast) -> None:
    officer = (await join(cast.amara, Role.GRANT_OFFICER)).principal
    which = await awards.add_award(make.award(), by=officer, now=NOW)
    line = await awards.add_line(make.line(which), by=officer, now=NOW)

    assert (await awards.line(line, by=cast.dana.principal)).value.award == which
    with pytest.raises(Forbidden, match="award:record"):
        await awards.add_award(make.award("CR-2"), by=cast.dana.principal, now=NOW)
    for nobody in (cast.ben.principal, (await join(cast.amara, Role.HR)).principal):
        with pytest.raises(Forbidden, match="award:read"):
            await awards.awards(by=nobody)
    with pytest.raises(NotFound):
        await awards.award(which, by=cast.chidi.principal)
