"""Adopting packs for a program, for an award, or for everybody."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from muster.domain.adopting.adoptions import NOTHING_STATED, Stated, Whom
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.domain.findings import Reason, Verdict
from muster.persistence.facts import NOW as LATEST
from muster.services import awards, compliance, ledger, packs, partnerships, people
from tests import make
from tests.cast import NOW, Cast

SINCE = date(2026, 1, 1)
BLOODBORNE = packs.shipped_text("us-osha-bbp")


async def test_the_terms_of_an_award_bind_no_program(cast: Cast) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award(), by=by, now=NOW)

    fact, _ = await packs.adopt_pack(BLOODBORNE, since=SINCE, award=award, by=by, now=NOW)

    (adopted,) = await packs.adoptions(by=by)
    assert (adopted.fact, adopted.value.award, adopted.value.program) == (fact, award, None)
    assert not adopted.value.binds(cast.program)
    assert not (await ledger.verify(by=by)).faults


async def test_an_award_and_a_program_may_go_by_one_pack_on_the_same_days_but_an_award_not_twice(cast: Cast) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award("CR-1"), by=by, now=NOW)
    other = await awards.add_award(make.award("CR-2"), by=by, now=NOW)
    await packs.adopt_pack(BLOODBORNE, since=SINCE, by=by, now=NOW)
    await packs.adopt_pack(BLOODBORNE, since=SINCE, program=cast.program, by=by, now=NOW)
    for each in (award, other):
        await packs.adopt_pack(BLOODBORNE, since=SINCE, award=each, by=by, now=NOW)

    with pytest.raises(Conflict, match="overlaps"):
        await packs.adopt_pack(BLOODBORNE, since=date(2026, 6, 1), award=award, by=by, now=NOW)

    assert len(await packs.adoptions(by=by)) == 4


async def test_a_program_and_an_award_at_once_are_refused(cast: Cast) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award(), by=by, now=NOW)

    with pytest.raises(Invalid, match="not for two of them") as refused:
        await packs.adopt_pack(BLOODBORNE, since=SINCE, program=cast.program, award=award, by=by, now=NOW)

    assert refused.value.code == "program-or-award"
    assert await packs.adoptions(by=by) == []


async def test_an_award_that_is_not_on_record_here_adopts_nothing(cast: Cast) -> None:
    theirs = await awards.add_award(make.award(), by=cast.chidi.principal, now=NOW)

    for nowhere in (theirs, uuid4()):
        with pytest.raises(NotFound, match="points at something"):
            await packs.adopt_pack(BLOODBORNE, since=SINCE, award=nowhere, by=cast.amara.principal, now=NOW)

    assert await packs.adoptions(by=cast.amara.principal) == []


async def test_what_an_award_asks_is_asked_of_nobody_by_their_program(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await people.record_employment(ben, make.employment(), by=by, now=NOW)
    await people.record_role(ben, make.role(program=cast.program), by=by, now=NOW)
    award = await awards.add_award(make.award(), by=by, now=NOW)

    async def asked() -> int:
        clearances = await compliance.clearances_of_person(ben, on=NOW.today, known=LATEST, by=by)
        return sum(len(each.findings) for each in clearances)

    assert await asked() == 0
    await packs.adopt_pack(BLOODBORNE, since=SINCE, award=award, by=by, now=NOW)
    assert await asked() == 0
    await packs.adopt_pack(BLOODBORNE, since=SINCE, program=cast.program, by=by, now=NOW)
    assert await asked() > 0, "the control: the same pack asks something once the program goes by it"


async def test_an_award_whose_terms_end_keeps_them_until_then(cast: Cast) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award(), by=by, now=NOW)
    fact, _ = await packs.adopt_pack(BLOODBORNE, since=SINCE, award=award, by=by, now=NOW)

    await packs.end_adoption(fact, through=date(2026, 12, 31), version=None, because="amended", by=by, now=NOW)

    (ended,) = await packs.adoptions(by=by)
    assert (ended.value.award, ended.value.during.last) == (award, date(2026, 12, 31))


WASHINGTON = packs.shipped_text("wa-mrrct")


async def stands(cast: Cast, requirement: str, on: date) -> tuple[Verdict, Reason, date | None]:
    """Say how Ben stands by one requirement of the pack of Washington."""
    (found,) = await compliance.clearances_of_person(cast.ben_himself, on=on, known=LATEST, by=cast.amara.principal)
    (finding,) = [each for each in found.findings if each.requirement.id == requirement]
    return finding.verdict, finding.reason, finding.due_on


async def test_the_day_of_the_application_stands_with_the_adoption_and_moves_a_deadline(cast: Cast) -> None:
    by, applied = cast.amara.principal, date(2026, 3, 2)
    await people.record_employment(cast.ben_himself, make.employment(start=date(2026, 1, 5)), by=by, now=NOW)
    await people.record_role(cast.ben_himself, make.role(program=cast.program), by=by, now=NOW)
    first, _ = await packs.adopt_pack(WASHINGTON, since=SINCE, program=cast.program, by=by, now=NOW)

    assert await stands(cast, "naloxone", applied) == (Verdict.NEEDS_REVIEW, Reason.UNPROVEN, None)

    (adopted,) = await packs.adoptions(by=by)
    await packs.end_adoption(
        first, through=date(2026, 3, 1), version=adopted.version, because="applied", by=by, now=NOW
    )
    stated = Stated(applied, ("tribe-operated",))
    await packs.adopt_pack(WASHINGTON, since=applied, program=cast.program, stated=stated, by=by, now=NOW)

    assert [each.value.stated for each in await packs.adoptions(by=by)] == [NOTHING_STATED, stated]
    assert await stands(cast, "naloxone", applied) == (Verdict.MET, Reason.IN_GRACE, applied)
    assert await stands(cast, "naloxone", date(2026, 3, 3)) == (Verdict.NOT_MET, Reason.MISSING, applied)
    assert (await stands(cast, "regional-crisis-system", date(2026, 3, 3)))[:2] == (Verdict.MET, Reason.EXEMPT)
    assert not (await ledger.verify(by=by)).faults


@pytest.mark.parametrize(
    ("pack", "stated", "places"),
    [
        ("us-osha-bbp", Stated(SINCE), ["/applied_on"]),
        ("us-osha-bbp", Stated(None, ("tribe-operated",)), ["/circumstances/0"]),
        ("wa-mrrct", Stated(SINCE, ("tribe-opperated",)), ["/circumstances/0"]),
    ],
)
async def test_what_a_pack_never_looks_at_is_refused(pack: str, stated: Stated, places: list[str], cast: Cast) -> None:
    by = cast.amara.principal

    with pytest.raises(Invalid) as refused:
        await packs.adopt_pack(packs.shipped_text(pack), since=SINCE, stated=stated, by=by, now=NOW)

    assert (refused.value.code, [each.where for each in refused.value.faults]) == ("never-looked-at", places)
    assert await packs.adoptions(by=by) == []


async def test_a_partnership_and_a_kind_of_team_bind_nobody_in_a_program_and_are_given_to_those_who_ask(
    cast: Cast,
) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await people.record_role(ben, make.role(program=cast.program), by=by, now=NOW)
    partner = await partnerships.add_partner(make.partner(), by=by, now=NOW)
    agreed = await partnerships.record_partnership(make.partnership(partner), by=by, now=NOW)
    every_whom = (
        Whom(partnership=agreed),
        Whom(team_kind="mobile-crisis"),
        Whom(cast.program, team_kind="mobile-crisis"),
    )
    for whom in every_whom:
        await packs.adopt(await packs.to_adopt(BLOODBORNE, since=SINCE, whom=whom, by=by), by=by, now=NOW)

    (found,) = await compliance.clearances_of_person(ben, on=NOW.today, known=LATEST, by=by)
    adopted = await packs.adopted_packs(by=by)

    assert found.findings == ()
    assert {each.value.whom for each, _ in adopted} == set(every_whom)
    going = packs.of_team_kind(adopted, cast.program, "mobile-crisis")
    assert {each.value.whom for each, _ in going} == set(every_whom[1:])
    assert [each.value.whom for each, _ in packs.of_team_kind(adopted, uuid4(), "mobile-crisis")] == [every_whom[1]]
    assert packs.of_team_kind(adopted, cast.program, "co-response") == []
    assert not (await ledger.verify(by=by)).faults
    for whom in every_whom:
        with pytest.raises(Conflict, match="overlaps"):
            await packs.to_adopt(BLOODBORNE, since=NOW.today, whom=whom, by=by)


async def test_a_partnership_that_is_not_on_record_here_adopts_nothing(cast: Cast) -> None:
    theirs = cast.chidi.principal
    partner = await partnerships.add_partner(make.partner(), by=theirs, now=NOW)
    agreed = await partnerships.record_partnership(make.partnership(partner), by=theirs, now=NOW)

    for nowhere in (agreed, uuid4()):
        with pytest.raises(NotFound, match="points at something"):
            await packs.to_adopt(BLOODBORNE, since=SINCE, whom=Whom(partnership=nowhere), by=cast.amara.principal)


@pytest.mark.parametrize(
    "named",
    [
        {"program": uuid4(), "partnership": uuid4()},
        {"award": uuid4(), "partnership": uuid4()},
        {"award": uuid4(), "team_kind": "mobile-crisis"},
        {"partnership": uuid4(), "team_kind": "mobile-crisis"},
    ],
)
def test_two_at_once_go_by_nothing(named: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        Whom(**named)

    assert refused.value.code == "program-or-award"
