"""One-time codes: set them up, use them, remove them; and the recovery codes that stand in for them."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

import pyotp

from muster.domain.accounts import one_time_codes as rules
from muster.domain.accounts.attempts import Origin
from muster.domain.accounts.one_time_codes import Enrolment, SecondFactor
from muster.domain.accounts.passwords import ALONE, length
from muster.domain.errors import Conflict, Forbidden, Invalid, Refusal, Unauthenticated
from muster.persistence import accounts as account_store
from muster.persistence import one_time_codes as store
from muster.persistence.database import for_account
from muster.sealing import Sealing
from muster.services import passwords
from muster.services.attempts import trying

_ISSUER: Final = "muster"


async def second_factor(account: UUID, *, at: datetime) -> SecondFactor:
    """Return what an account is asked for beside the password."""
    found = await store.kept(account, at=at)
    if found is None or found.confirmed_at is None:
        return SecondFactor()
    return SecondFactor(found.confirmed_at, await store.recovery_codes_left(account))


async def begin_one_time_codes(
    account: UUID, password: str, *, origin: Origin, at: datetime, sealing: Sealing
) -> Enrolment:
    """Make a secret for somebody's phone. It counts once a code of it has been shown, and waits half an hour for that.

    Raises:
        Forbidden: it is not their password.
        Conflict: they have one-time codes already.
    """
    own = await passwords.prove_own(account, password, origin=origin, at=at)
    secret = pyotp.random_base32()
    await store.keep(account, sealing.seal(secret.encode(), _about(account)), at=at)
    return _enrolment(secret, own.email)


async def waiting(account: UUID, *, at: datetime, sealing: Sealing) -> Enrolment | None:
    """Return the secret that waits for its first code, if there is one."""
    found = await store.kept(account, at=at)
    if found is None or found.confirmed_at is not None:
        return None
    return _enrolment(_secret(account, found, sealing), (await passwords.own(account)).email)


async def confirm_one_time_codes(
    account: UUID, code: str, *, origin: Origin, at: datetime, sealing: Sealing
) -> list[str]:
    """Let the secret count from now on, since a code of it is shown; return the recovery codes. Every session ends.

    Raises:
        Conflict: no secret waits for a code.
        Forbidden: the code is not one of it.
    """
    found = await store.kept(account, at=at)
    if found is None or found.confirmed_at is not None:
        raise Conflict(
            "no secret waits for its first code: begin to set one-time codes up, and confirm them within half an hour",
            code="nothing-to-confirm",
        )
    async with trying((await passwords.own(account)).email, account, origin, at=at):
        step = _step(_secret(account, found, sealing), code, at=at, after=0)
        if step is None:
            raise _not_proved()
        async with for_account(account):
            if not await store.confirm(account, found.sealed, step=step, at=at):
                raise _not_proved()
            codes = await _new_recovery_codes(account)
            await account_store.end_sessions(account)
    return codes


async def prove_second(account: UUID, code: str, *, origin: Origin, at: datetime, sealing: Sealing) -> None:
    """Take a one-time code, or a recovery code, as the second proof of who somebody is. Each is taken once.

    Raises:
        Unauthenticated: it is none, or was used before.
        TooManyTries: it was tried too often.
    """
    refusal = Unauthenticated(
        "that code is not the current one, or was used before; wait for the next one and try again", code="wrong-code"
    )
    await _use(account, code, refusal, origin=origin, at=at, sealing=sealing)


async def renew_recovery_codes(
    account: UUID, code: str, *, origin: Origin, at: datetime, sealing: Sealing
) -> list[str]:
    """Make ten recovery codes anew; those there were are worth nothing now.

    Raises:
        Conflict: there are no one-time codes to recover.
        Forbidden: the code is none, or was used before.
    """
    await _require(account, at=at)
    await _use(account, code, _not_proved(), origin=origin, at=at, sealing=sealing)
    return await _new_recovery_codes(account)


async def remove_one_time_codes(
    account: UUID, password: str, code: str, *, origin: Origin, at: datetime, sealing: Sealing
) -> None:
    """Stop asking for one-time codes. Every session ends.

    Raises:
        Conflict: there are none.
        Forbidden: the password or the code is not right.
        Invalid: the password is too short to stand alone.
    """
    await _require(account, at=at)
    await passwords.prove_own(account, password, origin=origin, at=at)
    if length(password) < ALONE:
        raise Invalid(
            f"your password has {length(password)} characters, and without one-time codes it needs {ALONE}; "
            "change it to a longer one first",
            code="too-short-alone",
        )
    await _use(account, code, _not_proved(), origin=origin, at=at, sealing=sealing)
    async with for_account(account):
        await store.forget(account)
        await account_store.end_sessions(account)


async def _use(account: UUID, code: str, refusal: Refusal, *, origin: Origin, at: datetime, sealing: Sealing) -> None:
    """Use up a code of either kind, or refuse."""
    own = await passwords.own(account)
    async with trying(own.email, account, origin, at=at):
        if recovery := rules.recovery(code):
            if await store.use_recovery_code(account, rules.digest(account, recovery), at=at):
                return
            raise refusal
        found = await store.kept(account, at=at)
        if found is None or found.confirmed_at is None:
            raise refusal
        step = _step(_secret(account, found, sealing), code, at=at, after=found.step)
        if step is None or not await store.use_step(account, found.sealed, step):
            raise refusal


async def _require(account: UUID, *, at: datetime) -> None:
    if (await second_factor(account, at=at)).since is None:
        raise Conflict("you have no one-time codes; set them up first", code="no-second-factor")


async def _new_recovery_codes(account: UUID) -> list[str]:
    codes = [
        "".join(secrets.choice(rules.RECOVERY_ALPHABET) for _ in range(rules.RECOVERY_LENGTH))
        for _ in range(rules.RECOVERY_CODES)
    ]
    await store.keep_recovery_codes(account, [rules.digest(account, each) for each in codes])
    return [rules.shown(each) for each in codes]


def _step(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """Return the step that a code is of, among those that are taken now; nothing for any other."""
    wanted, counted = rules.digits(code), pyotp.HOTP(secret, digits=rules.DIGITS)
    found = [step for step in rules.taken_at(at, after=after) if hmac.compare_digest(counted.at(step), wanted)]
    return found[0] if found else None


def _secret(account: UUID, found: store.Kept, sealing: Sealing) -> str:
    return sealing.open(found.sealed, _about(account)).decode()


def _about(account: UUID) -> str:
    return f"one-time codes of {account}"


def _enrolment(secret: str, email: str) -> Enrolment:
    uri = pyotp.TOTP(secret, digits=rules.DIGITS, interval=rules.STEP).provisioning_uri(name=email, issuer_name=_ISSUER)
    return Enrolment(secret, uri)


def _not_proved() -> Forbidden:
    return Forbidden("that code is not the current one, or was used before; nothing was changed", code="not-proved")
