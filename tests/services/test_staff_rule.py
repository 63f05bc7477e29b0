"""A second factor asked of staff: said by an administrator who has one, on the ledger, and of nobody else's agency."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.domain.access import Membership, Principal, Role, Scope, operator
from muster.domain.accounts.one_time_codes import SecondFactorNeeded
from muster.domain.errors import Conflict, Forbidden, Stale
from muster.persistence.database import fetch, scoped
from muster.sealing import Sealing
from muster.services import ledger, one_time_codes, programs, staff_rule
from tests.cast import NOW, PASSWORD, Cast, Member, join, somewhere
from tests.services.test_passwords import account_of
from tests.totp import Totp

WHY = "the state asks it of everybody who sees personnel records"


@pytest.fixture
def sealing(tmp_path: Path) -> Sealing:
    return Sealing(tmp_path / "key")


async def with_codes(who: Member, sealing: Sealing) -> None:
    """Give somebody a second factor."""
    account, at = account_of(who), NOW.at
    made = await one_time_codes.begin_one_time_codes(account, PASSWORD, origin=somewhere(), at=at, sealing=sealing)
    code = Totp(made.secret).code()
    await one_time_codes.confirm_one_time_codes(account, code, origin=somewhere(), at=at, sealing=sealing)


async def asked(by: Principal, *, required: bool = True) -> None:
    await staff_rule.set_staff_rule(required=required, because=WHY, by=by, now=NOW)


async def needed(who: Member, *, second: bool = False) -> bool:
    try:
        await staff_rule.require_of(who.principal, second=second)
    except SecondFactorNeeded:
        return True
    return False


async def test_no_agency_asks_it_before_it_says_so(cast: Cast) -> None:
    found = (await staff_rule.staff_rule(by=cast.amara.principal)).value

    assert (found.required, found.since) == (False, None)
    assert not await needed(cast.amara)


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.RESPONDER])
async def test_it_binds_every_role_but_a_responders(role: Role, cast: Cast, sealing: Sealing) -> None:
    await with_codes(cast.amara, sealing)
    somebody = await join(cast.amara, role)
    assert not await needed(somebody)

    await asked(cast.amara.principal)

    assert await needed(somebody)
    assert not await needed(somebody, second=True), "their organisation asked for more than a password"
    assert not await needed(cast.amara)
    assert not await needed(cast.ben)
    assert not await needed(cast.chidi), "it is another agency"
    await with_codes(somebody, sealing)
    assert not await needed(somebody)


async def test_whoever_asks_it_has_one_themself(cast: Cast, sealing: Sealing) -> None:
    with pytest.raises(Conflict) as why:
        await asked(cast.amara.principal)
    assert why.value.code == "no-second-factor"
    assert not (await staff_rule.staff_rule(by=cast.amara.principal)).value.required

    await with_codes(cast.amara, sealing)
    await asked(cast.amara.principal)
    assert (await staff_rule.staff_rule(by=cast.amara.principal)).value.required


async def test_at_the_prompt_an_administrator_has_to_have_one(cast: Cast, sealing: Sealing) -> None:
    prompt, hr = operator(cast.agency), await join(cast.amara, Role.HR)
    await with_codes(hr, sealing)
    with pytest.raises(Conflict):
        await asked(prompt)

    await with_codes(cast.amara, sealing)
    await asked(prompt)
    assert await needed(await join(cast.amara, Role.SUPERVISOR))


@pytest.mark.parametrize("role", [each for each in Role if each not in {Role.ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR}])
async def test_only_administrators_ask_it(role: Role, cast: Cast, sealing: Sealing) -> None:
    somebody = await join(cast.amara, role)
    await with_codes(somebody, sealing)

    with pytest.raises(Forbidden):
        await asked(somebody.principal)


async def test_an_administrator_of_one_program_does_not(cast: Cast, sealing: Sealing) -> None:
    somebody = await join(cast.amara, Role.ADMINISTRATOR, program=cast.program)
    await with_codes(somebody, sealing)

    with pytest.raises(Forbidden):
        await asked(somebody.principal)


async def test_it_is_an_act_with_its_reason_and_the_ledger_verifies(cast: Cast, sealing: Sealing) -> None:
    await with_codes(cast.amara, sealing)
    by, before = cast.amara.principal, await programs.agency_of(cast.amara.principal)
    await asked(by)
    await asked(by, required=False)

    async with scoped(by.scope):
        acts = await fetch("SELECT act, position FROM act ORDER BY position DESC LIMIT 2")
        said = await fetch("SELECT words FROM remark WHERE position = ANY($1)", [each["position"] for each in acts])
    assert [each["act"] for each in acts] == ["second-factor-rule-set"] * 2
    assert [each["words"] for each in said] == [WHY] * 2
    found = (await staff_rule.staff_rule(by=by)).value
    assert (found.required, found.since) == (False, NOW.at)
    assert await programs.agency_of(by) == before, "its name and its midnight are as they were"
    assert (await ledger.verify(by=by)).faults == ()


async def test_of_two_who_say_it_at_once_one_is_told(cast: Cast, sealing: Sealing) -> None:
    await with_codes(cast.amara, sealing)
    read = (await staff_rule.staff_rule(by=cast.amara.principal)).version
    await asked(cast.amara.principal)

    with pytest.raises(Stale):
        await staff_rule.set_staff_rule(required=False, version=read, because=WHY, by=cast.amara.principal, now=NOW)


async def test_muster_itself_is_asked_for_none(cast: Cast, sealing: Sealing) -> None:
    await with_codes(cast.amara, sealing)
    await asked(cast.amara.principal)

    await staff_rule.require_of(operator(cast.agency), second=False)
    nobody = Principal(Scope(cast.agency), (Membership(cast.agency, Role.HR),))
    await staff_rule.require_of(nobody, second=False)
