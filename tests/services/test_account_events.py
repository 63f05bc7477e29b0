"""What whoever runs the machine does to an account: it holds at once, and every agency finds it in its ledger."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from muster.domain.access import Membership, Role
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Invalid, NotFound, Unauthenticated
from muster.persistence import accounts as store
from muster.persistence import sessions as session_store
from muster.persistence.database import fetch, scoped
from muster.persistence.ledger import recorded
from muster.sealing import Sealing
from muster.services import account_events, accounts, ledger, one_time_codes, passwords
from tests import make
from tests.cast import NOW, PASSWORD, Cast, Member, address, somewhere
from tests.totp import Totp

NEW = "another sentence that nobody else would say"


def account_of(who: Member) -> UUID:
    account = who.principal.scope.account
    assert account is not None
    return account


async def signed_in(who: Member, key: str) -> None:
    scope = who.principal.scope
    await session_store.begin_session(key, make.session(account_of(who), scope.agency, at=NOW.at))


async def last_act(who: Member) -> tuple[str, str]:
    """Return the last act of somebody's agency, and what was said of the account."""
    async with scoped(who.principal.scope):
        (act,) = await fetch("SELECT act FROM act ORDER BY position DESC LIMIT 1")
        (said,) = await fetch("SELECT what FROM account_event_version ORDER BY known_from DESC LIMIT 1")
    return act["act"], said["what"]


async def test_a_disabled_account_is_signed_out_at_once_and_let_in_by_nothing(cast: Cast) -> None:
    key = f"a session of {account_of(cast.ben)}"
    await signed_in(cast.ben, key)
    await account_events.disable(cast.ben.email, at=NOW.at)

    assert await session_store.session(key, at=NOW.at) is None
    for way_in in (
        passwords.prove(cast.ben.email, PASSWORD, origin=somewhere(), at=NOW.at),
        accounts.admit(account_of(cast.ben), at=NOW.at),
        accounts.admit(account_of(cast.ben), agency=cast.agency, at=NOW.at, second=True),
        accounts.principal(account_of(cast.ben), cast.agency, at=NOW.at),
    ):
        with pytest.raises(Unauthenticated):
            await way_in
    assert await last_act(cast.amara) == ("account-disabled", "disabled")


async def test_even_a_session_that_was_begun_in_that_very_moment_is_worth_nothing(cast: Cast) -> None:
    await account_events.disable(cast.ben.email, at=NOW.at)
    await signed_in(cast.ben, f"late {account_of(cast.ben)}")

    with pytest.raises(Unauthenticated):
        await accounts.principal(account_of(cast.ben), cast.agency, at=NOW.at)


async def test_once_enabled_they_sign_in_with_what_they_had(cast: Cast) -> None:
    await account_events.disable(cast.ben.email, at=NOW.at)
    with pytest.raises(Conflict):
        await account_events.disable(cast.ben.email, at=NOW.at)
    await account_events.enable(cast.ben.email, at=NOW.at)
    with pytest.raises(Conflict):
        await account_events.enable(cast.ben.email, at=NOW.at)

    assert await passwords.prove(cast.ben.email, PASSWORD, origin=somewhere(), at=NOW.at) == account_of(cast.ben)
    assert await last_act(cast.amara) == ("account-enabled", "enabled")


async def test_a_password_that_is_set_ends_every_session(cast: Cast) -> None:
    key = f"a session of {account_of(cast.ben)}"
    await signed_in(cast.ben, key)
    with pytest.raises(Invalid):
        await account_events.set_password(cast.ben.email, "fourteen chars", at=NOW.at)
    assert await session_store.session(key, at=NOW.at) is not None

    await account_events.set_password(cast.ben.email, NEW, at=NOW.at)

    assert await session_store.session(key, at=NOW.at) is None
    assert await passwords.prove(cast.ben.email, NEW, origin=somewhere(), at=NOW.at) == account_of(cast.ben)
    assert await last_act(cast.amara) == ("account-password-set", "password-set")


async def test_a_second_factor_is_forgotten_only_with_a_password_that_can_stand_alone(
    cast: Cast, tmp_path: Path
) -> None:
    account, sealing = account_of(cast.ben), Sealing(tmp_path / "key")
    with pytest.raises(Conflict):
        await account_events.forget_second_factor(cast.ben.email, NEW, at=NOW.at)
    made = await one_time_codes.begin_one_time_codes(account, PASSWORD, origin=somewhere(), at=NOW.at, sealing=sealing)
    await one_time_codes.confirm_one_time_codes(
        account, Totp(made.secret).code(), origin=somewhere(), at=NOW.at, sealing=sealing
    )
    with pytest.raises(Invalid):
        await account_events.forget_second_factor(cast.ben.email, "tiny bee", at=NOW.at)
    await account_events.set_password(cast.ben.email, "tiny bee", at=NOW.at)  # beside codes it will do

    await account_events.forget_second_factor(cast.ben.email, NEW, at=NOW.at)

    assert (await accounts.admit(account, at=NOW.at)).scope.agency == cast.agency
    assert (await one_time_codes.second_factor(account, at=NOW.at)).recovery_codes == 0
    assert await last_act(cast.amara) == ("second-factor-forgotten", "second-factor-forgotten")


async def test_every_agency_that_somebody_has_a_place_in_is_told_and_no_other(cast: Cast) -> None:
    far = cast.chidi.principal.scope
    async with recorded(far, Act.MEMBERSHIP_GRANTED, at=NOW.at) as entry:
        await store.add_membership(entry, account_of(cast.ben), Membership(far.agency, Role.AUDITOR))
    before = (await ledger.head(by=cast.amara.principal)).position

    await account_events.disable(cast.ben.email, at=NOW.at)
    await account_events.disable(cast.dana.email, at=NOW.at)

    assert await last_act(cast.chidi) == ("account-disabled", "disabled")
    assert (await ledger.head(by=cast.amara.principal)).position == before + 2
    async with scoped(far):
        (told,) = await fetch("SELECT account FROM account_event_version")
    assert told["account"] == account_of(cast.ben), "Dana has no place there"


async def test_what_was_done_to_an_account_verifies_and_a_change_of_it_is_found(cast: Cast) -> None:
    await account_events.disable(cast.ben.email, at=NOW.at)

    verified = await ledger.verify(by=cast.amara.principal)

    assert verified.faults == ()


async def test_nothing_is_done_to_an_account_that_there_is_not(cast: Cast) -> None:
    nobody = address()
    for work in (
        account_events.disable(nobody, at=NOW.at),
        account_events.enable(nobody, at=NOW.at),
        account_events.set_password(nobody, NEW, at=NOW.at),
        account_events.forget_second_factor(nobody, NEW, at=NOW.at),
    ):
        with pytest.raises(NotFound, match="check how it is written"):
            await work
