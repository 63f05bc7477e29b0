"""Keeping the partners, and what was agreed with them."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Principal
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from muster.domain.intervals import Interval
from muster.domain.partnerships import PaperState
from muster.persistence import partnerships as store
from muster.persistence.facts import PARTNER, PARTNERSHIP
from muster.persistence.ledger import recorded
from muster.services import awards, ledger, partnerships
from tests import make
from tests.cast import NOW, TODAY, Cast

QUARTER = Interval.through(date(2026, 10, 1), date(2026, 12, 31))


async def dispatch(by: Principal, name: str = "Harbor County 911") -> UUID:
    return await partnerships.add_partner(make.partner(name), by=by, now=NOW)


async def test_a_partnership_reads_back_with_its_partner_its_paper_and_the_award_that_funds_it(cast: Cast) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award(), by=by, now=NOW)
    partner = await dispatch(by)
    agreed = replace(make.partnership(partner, award=award), expects="monthly figures")

    which = await partnerships.record_partnership(agreed, by=by, now=NOW)

    assert (await partnerships.partnership(which, by=by)).value == replace(agreed, fact=which)
    assert [each.fact for each in await partnerships.partnerships(by=by)] == [which]
    assert [each.value.name for each in await partnerships.partners(by=by)] == ["Harbor County 911"]


async def test_two_partners_of_one_name_are_refused_and_the_name_is_said(cast: Cast) -> None:
    by = cast.amara.principal
    await dispatch(by, "Harbor County 911")

    with pytest.raises(Conflict, match="a partner called 'HARBOR County 911'") as refused:
        await dispatch(by, "HARBOR County 911")

    assert refused.value.code == "said-already"
    assert len(await partnerships.partners(by=by)) == 1


async def test_a_paper_that_nobody_signed_yet_is_on_file_and_not_in_force_until_it_is_signed(cast: Cast) -> None:
    by = cast.amara.principal
    draft = make.partnership(await dispatch(by), signed_on=None)
    which = await partnerships.record_partnership(draft, by=by, now=NOW)
    read = await partnerships.partnership(which, by=by)

    await partnerships.correct_partnership(
        which, replace(draft, signed_on=TODAY), version=read.version, because="signed", by=by, now=NOW
    )

    assert read.value.state(QUARTER) is PaperState.UNSIGNED
    signed = await partnerships.partnership(which, by=by)
    assert signed.value.state(QUARTER) is PaperState.IN_FORCE_FOR_A_PART
    with pytest.raises(Stale):
        await partnerships.correct_partnership(which, draft, version=read.version, because="late", by=by, now=NOW)


async def test_a_signature_dated_tomorrow_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    by = cast.amara.principal
    partner = await dispatch(by)

    with pytest.raises(Invalid, match="after today") as refused:
        await partnerships.record_partnership(make.partnership(partner, signed_on=date(2026, 11, 23)), by=by, now=NOW)

    assert (refused.value.code, refused.value.faults[0].where) == ("in-the-future", "/signed_on")
    assert await partnerships.partnerships(by=by) == []


async def test_a_partnership_never_moves_to_another_partner(cast: Cast) -> None:
    by = cast.amara.principal
    first, second = await dispatch(by), await dispatch(by, "988 line")
    which = await partnerships.record_partnership(make.partnership(first), by=by, now=NOW)

    with pytest.raises(Invalid, match="stays with its partner") as refused:
        await partnerships.correct_partnership(
            which, make.partnership(second), version=None, because="wrong one", by=by, now=NOW
        )

    assert refused.value.code == "cannot-move"
    assert (await partnerships.partnership(which, by=by)).value.partner == first


async def test_a_partnership_cannot_point_at_what_is_not_on_record_here(cast: Cast) -> None:
    by, far = cast.amara.principal, cast.chidi.principal
    theirs, their_award = await dispatch(far), await awards.add_award(make.award(), by=far, now=NOW)
    ours = await dispatch(by)

    for agreed in (make.partnership(theirs), make.partnership(uuid4()), make.partnership(ours, award=their_award)):
        with pytest.raises(NotFound, match="points at something"):
            await partnerships.record_partnership(agreed, by=by, now=NOW)

    assert await partnerships.partnerships(by=by) == []


async def test_many_at_once_read_back_and_verify(cast: Cast) -> None:
    by = cast.amara.principal
    partner, which = uuid4(), uuid4()
    async with recorded(make.everybody(by), Act.FILES_IMPORTED, at=NOW.at) as entry:
        await entry.add_many(PARTNER, [store.new_partner(make.partner(), partner)])
        await entry.add_many(PARTNERSHIP, [store.new_partnership(make.partnership(partner), which)])

    assert (await partnerships.partnership(which, by=by)).value.partner == partner
    assert not (await ledger.verify(by=by)).faults


async def test_an_auditor_reads_partnerships_and_records_none(cast: Cast) -> None:
    which = await partnerships.record_partnership(
        make.partnership(await dispatch(cast.amara.principal)), by=cast.amara.principal, now=NOW
    )

    assert (await partnerships.partnership(which, by=cast.dana.principal)).fact == which
    with pytest.raises(Forbidden, match="award:record"):
        await dispatch(cast.dana.principal, "988 line")
    with pytest.raises(Forbidden, match="award:read"):
        await partnerships.partners(by=cast.ben.principal)
    with pytest.raises(NotFound):
        await partnerships.partnership(which, by=cast.chidi.principal)
