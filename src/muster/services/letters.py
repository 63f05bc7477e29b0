"""The mail that carries a link: as text and as HTML, never twice under one id."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Final
from uuid import UUID

from muster.domain.access import EVERYBODY, Membership, Role, Scope
from muster.domain.accounts.links import Purpose
from muster.domain.matrix import ROLES
from muster.domain.words import Words, message
from muster.mail import Message, Outcome, Sent
from muster.persistence import links as store
from muster.persistence import people as people_store
from muster.persistence.facts import NOW

_LOG: Final = logging.getLogger("muster.letters")

_NOT_YOU: Final = message("It was not you? Then do nothing: without the link nobody gets in.")


@dataclass(frozen=True, slots=True)
class Mailing:
    """What a letter takes: who takes the mail, who speaks the reader's language, where a path of ours leads to."""

    post: Callable[[Message], Awaitable[Outcome]]
    words: Callable[[str], Words]
    link: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to hand over; ``link`` is the digest of the link that it carries, if it carries one."""

    message: Message
    link: str | None = None


def sign_in_link(to: str, link: str, *, agency: str, words: Words, at: datetime) -> Message:
    """Return the mail that lets a responder in."""
    return written(
        to,
        words("Your link to sign in to muster, {agency}", agency=agency),
        [
            words("Somebody asked for a link to sign in as {email}: you, we hope.", email=to),
            words(
                "It is good once, and for ten minutes. Open it on the phone or computer that you want to sign in on."
            ),
        ],
        link,
        [words(_NOT_YOU)],
        words=words,
        at=at,
    )


def no_sign_in_link(to: str, link: str, *, words: Words, at: datetime) -> Message:
    """Return the mail that says why there is no link in it."""
    return written(
        to,
        words("Signing in to muster takes more than a link"),
        [
            words("Somebody asked for a link to sign in as {email}: you, we hope.", email=to),
            words(
                "Your place in muster shows the records of other people, so a link alone does not open it. "
                "Sign in with your password, or with your organisation's sign-in, here:"
            ),
        ],
        link,
        [words("It was not you? Then do nothing.")],
        words=words,
        at=at,
    )


def reset_link(to: str, link: str, *, words: Words, at: datetime) -> Message:
    """Return the mail with which somebody sets another password."""
    return written(
        to,
        words("Set another password for muster"),
        [
            words("Somebody asked to set another password for {email}: you, we hope.", email=to),
            words("The link is good once, and for an hour. Your password stays as it is until you have set another."),
        ],
        link,
        [words("It was not you? Then do nothing: your password stays as it is.")],
        words=words,
        at=at,
    )


def invitation(
    to: str, link: str, *, agency: str, role: Role, by: str, through: date, words: Words, at: datetime
) -> Message:
    """Return the mail that offers a place; ``by`` is who offers it, empty when it is whoever runs the machine."""
    asked = (
        words(
            "{who} invites you to {agency} in muster, as {role}.", who=by, agency=agency, role=words(ROLES[role].name)
        )
        if by
        else words("{agency} invites you to muster, as {role}.", agency=agency, role=words(ROLES[role].name))
    )
    return written(
        to,
        words("Invitation to {agency} in muster", agency=agency),
        [
            asked,
            words("muster keeps training and credentials of community responders."),
            words(
                "The link is good once, until {day}. There you choose a password, or sign in if you have one.",
                day=words.day(through),
            ),
        ],
        link,
        [words("You do not know {agency}? Then do nothing: the invitation ends by itself.", agency=agency)],
        words=words,
        at=at,
    )


async def hand_over(letter: Letter, mailing: Mailing) -> Outcome:
    """Send a letter, and write down what became of it. Neither the link nor the address gets into the log."""
    outcome = await mailing.post(letter.message)
    if letter.link is not None:
        await store.keep_mail(letter.link, str(outcome.state))
    if outcome.state is not Sent.SENT:
        _LOG.warning("a letter was not sent: %s", outcome.state)
    return outcome


PATHS: Final = {
    Purpose.SIGN_IN: "/sign-in/link/{token}",
    Purpose.RESET: "/reset/{token}",
    Purpose.INVITATION: "/invitation/{token}",
}


async def words_of(account: UUID, places: Sequence[Membership], mailing: Mailing, *, language: str) -> Words:
    """Return the language that somebody reads: their record's, else the one that was asked in."""
    for each in places:
        if each.person is not None:
            himself = await people_store.person(Scope(each.agency, account, EVERYBODY), each.person, known=NOW)
            if himself is not None:
                return mailing.words(himself.value.language)
    return mailing.words(language)


def written(
    to: str, subject: str, opening: Sequence[str], link: str, closing: Sequence[str], *, words: Words, at: datetime
) -> Message:
    """Return a letter, as text and as HTML: what is said before its one link, and what after."""
    ending = [*closing, words("Nobody reads answers to this mail.")]
    return Message(
        to=to,
        subject=subject,
        text="\n\n".join([*opening, link, *ending]) + "\n",
        html="\n".join(
            [
                "<!doctype html>",
                f'<html lang="{escape(words.language)}">',
                f'<head><meta charset="utf-8"><title>{escape(subject)}</title></head>',
                '<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">',
                *(f"<p>{escape(each)}</p>" for each in opening),
                f'<p><a href="{escape(link)}">{escape(link)}</a></p>',
                *(f"<p>{escape(each)}</p>" for each in ending),
                "</body></html>",
                "",
            ]
        ),
        name=secrets.token_hex(16),
        language=words.language,
        at=at,
    )
