"""One-time codes: taken once, near their time, for their own account; and what stands in for them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from muster.domain.accounts.attempts import Origin
from muster.domain.errors import Conflict, Forbidden, Invalid, Refusal, TooManyTries, Unauthenticated, Unavailable
from muster.persistence import one_time_codes as store
from muster.persistence import sessions as session_store
from muster.persistence.embedded import Embedded
from muster.sealing import Sealing
from muster.services import accounts, one_time_codes, passwords
from tests import make
from tests.cast import NOW, PASSWORD, Cast, Member, somewhere
from tests.persistence.rigs import superuser
from tests.totp import Totp

SHORT = "tiny bee"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody with one-time codes. ``account`` is theirs, ``phone`` shows the codes, ``codes`` lie in a drawer."""

    account: UUID
    email: str
    phone: Totp
    codes: list[str]
    sealing: Sealing
    origin: Origin = field(default_factory=somewhere)

    async def prove(self, code: str, *, at: datetime = NOW.at) -> None:
        """Show a code at sign-in."""
        await one_time_codes.prove_second(self.account, code, origin=self.origin, at=at, sealing=self.sealing)


def account_of(who: Member) -> UUID:
    account = who.principal.scope.account
    assert account is not None
    return account


async def enrol(who: Member, sealing: Sealing, *, at: datetime = NOW.at) -> Enrolled:
    account = account_of(who)
    made = await one_time_codes.begin_one_time_codes(account, PASSWORD, origin=somewhere(), at=at, sealing=sealing)
    phone = Totp(made.secret)
    codes = await one_time_codes.confirm_one_time_codes(
        account, phone.code(at, ahead=-1), origin=somewhere(), at=at, sealing=sealing
    )
    return Enrolled(account, who.email, phone, codes, sealing)


@pytest.fixture
def sealing(tmp_path: Path) -> Sealing:
    return Sealing(tmp_path / "sealing.key")


@pytest.fixture
async def amara(cast: Cast, sealing: Sealing) -> Enrolled:
    return await enrol(cast.amara, sealing)


@pytest.fixture
async def ben(cast: Cast, sealing: Sealing) -> Enrolled:
    return await enrol(cast.ben, sealing)


async def refused(work: Awaitable[object]) -> str:
    """Return the code of what is refused; nothing when it is not."""
    try:
        await work
    except Refusal as why:
        return why.code
    return ""


# -- set up


async def test_nothing_is_asked_for_until_a_code_has_been_shown(cast: Cast, sealing: Sealing) -> None:
    account = account_of(cast.amara)
    made = await one_time_codes.begin_one_time_codes(account, PASSWORD, origin=somewhere(), at=NOW.at, sealing=sealing)

    assert (await one_time_codes.second_factor(account, at=NOW.at)).since is None
    assert (await accounts.admit(account, at=NOW.at)).scope == cast.amara.principal.scope
    with pytest.raises(Unauthenticated):  # not even its own code counts
        await one_time_codes.prove_second(
            account, Totp(made.secret).code(), origin=somewhere(), at=NOW.at, sealing=sealing
        )
    with pytest.raises(Forbidden):
        await one_time_codes.confirm_one_time_codes(account, "000000", origin=somewhere(), at=NOW.at, sealing=sealing)
    assert (await one_time_codes.second_factor(account, at=NOW.at)).since is None


async def test_once_confirmed_a_code_is_asked_for(amara: Enrolled) -> None:
    found = await one_time_codes.second_factor(amara.account, at=NOW.at)

    assert (found.since, found.recovery_codes) == (NOW.at, 10)
    with pytest.raises(accounts.SecondFactorRequired):
        await accounts.admit(amara.account, at=NOW.at)
    assert (await accounts.admit(amara.account, at=NOW.at, second=True)).scope.account == amara.account


async def test_the_uri_says_whose_it_is_and_by_whom(cast: Cast, sealing: Sealing) -> None:
    account = account_of(cast.amara)
    made = await one_time_codes.begin_one_time_codes(account, PASSWORD, origin=somewhere(), at=NOW.at, sealing=sealing)

    assert made.uri.startswith(f"otpauth://totp/muster:{cast.amara.email.replace('@', '%40')}?")
    assert f"secret={made.secret}" in made.uri
    assert "issuer=muster" in made.uri
    assert await one_time_codes.waiting(account, at=NOW.at, sealing=sealing) == made


async def test_it_takes_the_password_to_begin(cast: Cast, sealing: Sealing) -> None:
    account = account_of(cast.amara)

    with pytest.raises(Forbidden):
        await one_time_codes.begin_one_time_codes(account, "not this", origin=somewhere(), at=NOW.at, sealing=sealing)

    assert await one_time_codes.waiting(account, at=NOW.at, sealing=sealing) is None


async def test_a_secret_that_nobody_confirmed_is_gone_after_half_an_hour(cast: Cast, sealing: Sealing) -> None:
    account = account_of(cast.amara)
    made = await one_time_codes.begin_one_time_codes(account, PASSWORD, origin=somewhere(), at=NOW.at, sealing=sealing)
    later = NOW.at + timedelta(minutes=30)

    assert await one_time_codes.waiting(account, at=later, sealing=sealing) is None
    with pytest.raises(Conflict):
        await one_time_codes.confirm_one_time_codes(
            account, Totp(made.secret).code(later), origin=somewhere(), at=later, sealing=sealing
        )


async def test_beginning_again_replaces_a_secret_that_waits_and_never_one_that_counts(
    cast: Cast, sealing: Sealing
) -> None:
    account = account_of(cast.amara)
    first = await one_time_codes.begin_one_time_codes(account, PASSWORD, origin=somewhere(), at=NOW.at, sealing=sealing)
    second = await one_time_codes.begin_one_time_codes(
        account, PASSWORD, origin=somewhere(), at=NOW.at, sealing=sealing
    )
    old = Totp(first.secret).code()
    with pytest.raises(Forbidden):
        await one_time_codes.confirm_one_time_codes(account, old, origin=somewhere(), at=NOW.at, sealing=sealing)
    await one_time_codes.confirm_one_time_codes(
        account, Totp(second.secret).code(), origin=somewhere(), at=NOW.at, sealing=sealing
    )

    with pytest.raises(Conflict) as twice:
        await one_time_codes.begin_one_time_codes(account, PASSWORD, origin=somewhere(), at=NOW.at, sealing=sealing)

    assert twice.value.code == "second-factor-exists"


async def test_the_database_holds_no_secret_and_no_recovery_code(amara: Enrolled, database: Embedded) -> None:
    async with superuser(database) as root:
        rows = [
            *await root.fetch("SELECT * FROM second_factor WHERE account = $1", amara.account),
            *await root.fetch("SELECT * FROM recovery_code WHERE account = $1", amara.account),
        ]

    held = repr([tuple(row) for row in rows]).lower()
    assert len(rows) == 11
    assert amara.phone.secret.lower() not in held
    for each in amara.codes:
        assert each not in held
        assert each.replace("-", "") not in held
    assert not await refused(amara.prove(amara.phone.code())), "the control: it is the secret that is in use"


# -- used


@pytest.mark.parametrize(("ahead", "taken"), [(-2, False), (0, True), (1, True), (2, False), (20, False), (-20, False)])
async def test_a_code_is_taken_one_step_to_either_side_of_its_time(
    ahead: int,
    taken: bool,  # noqa: FBT001 - a column
    amara: Enrolled,
) -> None:
    code = amara.phone.code(ahead=ahead)

    assert (await refused(amara.prove(code)) == "") == taken


async def test_a_code_of_the_step_before_is_taken_while_no_later_one_was(cast: Cast, sealing: Sealing) -> None:
    amara = await enrol(cast.amara, sealing, at=NOW.at - timedelta(minutes=5))

    assert not await refused(amara.prove(amara.phone.code(ahead=-1)))
    assert not await refused(amara.prove(amara.phone.code(ahead=1)))
    assert await refused(amara.prove(amara.phone.code())) == "wrong-code", "an earlier one after a later one"


async def test_the_code_that_confirmed_it_signs_nobody_in(amara: Enrolled) -> None:
    assert await refused(amara.prove(amara.phone.code(ahead=-1))) == "wrong-code"


async def test_of_a_hundred_that_use_one_code_at_once_one_gets_in(
    amara: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("muster.persistence.attempts.MOST", dict.fromkeys(["pair", "place", "account"], 1000))
    code = amara.phone.code()

    came = Counter(await asyncio.gather(*(refused(amara.prove(code)) for _ in range(100))))

    assert came == {"": 1, "wrong-code": 99}


async def test_without_the_guard_a_hundred_would_get_in(amara: Enrolled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muster.persistence.attempts.MOST", dict.fromkeys(["pair", "place", "account"], 1000))

    async def unguarded(*_: object) -> bool:
        return True

    monkeypatch.setattr(store, "use_step", unguarded)
    code = amara.phone.code()

    came = Counter([await refused(amara.prove(code)) for _ in range(20)])

    assert came == {"": 20}, "the control: what turns the others away is the guard"


async def test_a_code_of_somebody_else_is_worth_nothing(amara: Enrolled, ben: Enrolled) -> None:
    assert await refused(amara.prove(ben.phone.code())) == "wrong-code"
    assert await refused(amara.prove(ben.codes[0])) == "wrong-code"
    assert not await refused(ben.prove(ben.codes[0])), "and is still its owner's"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "12345", "1234567", "abcdef", "\uff11\uff12\uff13\uff14\uff15\uff16", "00000\uff10", "-1", "0x1f2e"],
)
async def test_what_is_no_code_is_refused_like_a_wrong_one(typed: str, amara: Enrolled) -> None:
    assert await refused(amara.prove(typed)) == "wrong-code"


async def test_a_code_may_be_typed_with_a_space(amara: Enrolled) -> None:
    code = amara.phone.code()

    assert not await refused(amara.prove(f" {code[:3]} {code[3:]} "))


async def test_guessing_codes_is_limited_like_guessing_passwords(amara: Enrolled) -> None:
    tries = [await refused(amara.prove(f"{number:06d}")) for number in range(12)]
    right = await refused(amara.prove(amara.phone.code()))

    assert tries == ["wrong-code"] * 10 + ["too-many-tries"] * 2
    assert right == "too-many-tries", "nor is a right one taken then"
    later = NOW.at + timedelta(minutes=15, seconds=1)
    assert not await refused(amara.prove(amara.phone.code(later), at=later))


async def test_wrong_passwords_and_wrong_codes_are_counted_together(amara: Enrolled) -> None:
    for _ in range(6):
        await refused(passwords.prove(amara.email, "not this", origin=amara.origin, at=NOW.at))
    came = [await refused(amara.prove("000000")) for _ in range(5)]

    assert came == ["wrong-code"] * 4 + ["too-many-tries"]


# -- recovery codes


async def test_each_recovery_code_is_good_once(amara: Enrolled) -> None:
    assert len(set(amara.codes)) == 10
    for number, each in enumerate(amara.codes, start=1):
        assert not await refused(amara.prove(each))
        assert await refused(amara.prove(each)) == "wrong-code"
        left = await one_time_codes.second_factor(amara.account, at=NOW.at)
        assert left.recovery_codes == 10 - number
        if number == 8:
            break  # ten wrong tries are the most there may be


async def test_of_a_hundred_that_use_one_recovery_code_at_once_one_gets_in(
    amara: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("muster.persistence.attempts.MOST", dict.fromkeys(["pair", "place", "account"], 1000))

    came = Counter(await asyncio.gather(*(refused(amara.prove(amara.codes[0])) for _ in range(100))))

    assert came == {"": 1, "wrong-code": 99}


async def test_a_recovery_code_may_be_typed_as_people_type(amara: Enrolled) -> None:
    assert not await refused(amara.prove(amara.codes[0].upper().replace("-", " ")))
    assert not await refused(amara.prove(amara.codes[1].replace("-", "").replace("0", "o").replace("1", "l")))


async def test_recovery_codes_made_anew_end_those_before(amara: Enrolled) -> None:
    with pytest.raises(Forbidden):
        await one_time_codes.renew_recovery_codes(
            amara.account, "000000", origin=somewhere(), at=NOW.at, sealing=amara.sealing
        )
    made = await one_time_codes.renew_recovery_codes(
        amara.account, amara.phone.code(), origin=somewhere(), at=NOW.at, sealing=amara.sealing
    )

    assert len(set(made) - set(amara.codes)) == 10
    assert await refused(amara.prove(amara.codes[0])) == "wrong-code"
    assert not await refused(amara.prove(made[0]))


# -- removed, and lost


async def test_removing_takes_the_password_and_a_code(amara: Enrolled) -> None:
    async def remove(password: str, code: str) -> str:
        return await refused(
            one_time_codes.remove_one_time_codes(
                amara.account, password, code, origin=somewhere(), at=NOW.at, sealing=amara.sealing
            )
        )

    assert await remove("not this", amara.phone.code()) == "not-proved"
    assert await remove(PASSWORD, "000000") == "not-proved"
    assert not await remove(PASSWORD, amara.phone.code())
    assert await remove(PASSWORD, amara.phone.code(ahead=1)) == "no-second-factor"
    assert (await accounts.admit(amara.account, at=NOW.at)).scope.account == amara.account
    assert (await one_time_codes.second_factor(amara.account, at=NOW.at)).recovery_codes == 0


async def test_a_password_too_short_to_stand_alone_has_to_be_changed_first(amara: Enrolled) -> None:
    await passwords.change_password(amara.account, PASSWORD, SHORT, origin=somewhere(), at=NOW.at)

    with pytest.raises(Invalid, match="8 characters, and without one-time codes it needs 15") as why:
        await one_time_codes.remove_one_time_codes(
            amara.account, SHORT, amara.phone.code(), origin=somewhere(), at=NOW.at, sealing=amara.sealing
        )

    assert why.value.code == "too-short-alone"
    assert not await refused(amara.prove(amara.phone.code())), (
        "no code is used up by what is refused for another reason"
    )
    await passwords.change_password(amara.account, SHORT, PASSWORD, origin=somewhere(), at=NOW.at)
    await one_time_codes.remove_one_time_codes(
        amara.account, PASSWORD, amara.phone.code(ahead=1), origin=somewhere(), at=NOW.at, sealing=amara.sealing
    )


async def test_without_codes_a_short_password_cannot_be_chosen(cast: Cast) -> None:
    with pytest.raises(Invalid):
        await passwords.change_password(account_of(cast.ben), PASSWORD, SHORT, origin=somewhere(), at=NOW.at)


async def test_setting_up_and_removing_end_every_session(cast: Cast, sealing: Sealing) -> None:
    account, agency = account_of(cast.amara), cast.agency

    async def begin(key: str) -> None:
        await session_store.begin_session(key, make.session(account, agency, at=NOW.at))

    await begin(f"first {account}")
    amara = await enrol(cast.amara, sealing)
    assert await session_store.session(f"first {account}", at=NOW.at) is None
    await begin(f"second {account}")
    await one_time_codes.remove_one_time_codes(
        account, PASSWORD, amara.phone.code(), origin=somewhere(), at=NOW.at, sealing=sealing
    )
    assert await session_store.session(f"second {account}", at=NOW.at) is None


async def test_a_database_without_its_key_lets_nobody_in_by_code_but_by_recovery_code(
    amara: Enrolled, tmp_path: Path
) -> None:
    """As after a restore into a home that has made another key."""
    elsewhere = Sealing(tmp_path / "another.key")
    elsewhere.seal(b"something", "somebody")

    with pytest.raises(Unavailable) as why:
        await one_time_codes.prove_second(
            amara.account, amara.phone.code(), origin=somewhere(), at=NOW.at, sealing=elsewhere
        )

    assert why.value.code == "sealed-elsewhere"
    await one_time_codes.prove_second(amara.account, amara.codes[0], origin=somewhere(), at=NOW.at, sealing=elsewhere)


async def test_a_secret_moved_to_another_account_opens_for_nobody(
    amara: Enrolled, ben: Enrolled, database: Embedded
) -> None:
    async with superuser(database) as root:
        await root.execute(
            "UPDATE second_factor SET sealed = (SELECT sealed FROM second_factor WHERE account = $1)"
            " WHERE account = $2",
            ben.account,
            amara.account,
        )

    assert await refused(amara.prove(ben.phone.code())) == "sealed-elsewhere"


async def test_waiting_is_said_in_seconds(amara: Enrolled) -> None:
    for _ in range(10):
        await refused(amara.prove("000000", at=NOW.at))

    with pytest.raises(TooManyTries) as why:
        await amara.prove("000000", at=NOW.at + timedelta(minutes=5))

    assert why.value.seconds == 600
