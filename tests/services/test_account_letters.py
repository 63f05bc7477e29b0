"""The mail that says that an account was changed: each change has its own, in both languages, and it lets nobody in."""

from __future__ import annotations

import pytest

from muster.catalogue import LANGUAGES
from muster.domain.access import Role
from muster.mail import Message, Outcome, Sent
from muster.services import account_events, account_letters, members, people
from muster.services.account_letters import Change
from tests import make
from tests.cast import NOW, Cast, Member, join
from tests.letters import Tray, path_in
from tests.services.test_passwords import account_of


async def told(who: Member, change: Change, *, browser: str | None = "", language: str = "en") -> Message:
    """Return the letter that somebody gets."""
    tray = Tray()
    account, mailing = account_of(who), tray.mailing
    await account_letters.tell(account, change, browser=browser, language=language, mailing=mailing, at=NOW.at)
    (found,) = tray.messages
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change", Change)
async def test_every_change_is_told_to_its_own_address_and_the_letter_lets_nobody_in(
    change: Change, language: str, cast: Cast
) -> None:
    letter = await told(cast.amara, change, browser="Firefox, Linux", language=language)

    assert (letter.to, letter.language) == (cast.amara.email, language)
    assert path_in(letter) == "/reset", "the page that asks for a link, and no link that is one"
    assert cast.amara.email in letter.text
    assert "Firefox, Linux" in letter.text
    assert "09:00 (America/Chicago)" in letter.text, "when it was where the agency is"
    assert letter.text.count("\n\n") == 5, "what, when and from where, it was you, it was not you, the link, the end"


async def test_no_two_changes_are_told_in_the_same_words(cast: Cast) -> None:
    english = {(await told(cast.amara, change, language="en")).text for change in Change}
    spanish = {(await told(cast.amara, change, language="es")).text for change in Change}

    assert len(english) == len(spanish) == len(Change)
    assert not english & spanish


@pytest.mark.parametrize(
    ("browser", "said"),
    [
        ("Safari, iPhone", "From where: Safari, iPhone."),
        ("", "From where: a program that is no browser."),
        (None, "From where: the machine that muster runs on, by whoever runs it."),
    ],
)
async def test_it_says_from_what_kind_of_place(browser: str | None, said: str, cast: Cast) -> None:
    assert said in (await told(cast.amara, Change.PASSWORD, browser=browser)).text


async def test_one_of_the_people_reads_it_in_their_own_language(cast: Cast) -> None:
    himself = await people.add_person(make.identity("Iker Sol", language="es"), by=cast.amara.principal, now=NOW)
    iker = await join(cast.amara, Role.RESPONDER, person=himself)

    assert (await told(iker, Change.PASSWORD, language="en")).language == "es"


async def test_even_an_account_that_is_shut_or_belongs_nowhere_is_told(cast: Cast) -> None:
    await account_events.disable(cast.ben.email, at=NOW.at)
    (place,) = await members.members_at(cast.dana.email, by=cast.amara.principal)
    await members.end_membership(place.fact, because="the audit is over", by=cast.amara.principal, now=NOW)

    shut = await told(cast.ben, Change.PASSWORD_SET, browser=None)
    nowhere = await told(cast.dana, Change.PASSWORD_SET, browser=None)

    assert "09:00 (America/Chicago)" in shut.text
    assert (nowhere.to, "15:00 (UTC)" in nowhere.text) == (cast.dana.email, True)


async def test_what_became_of_it_is_said(cast: Cast) -> None:
    tray = Tray(outcome=Outcome(Sent.DEFERRED, "the mail server gave no answer"))
    account, mailing = account_of(cast.amara), tray.mailing

    outcome = await account_letters.tell(
        account, Change.PASSWORD, browser="", language="en", mailing=mailing, at=NOW.at
    )

    assert outcome is tray.outcome
