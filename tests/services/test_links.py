"""Links by mail are good once, for a while, for one thing, and tell whoever asks for them nothing."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from muster.domain.access import Membership, Role
from muster.domain.accounts.attempts import Origin
from muster.domain.accounts.links import LASTS, MOST_AT_A_TIME, LinkOver, Purpose
from muster.domain.acts import Act
from muster.domain.errors import Invalid, TooManyTries, Unauthenticated
from muster.persistence import accounts as account_store
from muster.persistence import links as store
from muster.persistence.embedded import Embedded
from muster.persistence.ledger import recorded
from muster.services import links, passwords, people
from tests import make
from tests.cast import NOW, PASSWORD, Cast, Member, address, join, somewhere
from tests.letters import Tray, invited
from tests.persistence.rigs import superuser

ANOTHER = "another sentence that only a test would say"
AT = NOW.at


@pytest.fixture
def tray() -> Tray:
    return Tray()


async def asked(purpose: Purpose, who: Member, tray: Tray, *, at: timedelta = timedelta()) -> str:
    """Ask for a link; return what it carries."""
    if purpose is Purpose.INVITATION:
        await invited(address(), by=who.principal, tray=tray)
    else:
        send = {Purpose.SIGN_IN: links.send_sign_in_link, Purpose.RESET: links.send_reset_link}[purpose]
        await send(who.email, language="en", mailing=tray.mailing, at=AT + at)
    return tray.tokens[-1]


async def test_a_link_signs_a_responder_in_once(cast: Cast, tray: Tray) -> None:
    token = await asked(Purpose.SIGN_IN, cast.ben, tray)

    assert await links.sign_in_with_link(token, at=AT) == cast.ben.principal.scope.account
    with pytest.raises(LinkOver):
        await links.sign_in_with_link(token, at=AT)


async def test_of_a_hundred_uses_at_once_one_wins(cast: Cast, tray: Tray) -> None:
    token = await asked(Purpose.SIGN_IN, cast.ben, tray)

    found = await asyncio.gather(*(links.sign_in_with_link(token, at=AT) for _ in range(100)), return_exceptions=True)

    assert [each for each in found if not isinstance(each, LinkOver)] == [cast.ben.principal.scope.account]


async def test_of_a_hundred_new_passwords_at_once_one_is_set(cast: Cast, tray: Tray) -> None:
    token = await asked(Purpose.RESET, cast.ben, tray)
    chosen = [f"sentence number {number} of a hundred" for number in range(100)]

    async def reset(password: str) -> str | None:
        try:
            await links.reset_password(token, password, at=AT)
        except LinkOver:
            return None
        return password

    won = [each for each in await asyncio.gather(*map(reset, chosen)) if each is not None]

    assert len(won) == 1
    assert await signs_in(cast.ben, won[0])
    assert not await signs_in(cast.ben, PASSWORD)


async def signs_in_from(who: Member, place: str) -> bool:
    """Does their password sign them in from there?"""
    return await passwords.prove(who.email, PASSWORD, origin=Origin(place), at=AT) == who.principal.scope.account


async def signs_in(who: Member, password: str) -> bool:
    """Does this password sign them in?"""
    try:
        account = await passwords.prove(who.email, password, origin=somewhere(), at=AT)
    except Unauthenticated:
        return False
    return account == who.principal.scope.account


async def test_the_database_keeps_nothing_that_makes_a_link_again(database: Embedded, cast: Cast, tray: Tray) -> None:
    tokens = [await asked(purpose, cast.amara, tray) for purpose in (Purpose.RESET, Purpose.INVITATION)]
    tokens.append(await asked(Purpose.SIGN_IN, cast.ben, tray))

    async with superuser(database) as root:
        tables = await root.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        rows = [repr(await root.fetch(f"SELECT * FROM {each['tablename']}")) for each in tables]  # noqa: S608 - from the catalogue
    for token in tokens:
        assert len(token) == 43, "256 bits, as base64 for addresses writes them"
        assert not any(token in each for each in rows)
        assert any(hashlib.sha256(token.encode()).hexdigest() in each for each in rows), "the control: its digest is"


@pytest.mark.parametrize("purpose", Purpose)
async def test_a_link_ends_by_itself(purpose: Purpose, cast: Cast, tray: Tray) -> None:
    who = cast.ben if purpose is Purpose.SIGN_IN else cast.amara
    token = await asked(purpose, who, tray)

    last = AT + LASTS[purpose] - timedelta(microseconds=1)
    assert (await links.link(token, purpose, at=last)).purpose is purpose
    with pytest.raises(LinkOver):
        await links.link(token, purpose, at=AT + LASTS[purpose])
    with pytest.raises(LinkOver):
        await store.use_link(hashlib.sha256(token.encode()).hexdigest(), purpose, at=AT + LASTS[purpose])


def test_how_long_each_lasts() -> None:
    assert {
        Purpose.SIGN_IN: timedelta(minutes=10),
        Purpose.RESET: timedelta(hours=1),
        Purpose.INVITATION: timedelta(days=7),
    } == LASTS


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("other", Purpose)
async def test_a_link_is_good_for_what_it_was_asked_for_and_nothing_else(
    purpose: Purpose, other: Purpose, cast: Cast, tray: Tray
) -> None:
    token = await asked(purpose, cast.ben if purpose is Purpose.SIGN_IN else cast.amara, tray)
    digest = hashlib.sha256(token.encode()).hexdigest()

    if purpose is other:
        assert (await store.use_link(digest, other, at=AT)).purpose is purpose
    else:
        with pytest.raises(LinkOver):
            await store.use_link(digest, other, at=AT)


@pytest.mark.parametrize("purpose", [Purpose.SIGN_IN, Purpose.RESET])
async def test_a_newer_link_ends_the_one_before(purpose: Purpose, cast: Cast, tray: Tray) -> None:
    first = await asked(purpose, cast.ben, tray)
    second = await asked(purpose, cast.ben, tray)

    with pytest.raises(LinkOver):
        await links.link(first, purpose, at=AT)
    assert (await links.link(second, purpose, at=AT)).account == cast.ben.principal.scope.account


async def test_of_many_asked_for_at_once_one_is_good(cast: Cast, tray: Tray) -> None:
    send, mailing = links.send_reset_link, tray.mailing
    await asyncio.gather(*(send(cast.ben.email, language="en", mailing=mailing, at=AT) for _ in range(4)))

    good = 0
    for token in set(tray.tokens):
        try:
            await links.link(token, Purpose.RESET, at=AT)
            good += 1
        except LinkOver:
            continue
    assert good == 1


async def test_another_password_ends_every_link_of_the_account_and_of_no_other(cast: Cast, tray: Tray) -> None:
    signing_in, resetting = [await asked(each, cast.ben, tray) for each in (Purpose.SIGN_IN, Purpose.RESET)]
    hers = await asked(Purpose.RESET, cast.amara, tray)

    await links.reset_password(resetting, ANOTHER, at=AT)

    for token, purpose in ((signing_in, Purpose.SIGN_IN), (resetting, Purpose.RESET)):
        with pytest.raises(LinkOver):
            await links.link(token, purpose, at=AT)
    assert (await links.link(hers, Purpose.RESET, at=AT)).account == cast.amara.principal.scope.account, "the control"


async def test_an_account_that_is_disabled_gets_no_letter_and_its_links_are_over(cast: Cast, tray: Tray) -> None:
    account = cast.ben.principal.scope.account
    assert account
    tokens = [(await asked(each, cast.ben, tray), each) for each in (Purpose.SIGN_IN, Purpose.RESET)]

    await account_store.disable(account, since=AT)
    await links.send_sign_in_link(cast.ben.email, language="en", mailing=tray.mailing, at=AT)
    await links.send_reset_link(cast.ben.email, language="en", mailing=tray.mailing, at=AT)
    assert len(tray.messages) == 2
    await account_store.disable(account, since=None)

    for token, purpose in tokens:
        with pytest.raises(LinkOver):
            await links.link(token, purpose, at=AT)


async def test_a_link_that_was_never_made_is_answered_like_one_that_is_over(cast: Cast, tray: Tray) -> None:
    token = await asked(Purpose.SIGN_IN, cast.ben, tray)
    await links.sign_in_with_link(token, at=AT)

    said = set()
    for each in (token, token.swapcase(), "x" * 43, "x", "", f"{token}=", "é" * 43):
        with pytest.raises(LinkOver) as refused:
            await links.link(each, Purpose.SIGN_IN, at=AT)
        said.add(str(refused.value))
    assert len(said) == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RESPONDER])
async def test_who_sees_more_than_themselves_is_told_that_a_link_is_not_enough(
    role: Role, cast: Cast, tray: Tray
) -> None:
    who = await join(cast.amara, role)

    await links.send_sign_in_link(who.email, language="en", mailing=tray.mailing, at=AT)

    assert tray.paths == ["/sign-in"]
    assert "a link alone does not open it" in tray.messages[0].text


async def test_whose_place_has_grown_meanwhile_is_not_let_in_by_a_link(cast: Cast, tray: Tray) -> None:
    token = await asked(Purpose.SIGN_IN, cast.ben, tray)
    account = cast.ben.principal.scope.account
    assert account
    async with recorded(make.everybody(cast.amara.principal), Act.MEMBERSHIP_GRANTED, at=AT) as entry:
        await account_store.add_membership(entry, account, Membership(cast.agency, Role.HR))

    with pytest.raises(LinkOver):
        await links.sign_in_with_link(token, at=AT)


@pytest.mark.parametrize("send", [links.send_sign_in_link, links.send_reset_link])
async def test_a_stranger_gets_nothing(send: object, cast: Cast, tray: Tray) -> None:
    for each in ("nobody@example.org", "", "no address", "@", "x" * 320):
        await send(each, language="en", mailing=tray.mailing, at=AT)  # type: ignore[operator]  # one of the two

    assert tray.messages == []


async def test_capital_letters_make_no_difference_and_mail_goes_to_the_address_on_file(cast: Cast, tray: Tray) -> None:
    await links.send_reset_link(cast.ben.email.upper(), language="en", mailing=tray.mailing, at=AT)

    assert [each.to for each in tray.messages] == [cast.ben.email]


@pytest.mark.parametrize("role", [Role.RESPONDER, Role.HR])
async def test_nobodys_mailbox_is_filled_by_somebody_else(role: Role, cast: Cast, tray: Tray) -> None:
    who = await join(cast.amara, role)
    for second in range(60):
        at = AT + timedelta(seconds=second)
        await links.send_sign_in_link(who.email, language="en", mailing=tray.mailing, at=at)

    assert len(tray.messages) == MOST_AT_A_TIME


@pytest.mark.parametrize("every", [1, 20, 119, 240], ids=lambda seconds: f"every {seconds} s")
async def test_whoever_is_asked_for_by_others_always_has_a_good_link(every: int, cast: Cast, tray: Tray) -> None:
    """Somebody asks for Ben without end: he is never left without a link that lets him in."""
    token = await asked(Purpose.SIGN_IN, cast.ben, tray)
    for second in range(every, 1300, every):
        at = AT + timedelta(seconds=second)
        await links.send_sign_in_link(cast.ben.email, language="en", mailing=tray.mailing, at=at)
        token = tray.tokens[-1]
        assert (await links.link(token, Purpose.SIGN_IN, at=at)).account == cast.ben.principal.scope.account


async def test_who_asks_from_one_place_keeps_nobody_elsewhere_from_asking(cast: Cast) -> None:
    mallory, ben = somewhere(), somewhere()
    taken = 0
    for number in range(200):
        email = cast.ben.email if number % 2 else f"somebody-{number}@example.org"
        with suppress(TooManyTries):
            await links.asking(Purpose.SIGN_IN, email, origin=mallory, at=AT)
            taken += 1

    assert taken == 100, "ten of one address, a hundred in all"
    await links.asking(Purpose.SIGN_IN, cast.ben.email, origin=ben, at=AT)
    assert await signs_in_from(cast.ben, mallory.address), "and signing in is counted apart"


async def test_a_letter_is_in_the_language_of_whoever_reads_it(cast: Cast, tray: Tray) -> None:
    (himself,) = [await people.person(cast.ben_himself, by=cast.amara.principal)]
    spanish = replace(himself.value, language="es")
    await people.correct_person(
        cast.ben_himself, spanish, version=himself.version, because="he said so", by=cast.amara.principal, now=NOW
    )

    await asked(Purpose.SIGN_IN, cast.ben, tray)
    await asked(Purpose.RESET, cast.amara, tray)

    assert [each.language for each in tray.messages] == ["es", "en"]
    assert "Su enlace" in tray.messages[0].subject


async def test_every_letter_has_an_id_of_its_own_and_names_its_thing(cast: Cast, tray: Tray) -> None:
    for _ in range(2):
        await asked(Purpose.SIGN_IN, cast.ben, tray)
    await asked(Purpose.RESET, cast.ben, tray)

    names = [each.name for each in tray.messages]
    subjects = [each.subject for each in tray.messages]
    assert len(set(names)) == 3
    assert subjects[0] == subjects[1] == "Your link to sign in to muster, Harbor County"
    assert subjects[2] == "Set another password for muster"
    for message, lasts in zip(tray.messages, ("ten minutes", "ten minutes", "an hour"), strict=True):
        assert f"as {cast.ben.email}" in message.text or f"for {cast.ben.email}" in message.text
        assert lasts in message.text


async def test_a_password_that_is_not_taken_leaves_the_link_good(cast: Cast, tray: Tray) -> None:
    token = await asked(Purpose.RESET, cast.ben, tray)

    with pytest.raises(Invalid):
        await links.reset_password(token, "short", at=AT)

    assert await links.reset_password(token, ANOTHER, at=AT) == cast.ben.principal.scope.account
    assert await signs_in(cast.ben, ANOTHER)


async def test_the_old_password_is_good_for_nothing_after_a_reset(cast: Cast, tray: Tray) -> None:
    await links.reset_password(await asked(Purpose.RESET, cast.ben, tray), ANOTHER, at=AT)

    assert not await signs_in(cast.ben, PASSWORD)
