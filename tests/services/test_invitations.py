"""An invitation is a place that waits for whoever reads the mail at an address."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Membership, Role, operator
from muster.domain.accounts.links import LinkOver
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, Stale
from muster.mail import Outcome, Sent
from muster.persistence import accounts as account_store
from muster.persistence.embedded import Embedded
from muster.persistence.facts import MEMBERSHIP
from muster.persistence.ledger import recorded
from muster.services import accounts, ledger, people, programs
from muster.services import invitations as service
from muster.services.invitations import SignInFirst
from muster.services.letters import hand_over
from tests import make
from tests.cast import NOW, PASSWORD, Cast, address, join, sign_in
from tests.letters import Tray, invited
from tests.persistence.rigs import superuser

AT, NOWHERE = NOW.at, make.NOWHERE
ANOTHER = "another sentence that only a test would say"


@pytest.fixture
def tray() -> Tray:
    return Tray()


async def invite(cast: Cast, tray: Tray, place: Membership, email: str = "") -> str:
    """Invite somebody to a place; return what the link carries."""
    _, letter = await service.invite(
        email or address(), place, by=cast.amara.principal, now=NOW, mailing=tray.mailing, language="en"
    )
    await hand_over(letter, tray.mailing)
    return tray.tokens[-1]


async def count(server: Embedded, table: str) -> int:
    async with superuser(server) as root:
        return int(await root.fetchval(f"SELECT count(*) FROM {table}"))  # noqa: S608 - named below


async def test_accepting_makes_account_and_place_in_one_act(database: Embedded, cast: Cast, tray: Tray) -> None:
    email, last = address(), date(2027, 1, 31)
    place = Membership(cast.agency, Role.RESPONDER, cast.ben_himself, program=cast.program, through=last)
    token = await invite(cast, tray, place, email)
    before = (await ledger.head(by=cast.amara.principal)).position

    account = await service.accept_invitation(token, password=PASSWORD, at=AT)

    who = await sign_in(email)
    (held,) = who.memberships
    assert who.scope.account == account
    assert (held.role, held.person, held.program, held.through) == (
        Role.RESPONDER,
        cast.ben_himself,
        cast.program,
        last,
    )
    assert (await ledger.head(by=cast.amara.principal)).position == before + 1
    async with superuser(database) as root:
        (act,) = await root.fetch(
            "SELECT a.act, a.account, r.words FROM act a JOIN remark r USING (agency, position)"
            " WHERE a.agency = $1 AND a.position = $2",
            cast.agency,
            before + 1,
        )
        used = await root.fetchval("SELECT used_at FROM link WHERE inviting = $1", cast.agency)
    assert tuple(act) == (Act.MEMBERSHIP_GRANTED, account, "by invitation")
    assert used == AT
    assert (await ledger.verify(by=cast.amara.principal)).faults == ()


async def test_until_it_is_accepted_there_is_neither_account_nor_place(
    database: Embedded, cast: Cast, tray: Tray
) -> None:
    before = [await count(database, table) for table in ("account", "membership")]
    token = await invite(cast, tray, Membership(cast.agency, Role.HR))
    await service.offered(token, at=AT)

    assert [await count(database, table) for table in ("account", "membership")] == before
    await service.accept_invitation(token, password=PASSWORD, at=AT)
    assert [await count(database, table) for table in ("account", "membership")] == [each + 1 for each in before]


async def test_of_a_hundred_who_accept_at_once_one_does(database: Embedded, cast: Cast, tray: Tray) -> None:
    token = await invite(cast, tray, Membership(cast.agency, Role.HR))
    before = await count(database, "membership")

    found = await asyncio.gather(
        *(service.accept_invitation(token, password=PASSWORD, at=AT) for _ in range(100)), return_exceptions=True
    )

    assert len([each for each in found if not isinstance(each, Refusal)]) == 1
    assert await count(database, "membership") == before + 1


async def test_a_password_that_is_not_taken_leaves_the_invitation_good(cast: Cast, tray: Tray) -> None:
    token = await invite(cast, tray, Membership(cast.agency, Role.HR))

    with pytest.raises(Invalid):
        await service.accept_invitation(token, password=ANOTHER[:5], at=AT)

    await service.accept_invitation(token, password=PASSWORD, at=AT)


async def test_who_signs_in_already_accepts_as_who_they_are_and_as_nobody_else(cast: Cast, tray: Tray) -> None:
    chidi = cast.chidi.principal.scope.account
    token = await invite(cast, tray, Membership(cast.agency, Role.AUDITOR, through=date(2027, 1, 1)), cast.chidi.email)

    for somebody in (None, cast.ben.principal.scope.account, uuid4()):
        with pytest.raises(SignInFirst):
            await service.accept_invitation(token, account=somebody, password=PASSWORD, at=AT)
    assert await service.accept_invitation(token, account=chidi, at=AT) == chidi

    assert chidi is not None
    places = await account_store.memberships(chidi, at=AT)
    assert {(each.agency, each.role) for each in places} == {
        (cast.agency, Role.AUDITOR),
        (cast.chidi.principal.scope.agency, Role.ADMINISTRATOR),
    }
    assert (await accounts.admit(chidi, agency=cast.agency, at=AT)).scope.account == chidi


async def test_an_account_that_was_made_meanwhile_is_not_taken_over(
    cast: Cast, tray: Tray, monkeypatch: pytest.MonkeyPatch
) -> None:
    email = address()
    token = await invite(cast, tray, Membership(cast.agency, Role.HR), email)
    await accounts.add_member(email, PASSWORD, Role.ADMINISTRATOR, by=cast.chidi.principal, now=NOW)

    async def not_there_yet(_: str) -> None:
        return None

    with monkeypatch.context() as patch:
        patch.setattr(account_store, "account_of", not_there_yet)
        with pytest.raises(SignInFirst):
            await service.accept_invitation(token, password=ANOTHER, at=AT)

    assert (await sign_in(email)).scope.agency != cast.agency


async def test_an_invitation_that_was_withdrawn_lets_nobody_in_and_it_is_on_record_why(
    database: Embedded, cast: Cast, tray: Tray
) -> None:
    token = await invite(cast, tray, Membership(cast.agency, Role.HR))
    (found,) = (await service.invitations(by=cast.amara.principal, at=AT)).items

    await service.withdraw_invitation(
        found.record.fact,
        version=found.record.version,
        because="she took another job",
        by=cast.amara.principal,
        now=NOW,
    )

    with pytest.raises(LinkOver):
        await service.accept_invitation(token, password=PASSWORD, at=AT)
    assert (await service.invitations(by=cast.amara.principal, at=AT)).items == ()
    head = (await ledger.head(by=cast.amara.principal)).position
    async with superuser(database) as root:
        act = await root.fetchval("SELECT act FROM act WHERE agency = $1 AND position = $2", cast.agency, head)
        words = await root.fetchval("SELECT words FROM remark WHERE agency = $1 AND position = $2", cast.agency, head)
    assert (act, words) == (Act.INVITATION_WITHDRAWN, "she took another job")
    with pytest.raises(NotFound):
        await service.withdraw_invitation(
            found.record.fact, version=None, because="again", by=cast.amara.principal, now=NOW
        )


async def test_a_version_that_is_not_the_current_one_withdraws_nothing(cast: Cast, tray: Tray) -> None:
    token = await invite(cast, tray, Membership(cast.agency, Role.HR))
    (found,) = (await service.invitations(by=cast.amara.principal, at=AT)).items

    with pytest.raises(Stale):
        await service.withdraw_invitation(
            found.record.fact, version=uuid4(), because="a slip", by=cast.amara.principal, now=NOW
        )
    assert (await service.offered(token, at=AT)).invitation.role is Role.HR, "the link is as good as before"


async def test_an_invitation_ends_by_itself_after_seven_days(cast: Cast, tray: Tray) -> None:
    token = await invite(cast, tray, Membership(cast.agency, Role.HR))
    last, over = AT + timedelta(days=7, microseconds=-1), AT + timedelta(days=7)

    assert len((await service.invitations(by=cast.amara.principal, at=last)).items) == 1
    assert (await service.offered(token, at=last)).invitation.role is Role.HR
    assert (await service.invitations(by=cast.amara.principal, at=over)).items == ()
    with pytest.raises(LinkOver):
        await service.accept_invitation(token, password=PASSWORD, at=over)


async def test_a_second_invitation_to_an_address_ends_the_first(cast: Cast, tray: Tray) -> None:
    email = address()
    first = await invite(cast, tray, Membership(cast.agency, Role.ADMINISTRATOR), email)
    second = await invite(cast, tray, Membership(cast.agency, Role.RESPONDER), email.upper())

    with pytest.raises(LinkOver):
        await service.accept_invitation(first, password=PASSWORD, at=AT)
    await service.accept_invitation(second, password=PASSWORD, at=AT)
    who = await sign_in(email)
    assert [each.role for each in who.memberships] == [Role.RESPONDER]
    assert (await ledger.verify(by=cast.amara.principal)).faults == ()


async def test_an_invitation_is_worth_no_more_than_who_sent_it(cast: Cast, tray: Tray) -> None:
    """Withdraw the place of who invited: what they sent out lets nobody in any more."""
    second = await join(cast.amara, Role.ADMINISTRATOR)
    email = address()
    _, letter = await service.invite(
        email,
        Membership(cast.agency, Role.ADMINISTRATOR),
        by=second.principal,
        now=NOW,
        mailing=tray.mailing,
        language="en",
    )
    await hand_over(letter, tray.mailing)
    (held,) = second.principal.memberships
    assert held.fact
    assert (await service.offered(tray.tokens[0], at=AT)).who == second.email, "the control"
    async with recorded(make.everybody(cast.amara.principal), Act.MEMBERSHIP_GRANTED, at=AT) as entry:
        await entry.withdraw(MEMBERSHIP, held.fact)

    with pytest.raises(LinkOver):
        await service.accept_invitation(tray.tokens[0], password=PASSWORD, at=AT)


async def test_whoever_runs_the_machine_may_invite_too(cast: Cast, tray: Tray) -> None:
    await invited(address(), by=operator(cast.agency), tray=tray)

    await service.accept_invitation(tray.tokens[0], password=PASSWORD, at=AT)
    assert "Harbor County invites you to muster, as responder." in tray.messages[0].text


async def test_a_place_that_ends_before_it_is_accepted_is_no_place(cast: Cast, tray: Tray) -> None:
    token = await invite(cast, tray, Membership(cast.agency, Role.AUDITOR, through=NOW.today))

    assert (await service.offered(token, at=AT)).invitation.through == NOW.today
    with pytest.raises(LinkOver):
        await service.accept_invitation(token, password=PASSWORD, at=AT + timedelta(days=1))


@pytest.mark.parametrize(
    ("email", "place", "code"),
    [
        ("no address", Membership(NOWHERE, Role.HR), "bad-address"),
        ("two@example.org,three@example.org", Membership(NOWHERE, Role.HR), "bad-address"),
        ("a@example.org\r\nBcc: b@example.org", Membership(NOWHERE, Role.HR), "bad-address"),
        ("", Membership(NOWHERE, Role.AUDITOR), "no-last-day"),
        ("", Membership(NOWHERE, Role.AUDITOR, through=date(2026, 11, 21)), "ended-already"),
        ("", Membership(NOWHERE, Role.GRANT_OFFICER, program=NOWHERE), "role-of-the-agency"),
    ],
    ids=["no address", "two", "a header", "an endless audit", "an audit that is over", "a role of the agency"],
)
async def test_what_nobody_can_be_invited_to_is_refused_and_nothing_is_sent(
    email: str, place: Membership, code: str, cast: Cast, tray: Tray
) -> None:
    before = await ledger.head(by=cast.amara.principal)

    with pytest.raises(Invalid) as refused:
        await invite(cast, tray, replace(place, agency=cast.agency), email)

    assert refused.value.code == code
    assert tray.messages == []
    assert await ledger.head(by=cast.amara.principal) == before


@pytest.mark.parametrize("what", ["person", "program"])
async def test_an_invitation_cannot_point_into_another_agency(what: str, cast: Cast, tray: Tray) -> None:
    theirs = await people_of(cast)
    place = (
        Membership(cast.agency, Role.RESPONDER, theirs)
        if what == "person"
        else Membership(cast.agency, Role.RESPONDER, program=cast.elsewhere)
    )
    with pytest.raises(NotFound):
        await invite(cast, tray, place)
    assert tray.messages == []


async def people_of(cast: Cast) -> UUID:
    return await people.add_person(make.identity(), by=cast.chidi.principal, now=NOW)


async def test_the_same_id_twice_sends_one_letter(cast: Cast, tray: Tray) -> None:
    fact, email = uuid4(), address()
    place = Membership(cast.agency, Role.HR)
    by, mailing = cast.amara.principal, tray.mailing
    made, letter = await service.invite(email, place, by=by, now=NOW, mailing=mailing, language="en", fact=fact)
    await hand_over(letter, mailing)

    with pytest.raises(Conflict) as refused:
        await service.invite(email, place, by=by, now=NOW, mailing=mailing, language="en", fact=fact)

    assert (made, refused.value.code) == (fact, "already-recorded")
    assert (await service.offered(tray.tokens[0], at=AT)).invitation.email == email


@pytest.mark.parametrize("role", [Role.HR, Role.SUPERVISOR, Role.RESPONDER, Role.GRANT_OFFICER, Role.AUDITOR])
async def test_who_may_not_give_places_may_not_offer_them_either(role: Role, cast: Cast, tray: Tray) -> None:
    who = (await join(cast.amara, role)).principal
    made = await invited(address(), by=cast.amara.principal)

    with pytest.raises(Forbidden):
        await service.invite(
            address(), Membership(cast.agency, Role.HR), by=who, now=NOW, mailing=tray.mailing, language="en"
        )
    for refused in (
        service.invitations(by=who, at=AT),
        service.invitation(made, by=who),
        service.withdraw_invitation(made, version=None, because="a slip", by=who, now=NOW),
    ):
        with pytest.raises(Forbidden):
            await refused
    assert tray.messages == []


async def test_nobody_invites_themselves_to_another_place(cast: Cast, tray: Tray) -> None:
    system = await join(cast.amara, Role.SYSTEM_ADMINISTRATOR)
    for who, role in ((cast.amara, Role.HR), (system, Role.HR), (system, Role.SUPERVISOR)):
        with pytest.raises(Forbidden) as refused:
            await service.invite(
                who.email.upper(),
                Membership(cast.agency, role),
                by=who.principal,
                now=NOW,
                mailing=tray.mailing,
                language="en",
            )
        assert refused.value.code == "own-place"


async def test_nobody_invites_to_more_than_they_may_give(cast: Cast, tray: Tray) -> None:
    system = await join(cast.amara, Role.SYSTEM_ADMINISTRATOR)
    narrow = await join(cast.amara, Role.ADMINISTRATOR, program=cast.program)
    beyond = await programs.add_program("Night CRT", by=cast.amara.principal, now=NOW)
    for who, place in (
        (system, Membership(cast.agency, Role.ADMINISTRATOR)),
        (narrow, Membership(cast.agency, Role.HR)),
        (narrow, Membership(cast.agency, Role.HR, program=beyond)),
        (narrow, Membership(cast.agency, Role.GRANT_OFFICER)),
    ):
        with pytest.raises(Forbidden):
            await service.invite(address(), place, by=who.principal, now=NOW, mailing=tray.mailing, language="en")

    await service.invite(
        address(),
        Membership(cast.agency, Role.HR, program=cast.program),
        by=narrow.principal,
        now=NOW,
        mailing=tray.mailing,
        language="en",
    )
    await invited(address(), by=cast.amara.principal)
    found = (await service.invitations(by=narrow.principal, at=AT)).items
    assert [each.record.value.program for each in found] == [cast.program], "whose place is narrow sees its own"
    (whole,) = [each for each in (await service.invitations(by=cast.amara.principal, at=AT)).items if each not in found]
    with pytest.raises(NotFound):
        await service.withdraw_invitation(
            whole.record.fact, version=None, because="a slip", by=narrow.principal, now=NOW
        )


async def test_an_invitation_beyond_ones_reach_is_not_ended_by_another(cast: Cast, tray: Tray) -> None:
    narrow, email = await join(cast.amara, Role.ADMINISTRATOR, program=cast.program), address()
    token = await invite(cast, tray, Membership(cast.agency, Role.GRANT_OFFICER), email)

    with pytest.raises(Conflict) as refused:
        await service.invite(
            email,
            Membership(cast.agency, Role.HR, program=cast.program),
            by=narrow.principal,
            now=NOW,
            mailing=tray.mailing,
            language="en",
        )

    assert refused.value.code == "said-already"
    assert (await service.offered(token, at=AT)).invitation.role is Role.GRANT_OFFICER


async def test_another_agency_neither_sees_nor_withdraws_it(cast: Cast) -> None:
    made, by = await invited(address(), by=cast.amara.principal), cast.chidi.principal

    assert (await service.invitations(by=by, at=AT)).items == ()
    with pytest.raises(NotFound):
        await service.invitation(made, by=by)
    with pytest.raises(NotFound):
        await service.withdraw_invitation(made, version=None, because="a slip", by=by, now=NOW)
    assert (await service.invitation(made, by=cast.amara.principal)).who == cast.amara.email


@pytest.mark.parametrize("state", Sent)
async def test_what_became_of_the_mail_stands_beside_the_invitation(state: Sent, cast: Cast, tray: Tray) -> None:
    tray.outcome = Outcome(state, "said so")
    await invite(cast, tray, Membership(cast.agency, Role.HR))

    (found,) = (await service.invitations(by=cast.amara.principal, at=AT)).items
    assert found.mail == state


async def test_a_long_list_comes_a_page_at_a_time(cast: Cast) -> None:
    made = {await invited(address(), by=cast.amara.principal) for _ in range(5)}

    first = await service.invitations(by=cast.amara.principal, at=AT, limit=3)
    rest = await service.invitations(by=cast.amara.principal, at=AT, limit=3, after=first.items[-1].record.fact)

    assert (len(first.items), len(rest.items), rest.after) == (3, 2, None)
    assert {each.record.fact for each in (*first.items, *rest.items)} == made


async def test_the_letter_says_who_asks_whereto_and_until_when(cast: Cast, tray: Tray) -> None:
    email = address()
    await invite(cast, tray, Membership(cast.agency, Role.GRANT_OFFICER), email)

    (message,) = tray.messages
    assert (message.to, message.subject) == (email, "Invitation to Harbor County in muster")
    assert f"{cast.amara.email} invites you to Harbor County in muster, as grant officer." in message.text
    assert "until November 29, 2026" in message.text
