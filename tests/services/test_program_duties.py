"""What programs did of their duties: on record, as it was known, of adopted packs alone, by who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from muster.domain.access import Role
from muster.domain.errors import Forbidden, Invalid, NotFound
from muster.domain.findings import Reason, Verdict
from muster.persistence.facts import NOW as LATEST
from muster.services import packs, program_duties, programs
from tests import make
from tests.cast import NOW, TODAY, Cast, join

REVIEWED = date(2026, 6, 30)


@pytest.fixture(autouse=True)
async def _adopted(cast: Cast) -> None:
    await packs.adopt_pack(make.OWED, since=make.LONG_AGO, program=cast.program, by=cast.amara.principal, now=NOW)


async def stands(cast: Cast, on: date = TODAY, known: int = LATEST) -> tuple[Verdict, Reason]:
    """Say how the program stands by its one duty."""
    _, (found,) = await program_duties.duties(cast.program, on=on, known=known, by=cast.amara.principal)
    return found.finding.verdict, found.finding.reason


async def test_a_record_is_judged_as_it_was_known(cast: Cast) -> None:
    by = cast.amara.principal
    assert await stands(cast) == (Verdict.NOT_MET, Reason.MISSING)

    which = await program_duties.record_duty(make.duty_done(cast.program), by=by, now=NOW)
    first = await program_duties.duty_done(which, by=by)
    long_ago = make.duty_done(cast.program, on=date(2025, 6, 30))
    await program_duties.correct_duty(
        which, long_ago, version=first.version, because="the minutes say so", by=by, now=NOW
    )
    second = await program_duties.duty_done(which, by=by)
    await program_duties.withdraw_duty(which, version=second.version, because="of another program", by=by, now=NOW)

    assert (replace(first.value, fact=None), second.value.done_on) == (make.duty_done(cast.program), date(2025, 6, 30))
    assert await stands(cast, known=first.since) == (Verdict.MET, Reason.HELD)
    assert await stands(cast, known=second.since) == (Verdict.NOT_MET, Reason.LAPSED)
    assert await stands(cast) == (Verdict.NOT_MET, Reason.MISSING)
    assert await program_duties.duties_done(cast.program, by=by) == []


async def test_what_no_pack_of_the_program_asks_for_is_refused_and_what_is_not_done_yet(cast: Cast) -> None:
    by = cast.amara.principal
    night = await programs.add_program("Night team", by=by, now=NOW)

    for did, code in (
        (make.duty_done(cast.program, "owed/plans"), "no-such-duty"),
        (make.duty_done(night), "no-such-duty"),
        (make.duty_done(cast.program, on=TODAY + timedelta(days=1)), "in-the-future"),
    ):
        with pytest.raises(Invalid) as refused:
            await program_duties.record_duty(did, by=by, now=NOW)
        assert refused.value.code == code
    _, owed = await program_duties.duties(night, on=TODAY, by=by)
    assert owed == ()


async def test_who_has_a_place_in_one_program_sees_and_records_what_that_one_did(cast: Cast) -> None:
    by = cast.amara.principal
    night = await programs.add_program("Night team", by=by, now=NOW)
    hana = (await join(cast.amara, Role.HR, program=night)).principal
    which = await program_duties.record_duty(make.duty_done(cast.program), by=by, now=NOW)

    with pytest.raises(Forbidden):
        await program_duties.record_duty(make.duty_done(cast.program), by=hana, now=NOW)
    with pytest.raises(NotFound):
        await program_duties.duty_done(which, by=hana)
    with pytest.raises(NotFound):
        await program_duties.withdraw_duty(which, version=None, because="a slip", by=hana, now=NOW)
    with pytest.raises(NotFound):
        await program_duties.duty_done(which, by=cast.chidi.principal)
