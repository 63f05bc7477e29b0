"""The mail that says that something was changed of what signs somebody in: what, when, from where, and what to do.

It goes to the address of the account, whoever did it, so that nobody is robbed of an account unseen. It carries no
secret, and no link that lets anybody in.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain import programs
from muster.domain.access import Scope
from muster.domain.words import Words, message
from muster.mail import Message, Outcome
from muster.persistence import accounts as account_store
from muster.persistence import programs as program_store
from muster.services import letters, passwords
from muster.services.letters import Letter, Mailing

_AGAIN: Final = "/reset"


class Change(StrEnum):
    """What was changed of an account."""

    PASSWORD = "password"  # noqa: S105 - the name of a change
    PASSWORD_BY_LINK = "password-by-link"  # noqa: S105 - as above
    PASSWORD_SET = "password-set"  # noqa: S105 - as above
    CODES_SET_UP = "codes-set-up"
    CODES_REMOVED = "codes-removed"
    CODES_FORGOTTEN = "codes-forgotten"
    RECOVERY_CODES = "recovery-codes"
    UNLINKED = "unlinked"


class _Said(NamedTuple):
    subject: str
    text: str


_PASSWORD_CHANGED: Final = message("Your password for muster was changed")
_CODES_REMOVED: Final = message("One-time codes for muster were removed")

_SAID: Final = {
    Change.PASSWORD: _Said(
        _PASSWORD_CHANGED,
        message("The password of {email} was changed. Everywhere else you have to sign in again."),
    ),
    Change.PASSWORD_BY_LINK: _Said(
        _PASSWORD_CHANGED,
        message(
            "Another password was set for {email}, with a link that was sent to this address. "
            "Everywhere else you have to sign in again."
        ),
    ),
    Change.PASSWORD_SET: _Said(
        _PASSWORD_CHANGED,
        message("Another password was set for {email}. Wherever you were signed in, you have to sign in again."),
    ),
    Change.CODES_SET_UP: _Said(
        message("One-time codes for muster were set up"),
        message("From now on {email} is asked for a one-time code beside the password."),
    ),
    Change.CODES_REMOVED: _Said(
        _CODES_REMOVED,
        message("{email} is asked for no one-time code any more: the password alone signs in."),
    ),
    Change.CODES_FORGOTTEN: _Said(
        _CODES_REMOVED,
        message(
            "{email} is asked for no one-time code any more, and has another password. "
            "Wherever you were signed in, you have to sign in again."
        ),
    ),
    Change.RECOVERY_CODES: _Said(
        message("Your recovery codes for muster were made anew"),
        message("There are ten new recovery codes for {email}. Those there were are worth nothing now."),
    ),
    Change.UNLINKED: _Said(
        message("An organisation signs you in to muster no longer"),
        message(
            "An organisation's sign-in was removed from the account {email}. Everywhere else you have to sign in again."
        ),
    ),
}


async def tell(
    account: UUID, change: Change, *, browser: str | None, language: str, mailing: Mailing, at: datetime
) -> Outcome:
    """Say by mail that something of an account was changed; return what became of the mail.

    ``browser``: the one it was done in, as its owner would know it again; empty when it was a program, and unset
    when whoever runs the machine did it. ``language``: for whom no language is on record.
    """
    to = (await passwords.own(account)).email
    places = await account_store.memberships(account, at=at, even_disabled=True)
    words = await letters.words_of(account, places, mailing, language=language)
    agency = await program_store.agency(Scope(places[0].agency, account)) if places else None
    said = _written(
        to, change, browser, mailing.link(_AGAIN), zone=agency.time_zone if agency else "UTC", words=words, at=at
    )
    return await letters.hand_over(Letter(said), mailing)


def _written(
    to: str, change: Change, browser: str | None, link: str, *, zone: str, words: Words, at: datetime
) -> Message:
    said = _SAID[change]
    return letters.written(
        to,
        words(said.subject),
        [
            words(said.text, email=to),
            f"{_when(at, zone, words)} {_where(browser, words)}",
            words("It was you, or done for you? Then there is nothing to do."),
            words("It was not you? Set another password at once, and tell an administrator of your agency:"),
        ],
        link,
        [],
        words=words,
        at=at,
    )


def _when(at: datetime, zone: str, words: Words) -> str:
    there = at.astimezone(programs.zone(zone))
    return words("When: {day}, {time} ({zone}).", day=words.day(there.date()), time=f"{there:%H:%M}", zone=zone)


def _where(browser: str | None, words: Words) -> str:
    if browser is None:
        return words("From where: the machine that muster runs on, by whoever runs it.")
    if not browser:
        return words("From where: a program that is no browser.")
    return words("From where: {browser}.", browser=browser)
