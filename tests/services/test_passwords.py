"""Passwords in use: proved, counted, changed, digested anew; and answered alike whatever is wrong."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from datetime import timedelta
from uuid import UUID

import pytest
from argon2 import PasswordHasher

from muster.domain.accounts.attempts import MOST, Counted, Origin
from muster.domain.errors import Forbidden, Invalid, Refusal, Unauthenticated
from muster.persistence import accounts as store
from muster.persistence import attempts as attempt_store
from muster.persistence import sessions as session_store
from muster.persistence.embedded import Embedded
from muster.services import account_events, passwords
from tests import make
from tests.cast import NOW, PASSWORD, Cast, Member, address, somewhere
from tests.hashing import AS_SHIPPED
from tests.persistence.rigs import superuser

NEW = "another sentence that nobody else would say"
WRONG = "not this"
MINUTE = timedelta(minutes=1)


def account_of(who: Member) -> UUID:
    account = who.principal.scope.account
    assert account is not None
    return account


async def refused(work: Awaitable[object]) -> str:
    """Return the code of what is refused; nothing when it is not."""
    try:
        await work
    except Refusal as why:
        return why.code
    return ""


def guess(email: str, password: str = WRONG, *, origin: Origin, after: timedelta = timedelta()) -> Awaitable[UUID]:
    return passwords.prove(email, password, origin=origin, at=NOW.at + after)


async def known(who: Member) -> str:
    """Let a browser have signed in to somebody's account before; return the digest of what it shows."""
    account = account_of(who)
    browser = f"{account.hex}{account.hex}"
    await session_store.know_browser(browser, account, instead_of="", ends_at=NOW.at + timedelta(days=3650))
    return browser


# -- proved


def test_a_digest_takes_what_owasp_asks_for_at_the_least() -> None:
    kept = AS_SHIPPED.hash(PASSWORD)

    _, kind, _, cost, *_ = kept.split("$")
    memory, passes, lanes = (int(each.partition("=")[2]) for each in cost.split(","))
    assert (kind, lanes) == ("argon2id", 1)
    assert memory >= 19 * 1024
    assert passes >= 2


async def test_the_same_letters_from_another_keyboard_are_the_same_password(cast: Cast) -> None:
    typed, otherwise = "contrase\u00f1a que nadie dir\u00eda", "contrasen\u0303a que nadie diri\u0301a"
    await passwords.change_password(account_of(cast.ben), PASSWORD, typed, origin=somewhere(), at=NOW.at)

    assert not await refused(guess(cast.ben.email, otherwise, origin=somewhere()))
    assert await refused(guess(cast.ben.email, typed.strip() + " ", origin=somewhere())) == "sign-in-failed"


@pytest.mark.parametrize("password", ["", "\x00", "\ud800", PASSWORD + " ", PASSWORD.upper(), "x" * 100_000])
async def test_another_password_lets_nobody_in(password: str, cast: Cast) -> None:
    assert await refused(guess(cast.amara.email, password, origin=somewhere())) == "sign-in-failed"


async def test_unknown_wrong_and_disabled_are_refused_alike_after_the_same_work(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    await account_events.disable(cast.dana.email, at=NOW.at)
    worked: list[str] = []
    verify = passwords._verify

    def counted(password: str, kept: str) -> bool:
        worked.append(kept.split("$")[3])
        return verify(password, kept)

    monkeypatch.setattr(passwords, "_verify", counted)
    said, work = set(), []
    for email, password in (
        (address(), PASSWORD),
        (cast.amara.email, "not this"),
        (cast.dana.email, PASSWORD),
        (cast.dana.email, "not this"),
    ):
        with pytest.raises(Unauthenticated) as why:
            await guess(email, password, origin=somewhere())
        said.add((why.value.code, str(why.value)))
        work.append(len(worked))

    assert len(said) == 1
    assert work == [1, 2, 3, 4], "each took one digest of the same cost"
    assert set(worked) == {"m=8,t=1,p=1"}


async def test_a_digest_made_more_cheaply_is_made_anew_at_the_next_sign_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await store.account(account_of(cast.amara))
    await guess(cast.amara.email, PASSWORD, origin=somewhere())
    same = await store.account(account_of(cast.amara))
    dearer = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", dearer)
    await refused(guess(cast.amara.email, origin=somewhere()))
    unproved = await store.account(account_of(cast.amara))
    await guess(cast.amara.email, PASSWORD, origin=somewhere())
    after = await store.account(account_of(cast.amara))

    assert before
    assert after
    assert before == same == unproved
    assert after.password != before.password
    assert not dearer.check_needs_rehash(after.password)
    assert not await refused(guess(cast.amara.email, PASSWORD, origin=somewhere()))


# -- changed


async def test_changing_takes_the_old_one_and_ends_every_session(cast: Cast) -> None:
    account = account_of(cast.amara)
    key = f"a session of {account}"
    await session_store.begin_session(key, make.session(account, cast.agency, at=NOW.at))
    with pytest.raises(Forbidden):
        await passwords.change_password(account, "not this", NEW, origin=somewhere(), at=NOW.at)
    assert await session_store.session(key, at=NOW.at) is not None

    await passwords.change_password(account, PASSWORD, NEW, origin=somewhere(), at=NOW.at)

    assert await session_store.session(key, at=NOW.at) is None
    assert await refused(guess(cast.amara.email, PASSWORD, origin=somewhere())) == "sign-in-failed"
    assert not await refused(guess(cast.amara.email, NEW, origin=somewhere()))


@pytest.mark.parametrize("new", ["fourteen chars", "Harbor County Harbor County", "123456789123456789"])
async def test_a_new_password_is_none_that_anybody_would_try(new: str, cast: Cast) -> None:
    with pytest.raises(Invalid):
        await passwords.change_password(account_of(cast.amara), PASSWORD, new, origin=somewhere(), at=NOW.at)

    assert not await refused(guess(cast.amara.email, PASSWORD, origin=somewhere()))


async def test_guessing_the_old_one_is_limited_too(cast: Cast) -> None:
    origin = somewhere()

    async def change(password: str) -> str:
        return await refused(passwords.change_password(account_of(cast.ben), password, NEW, origin=origin, at=NOW.at))

    tries = [await change("not this") for _ in range(11)]

    assert tries == ["not-proved"] * 10 + ["too-many-tries"]
    assert await change(PASSWORD) == "too-many-tries"


# -- counted


async def test_of_a_thousand_guesses_of_one_account_from_one_place_ten_are_taken(cast: Cast) -> None:
    origin = somewhere()

    came = Counter([await refused(guess(cast.amara.email, str(number), origin=origin)) for number in range(1000)])

    assert came == {"sign-in-failed": 10, "too-many-tries": 990}
    assert await refused(guess(cast.amara.email, PASSWORD, origin=origin)) == "too-many-tries"


async def test_a_hundred_at_once_are_no_more(cast: Cast) -> None:
    origin = somewhere()

    came = Counter(
        await asyncio.gather(*(refused(guess(cast.amara.email, str(number), origin=origin)) for number in range(100)))
    )

    assert came == {"sign-in-failed": 10, "too-many-tries": 90}


async def test_an_address_that_nobody_has_is_counted_alike(database: Embedded) -> None:
    origin, nobody = somewhere(), address()

    came = [await refused(guess(nobody, origin=origin)) for _ in range(12)]

    assert came == ["sign-in-failed"] * 10 + ["too-many-tries"] * 2


async def test_a_quarter_of_an_hour_has_ten_wherever_it_begins(cast: Cast) -> None:
    """Tries come one a minute: within no quarter of an hour are more than ten taken."""
    origin = somewhere()
    taken = [
        minute
        for minute in range(60)
        if await refused(guess(cast.amara.email, origin=origin, after=minute * MINUTE)) == "sign-in-failed"
    ]

    assert max(sum(start <= each < start + 15 for each in taken) for start in range(60)) == 10
    assert len(taken) >= 40, "and it is never shut for good"


async def test_one_who_mistypes_nine_times_gets_in_and_is_counted_no_further(cast: Cast) -> None:
    origin = somewhere()
    for _ in range(9):
        await refused(guess(cast.amara.email, origin=origin))
    for _ in range(20):
        assert not await refused(guess(cast.amara.email, PASSWORD, origin=origin)), "what goes through is not counted"


async def test_of_a_thousand_guesses_of_many_accounts_from_one_place_a_hundred_are_taken(database: Embedded) -> None:
    origin = somewhere()

    came = Counter([await refused(guess(address(), origin=origin)) for _ in range(1000)])

    assert came == {"sign-in-failed": MOST[Counted.PLACE], "too-many-tries": 1000 - MOST[Counted.PLACE]}


async def test_another_address_of_the_same_subscriber_is_no_other_place(database: Embedded) -> None:
    network = somewhere().address.removesuffix("::1")

    came = Counter(
        [await refused(guess(address(), origin=Origin(f"{network}::{number:x}"))) for number in range(1, 151)]
    )

    assert came["sign-in-failed"] == MOST[Counted.PLACE]


async def test_a_thousand_guesses_from_a_thousand_places_are_slowed_and_the_victim_gets_in(cast: Cast) -> None:
    browser = await known(cast.amara)
    came = Counter([await refused(guess(cast.amara.email, str(each), origin=somewhere())) for each in range(1000)])
    home = Origin(somewhere().address, browser)

    assert came == {"sign-in-failed": MOST[Counted.ACCOUNT], "too-many-tries": 1000 - MOST[Counted.ACCOUNT]}
    assert not await refused(guess(cast.amara.email, PASSWORD, origin=home)), "the victim is locked out"
    stranger = await refused(guess(cast.amara.email, PASSWORD, origin=somewhere()))
    assert stranger == "too-many-tries", "the control: an unknown browser waits"
    later = timedelta(minutes=15, seconds=1)
    assert not await refused(guess(cast.amara.email, PASSWORD, origin=somewhere(), after=later)), "and not for ever"


async def test_the_victim_gets_in_from_the_very_address_that_the_guesses_come_from(cast: Cast) -> None:
    browser = await known(cast.ben)
    office = somewhere().address
    for number in range(200):
        await refused(guess(cast.ben.email, str(number), origin=Origin(office)))

    assert await refused(guess(cast.ben.email, PASSWORD, origin=Origin(office))) == "too-many-tries"
    assert not await refused(guess(cast.ben.email, PASSWORD, origin=Origin(office, browser)))


async def test_a_browser_that_is_known_has_ten_tries_of_its_own_and_no_more(cast: Cast) -> None:
    browser = await known(cast.ben)

    came = [
        await refused(guess(cast.ben.email, origin=Origin(somewhere().address, browser))) for _ in range(12)
    ]  # from wherever it is carried to

    assert came == ["sign-in-failed"] * 10 + ["too-many-tries"] * 2


async def test_a_browser_known_to_one_account_is_a_stranger_to_another(cast: Cast) -> None:
    browser = await known(cast.ben)

    came = Counter(
        [
            await refused(guess(cast.amara.email, str(each), origin=Origin(somewhere().address, browser)))
            for each in range(100)
        ]
    )

    assert came["sign-in-failed"] == MOST[Counted.ACCOUNT]


async def test_a_browser_is_known_no_longer_after_the_password_is_changed(cast: Cast) -> None:
    account = account_of(cast.ben)
    browser = await known(cast.ben)
    assert await session_store.accounts_known_to(browser, at=NOW.at) == {account}

    await passwords.change_password(account, PASSWORD, NEW, origin=somewhere(), at=NOW.at)

    assert await session_store.accounts_known_to(browser, at=NOW.at) == frozenset()


async def test_tries_are_swept_away_and_say_nobody_s_address(cast: Cast, database: Embedded) -> None:
    origin = somewhere()
    await refused(guess(cast.amara.email, origin=origin))
    async with superuser(database) as root:
        held = repr([tuple(row) for row in await root.fetch("SELECT * FROM attempt")])
        assert cast.amara.email not in held
        assert origin.address not in held
        await root.execute("UPDATE attempt SET at = $1", NOW.at - 61 * MINUTE)
        assert await root.fetchval("SELECT count(*) FROM attempt WHERE at < $1", NOW.at), "the control"
        await refused(guess(cast.ben.email, origin=origin))

        assert await root.fetchval("SELECT count(*) FROM attempt WHERE at < $1", NOW.at) == 0


async def test_without_the_count_a_thousand_would_be_taken(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempt_store, "free_again", lambda _: None)
    origin = somewhere()

    came = Counter([await refused(guess(cast.amara.email, str(number), origin=origin)) for number in range(50)])

    assert came == {"sign-in-failed": 50}, "the control: what stops the others is the count"
