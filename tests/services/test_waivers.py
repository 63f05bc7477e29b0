"""Recording waivers: of a rule that binds somebody, granted already, by an office, never for oneself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from muster.domain.access import Role
from muster.domain.errors import Forbidden, Invalid, NotFound
from muster.persistence.facts import NOW as LATEST
from muster.services import packs, people, waivers
from muster.services.facts import facts_of
from tests import make
from tests.cast import NOW, TODAY, Cast, Member, join

WHY = "Ines cannot come to the only class of this quarter"


@pytest.fixture
async def officer(cast: Cast) -> Member:
    """Somebody who may record waivers, at an agency that has adopted a pack."""
    await packs.adopt_pack(packs.shipped_text("us-osha-bbp"), since=make.LONG_AGO, by=cast.amara.principal, now=NOW)
    return await join(cast.amara, Role.GRANT_OFFICER)


async def test_a_waiver_is_on_record_and_the_rules_read_it(cast: Cast, officer: Member) -> None:
    by, ben = officer.principal, cast.ben_himself

    which = await waivers.grant_waiver(ben, make.waiver(), because=WHY, by=by, now=NOW)

    (found,) = await waivers.waivers(ben, by=by)
    assert (found.fact, found.person) == (which, ben)
    assert replace(found.value, fact=None) == make.waiver()
    everybody = await facts_of(make.everybody(by), None, known=LATEST)
    assert everybody[ben].waivers == (found.value,)
    assert {who for who, facts in everybody.items() if facts.waivers} == {ben}


async def test_it_is_read_as_it_was_known(cast: Cast, officer: Member) -> None:
    by, ben = officer.principal, cast.ben_himself
    which = await waivers.grant_waiver(ben, make.waiver(), because=WHY, by=by, now=NOW)
    granted = await waivers.waiver(which, by=by)

    await waivers.withdraw_waiver(which, version=granted.version, because="the wrong person", by=by, now=NOW)

    with pytest.raises(NotFound):
        await waivers.waiver(which, by=by)
    for known, believed in ((granted.since - 1, ()), (granted.since, (granted.value,)), (LATEST, ())):
        assert (await facts_of(make.everybody(by), [ben], known=known))[ben].waivers == believed


@pytest.mark.parametrize("requirement", ["us-osha-bbp/yearly-training", "cpr-first-aid/cpr", "annual-training"])
async def test_what_no_adopted_pack_asks_for_cannot_be_waived(cast: Cast, officer: Member, requirement: str) -> None:
    with pytest.raises(Invalid, match="no pack that your agency has adopted") as refused:
        await waivers.grant_waiver(
            cast.ben_himself, make.waiver(requirement), because=WHY, by=officer.principal, now=NOW
        )

    assert (refused.value.code, refused.value.faults[0].where) == ("no-such-requirement", "/requirement")
    assert await waivers.waivers(cast.ben_himself, by=officer.principal) == []


async def test_a_misspelt_requirement_is_told_the_one_meant(cast: Cast, officer: Member) -> None:
    with pytest.raises(Invalid) as refused:
        await waivers.grant_waiver(
            cast.ben_himself, make.waiver("us-osha-bbp/anual-training"), because=WHY, by=officer.principal, now=NOW
        )

    assert refused.value.faults[0].fix == "did you mean us-osha-bbp/annual-training?"


async def test_it_is_granted_today_at_the_latest_though_its_days_may_lie_ahead(cast: Cast, officer: Member) -> None:
    by, ben = officer.principal, cast.ben_himself
    ahead = make.waiver(start=date(2027, 1, 1), granted_on=TODAY)

    with pytest.raises(Invalid, match="after today") as refused:
        await waivers.grant_waiver(
            ben, replace(ahead, granted_on=TODAY + timedelta(days=1)), because=WHY, by=by, now=NOW
        )
    await waivers.grant_waiver(ben, ahead, because=WHY, by=by, now=NOW)

    assert (refused.value.code, refused.value.faults[0].where) == ("in-the-future", "/granted_on")


async def test_a_waiver_of_no_office_is_refused(cast: Cast, officer: Member) -> None:
    with pytest.raises(Invalid) as refused:
        await waivers.grant_waiver(
            cast.ben_himself, replace(make.waiver(), authority=" "), because=WHY, by=officer.principal, now=NOW
        )

    assert refused.value.faults[0].where == "/authority"


async def test_nobody_waives_for_themselves_but_somebody_else_may(cast: Cast, officer: Member) -> None:
    herself = await people.add_person(make.identity("Olu Officer"), by=cast.amara.principal, now=NOW)
    olu = await join(cast.amara, Role.GRANT_OFFICER, person=herself)

    with pytest.raises(Forbidden, match="for themselves") as refused:
        await waivers.grant_waiver(herself, make.waiver(), because=WHY, by=olu.principal, now=NOW)
    await waivers.grant_waiver(herself, make.waiver(), because=WHY, by=officer.principal, now=NOW)
    await waivers.grant_waiver(cast.ben_himself, make.waiver(), because=WHY, by=olu.principal, now=NOW)

    assert refused.value.code == "own-waiver"


async def test_ben_reads_his_own_and_grants_none(cast: Cast, officer: Member) -> None:
    ines = await people.add_person(make.identity(), by=cast.amara.principal, now=NOW)
    his, hers = [
        await waivers.grant_waiver(who, make.waiver(), because=WHY, by=officer.principal, now=NOW)
        for who in (cast.ben_himself, ines)
    ]
    ben = cast.ben.principal

    assert (await waivers.waiver(his, by=ben)).fact == his
    assert len(await waivers.waivers(cast.ben_himself, by=ben)) == 1
    for asked in (
        waivers.waiver(hers, by=ben),
        waivers.waivers(ines, by=ben),
        waivers.grant_waiver(ines, make.waiver(), because=WHY, by=ben, now=NOW),
        waivers.withdraw_waiver(his, version=None, because=WHY, by=ben, now=NOW),
    ):
        with pytest.raises(Forbidden):
            await asked


async def test_another_agencys_waivers_and_people_do_not_exist(cast: Cast, officer: Member) -> None:
    which = await waivers.grant_waiver(cast.ben_himself, make.waiver(), because=WHY, by=officer.principal, now=NOW)
    chidi = cast.chidi.principal

    for asked in (
        waivers.waiver(which, by=chidi),
        waivers.waivers(cast.ben_himself, by=chidi),
        waivers.grant_waiver(cast.ben_himself, make.waiver(), because=WHY, by=chidi, now=NOW),
        waivers.withdraw_waiver(which, version=None, because=WHY, by=chidi, now=NOW),
    ):
        with pytest.raises(NotFound):
            await asked
