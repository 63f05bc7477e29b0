"""Tokens: what is issued, what they are good for, and when they are good for nothing."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Membership, Permission, Principal, Reach, Role, operator
from muster.domain.accounts.attempts import MOST, WINDOW, Counted
from muster.domain.accounts.tokens import TokenRefused, digest, well_formed, written
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, TooManyTries, Unauthenticated
from muster.domain.moments import Moment
from muster.persistence import accounts as account_store
from muster.persistence.database import fetch, scoped
from muster.persistence.embedded import Embedded
from muster.persistence.facts import NOW as LATEST
from muster.persistence.ledger import recorded
from muster.services import account_events, accounts, ledger, members, people, programs, tokens
from tests import make
from tests.cast import NOW, TODAY, Cast, join, somewhere
from tests.cast import Member as Joined
from tests.persistence.rigs import superuser

THROUGH = date(2027, 5, 31)
READS = frozenset({Permission.PEOPLE_READ, Permission.TRAINING_READ})


@dataclass(frozen=True, slots=True)
class Made:
    """A token of Hana's, who is HR of the whole agency."""

    cast: Cast
    hana: Joined
    id: UUID
    text: str


async def issue(by: Principal, permissions: frozenset[Permission] = READS, **more: object) -> tuple[UUID, str]:
    said = {"through": THROUGH, "now": NOW} | more
    return await tokens.issue_token("nightly export", permissions, by=by, **said)  # type: ignore[arg-type] # as it is said


@pytest.fixture
async def made(cast: Cast) -> Made:
    hana = await join(cast.amara, Role.HR)
    return Made(cast, hana, *await issue(hana.principal))


async def given(by: Principal, account: UUID, role: Role, *, program: UUID | None = None) -> None:
    """Give a place to an account that is there already, as accepting an invitation does."""
    place = Membership(by.scope.agency, role, program=program)
    async with recorded(by.scope, Act.MEMBERSHIP_GRANTED, at=NOW.at) as entry:
        await account_store.add_membership(entry, account, place)


async def refused(text: str, at: Moment = NOW) -> bool:
    try:
        await tokens.bearer(text, origin=somewhere(), at=at.at)
    except TokenRefused:
        return True
    return False


# -- issuing


async def test_the_bearer_is_the_owner_as_far_as_the_token_says(made: Made) -> None:
    who = await tokens.bearer(made.text, origin=somewhere(), at=NOW.at)

    assert well_formed(made.text)
    assert who.scope == made.hana.principal.scope
    assert {each for each in Permission if who.may(each)} == READS
    assert (await people.people(by=who, known=LATEST)).items
    with pytest.raises(Forbidden):
        await people.add_person(make.identity(), by=who, now=NOW)


async def test_issuing_is_an_act_that_says_what_for_and_nothing_secret(made: Made) -> None:
    prompt = operator(made.cast.agency)
    async with scoped(prompt.scope):
        (act,) = await fetch("SELECT act, account FROM act ORDER BY position DESC LIMIT 1")
        (said,) = await fetch("SELECT * FROM token_version")

    assert (act["act"], act["account"]) == (Act.TOKEN_ISSUED, made.hana.principal.scope.account)
    assert (said["name"], frozenset(said["permissions"])) == ("nightly export", READS)
    assert made.text not in str(dict(said))
    assert digest(made.text) not in str(dict(said))
    assert (await ledger.verify(by=prompt)).faults == ()


@pytest.mark.parametrize("role", [Role.RESPONDER, Role.SUPERVISOR, Role.AUDITOR, Role.STATE_LIAISON])
async def test_who_has_no_use_for_tokens_is_issued_none(cast: Cast, role: Role) -> None:
    with pytest.raises(Forbidden):
        await issue((await join(cast.amara, role)).principal, frozenset({Permission.PACK_READ}))


async def test_nobody_is_issued_more_than_they_have(made: Made) -> None:
    hers = await join(made.cast.amara, Role.HR, program=made.cast.program)
    night = await programs.add_program("Night team", by=made.cast.amara.principal, now=NOW)

    with pytest.raises(Forbidden) as beyond:
        await issue(made.hana.principal, READS | {Permission.LEDGER_VERIFY})
    assert beyond.value.code == "beyond-your-rights"
    with pytest.raises(Forbidden):
        await issue(hers.principal, program=night)
    with pytest.raises(NotFound):
        await issue(made.hana.principal, program=uuid4())
    await issue(hers.principal, program=made.cast.program)


async def test_no_token_is_issued_that_lasts_too_long_or_lets_anybody_in(made: Made) -> None:
    by = made.cast.amara.principal

    for asked in (
        issue(by, through=date(2027, 11, 23)),
        issue(by, through=TODAY - timedelta(days=1)),
        issue(by, frozenset()),
        issue(by, frozenset({Permission.MEMBERSHIP_GRANT})),
        issue(by, frozenset({Permission.TOKEN_ISSUE})),
    ):
        with pytest.raises(Invalid):
            await asked


async def test_a_token_cannot_issue_read_of_or_revoke_tokens(made: Made) -> None:
    who = await tokens.bearer(made.text, origin=somewhere(), at=NOW.at)

    with pytest.raises(Forbidden):
        await issue(who)
    assert not who.may(Permission.TOKEN_READ)


async def test_the_same_id_twice_is_one_token(made: Made) -> None:
    with pytest.raises(Conflict):
        await issue(made.hana.principal, fact=made.id)
    assert not await refused(made.text)


async def test_whoever_runs_the_machine_issues_one_to_its_owner_and_nobody_else_does(made: Made) -> None:
    prompt, owner = operator(made.cast.agency), made.hana.principal.scope.account
    far = made.cast.chidi.principal.scope.account

    _, text = await issue(prompt, owner=owner)
    assert (await tokens.bearer(text, origin=somewhere(), at=NOW.at)).scope.account == owner
    with pytest.raises(Forbidden):
        await issue(prompt, frozenset({Permission.LEDGER_VERIFY}), owner=owner)
    with pytest.raises(Invalid):
        await issue(prompt)
    with pytest.raises(Unauthenticated):
        await issue(prompt, owner=far)
    with pytest.raises(Forbidden, match="to oneself"):
        await issue(made.cast.amara.principal, owner=owner)


# -- listing and revoking


async def seen(by: Principal) -> set[UUID]:
    return {each.fact for each in (await tokens.tokens(by=by, limit=100)).items}


async def test_everybody_sees_their_own_and_who_may_sees_the_others_as_far_as_they_reach(made: Made) -> None:
    cast = made.cast
    nia = await join(cast.amara, Role.ADMINISTRATOR, program=cast.program)
    sol = await join(cast.amara, Role.SYSTEM_ADMINISTRATOR)
    within, _ = await issue(made.hana.principal, program=cast.program)
    amaras, _ = await issue(cast.amara.principal)

    assert await seen(made.hana.principal) == {made.id, within}
    assert await seen(nia.principal) == {within}
    for whole in (cast.amara, cast.dana, sol):
        assert await seen(whole.principal) == {made.id, within, amaras}
    assert await seen(cast.ben.principal) == set()
    assert await seen(cast.chidi.principal) == set()


async def test_a_revoked_token_lets_nobody_in_from_that_moment(made: Made) -> None:
    await tokens.revoke_token(made.id, by=made.hana.principal, now=NOW)

    assert await refused(made.text)
    assert await seen(made.hana.principal) == set()
    with pytest.raises((NotFound, Forbidden)):
        await tokens.revoke_token(made.id, by=made.hana.principal, now=NOW)
    assert (await ledger.verify(by=operator(made.cast.agency))).faults == ()


async def test_who_may_revoke_others_does_and_nobody_else(made: Made) -> None:
    cast = made.cast
    nia = await join(cast.amara, Role.ADMINISTRATOR, program=cast.program)
    sol = await join(cast.amara, Role.SYSTEM_ADMINISTRATOR)

    for who, kind in (
        (cast.dana, Forbidden),
        (cast.ben, Forbidden),
        (await join(cast.amara, Role.HR), Forbidden),
        (nia, NotFound),
        (cast.chidi, NotFound),
    ):
        with pytest.raises(kind):
            await tokens.revoke_token(made.id, by=who.principal, now=NOW)
    assert not await refused(made.text)
    await tokens.revoke_token(made.id, by=sol.principal, now=NOW)
    assert await refused(made.text)


async def test_ones_own_may_be_revoked_whatever_ones_role_has_become(made: Made) -> None:
    place = made.hana.principal.memberships[0].fact
    assert place
    await members.change_membership(
        place, Role.RESPONDER, program=None, through=None, because="no longer HR", by=made.cast.amara.principal, now=NOW
    )
    account = made.hana.principal.scope.account
    assert account
    hana = await accounts.principal(account, made.cast.agency, at=NOW.at)

    assert not (await tokens.bearer(made.text, origin=somewhere(), at=NOW.at)).may(Permission.PEOPLE_READ), (
        "the rights went at once"
    )
    await tokens.revoke_token(made.id, by=hana, now=NOW)
    assert await refused(made.text)


# -- when it is good for nothing


async def test_it_is_good_through_its_last_day_where_the_agency_is(made: Made) -> None:
    _, text = await issue(made.hana.principal, through=TODAY)
    last = replace(NOW, at=NOW.at.replace(hour=5, minute=59) + timedelta(days=1))  # 23:59 in Chicago

    assert not await refused(text, last)
    assert await refused(text, replace(last, at=last.at + timedelta(minutes=1)))


async def test_it_dies_with_its_owners_last_place_and_a_new_place_does_not_bring_it_back(made: Made) -> None:
    cast, account = made.cast, made.hana.principal.scope.account
    by, place = cast.amara.principal, made.hana.principal.memberships[0].fact
    assert account
    assert place

    await members.end_membership(place, because="she left", by=by, now=NOW)
    assert await refused(made.text)

    await given(by, account, Role.HR)
    assert (await accounts.principal(account, cast.agency, at=NOW.at)).may(Permission.PEOPLE_READ), "the control"
    assert await refused(made.text)
    assert (await ledger.verify(by=by)).faults == ()


async def test_it_dies_with_a_disabled_account_and_does_not_come_back_when_that_does(made: Made) -> None:
    by = made.cast.amara.principal
    other, _ = await issue(by)

    await account_events.disable(made.hana.email, at=NOW.at)
    assert await refused(made.text)
    assert await seen(by) == {other}, "it is revoked, and nobody else's is"
    await account_events.enable(made.hana.email, at=NOW.at)

    account = made.hana.principal.scope.account
    assert account
    assert (await accounts.principal(account, made.cast.agency, at=NOW.at)).memberships, "the control"
    assert await refused(made.text)
    assert (await ledger.verify(by=by)).faults == ()


async def test_it_lives_as_long_as_another_place_of_its_owners_carries_it(made: Made) -> None:
    by, account = made.cast.amara.principal, made.hana.principal.scope.account
    assert account
    await given(by, account, Role.SUPERVISOR, program=made.cast.program)
    place = made.hana.principal.memberships[0].fact
    assert place

    await members.end_membership(place, because="she leads the day team now", by=by, now=NOW)

    who = await tokens.bearer(made.text, origin=somewhere(), at=NOW.at)
    assert who.reach(Permission.PEOPLE_READ) == Reach(programs=frozenset({made.cast.program}))


async def test_a_token_of_one_agency_says_nothing_in_another_where_its_owner_has_a_place_too(made: Made) -> None:
    account = made.hana.principal.scope.account
    assert account
    await given(made.cast.chidi.principal, account, Role.ADMINISTRATOR)

    who = await tokens.bearer(made.text, origin=somewhere(), at=NOW.at)

    assert who.scope.agency == made.cast.agency
    assert {each.agency for each in who.memberships} == {made.cast.agency}


# -- how it is used


async def used(made: Made) -> object:
    (found,) = (await tokens.tokens(by=made.hana.principal)).items
    return found.value.used_at


async def test_when_it_was_used_is_noted_once_a_minute_at_most(made: Made) -> None:
    assert await used(made) is None
    for seconds, noted in ((0, 0), (59, 0), (60, 60), (90, 60), (121, 121)):
        await tokens.bearer(made.text, origin=somewhere(), at=NOW.at + timedelta(seconds=seconds))
        assert await used(made) == NOW.at + timedelta(seconds=noted)


async def test_a_refused_one_is_not_used(made: Made) -> None:
    place = made.hana.principal.memberships[0].fact
    assert place
    await refused(made.text[:-1] + "0")
    async with scoped(operator(made.cast.agency).scope):
        rows = await fetch("SELECT used_at FROM token_key")
    assert [row["used_at"] for row in rows] == [None]


async def test_what_is_refused_too_often_from_one_place_is_kept_waiting_and_a_good_one_never(made: Made) -> None:
    here, wrong = somewhere(), written(7, bytes(32))

    for _ in range(MOST[Counted.PAIR]):
        with pytest.raises(TokenRefused):
            await tokens.bearer(wrong, origin=here, at=NOW.at)
    with pytest.raises(TooManyTries) as waits:
        await tokens.bearer(wrong, origin=here, at=NOW.at)

    assert waits.value.seconds == WINDOW.total_seconds()
    assert (await tokens.bearer(made.text, origin=here, at=NOW.at)).memberships
    with pytest.raises(TokenRefused):
        await tokens.bearer(wrong, origin=somewhere(), at=NOW.at)
    with pytest.raises(TokenRefused):
        await tokens.bearer(wrong, origin=here, at=NOW.at + WINDOW + timedelta(seconds=1))


async def test_trying_one_after_the_other_is_no_way_around_it(made: Made) -> None:
    here = somewhere()
    for number in range(MOST[Counted.PLACE]):
        with pytest.raises(TokenRefused):
            await tokens.bearer(written(number, bytes(32)), origin=here, at=NOW.at)

    with pytest.raises(TooManyTries):
        await tokens.bearer(written(4711, bytes(32)), origin=here, at=NOW.at)
    assert (await tokens.bearer(made.text, origin=here, at=NOW.at)).memberships


# -- what the database keeps


async def dumped(server: Embedded) -> str:
    """Return everything that the database holds, as `pg_dump` writes it."""
    with server.scratch() as folder:
        await asyncio.to_thread(server.client, "pg_dump", "-f", str(folder / "dump.sql"))
        return (folder / "dump.sql").read_text()


def told(text: str, dump: str) -> list[str]:
    """Return every way in which a dump tells a token, or so much of it that the rest could be tried."""
    _, public, rest = text.split("_")
    secret = rest[:43]
    pieces = {f"a piece of it at {at}": rest[at : at + 8] for at in range(len(rest) - 7)}
    raw = text.encode()
    ways = {
        "the token": text,
        "its secret": secret,
        "in hex": raw.hex(),
        "in base64": base64.b64encode(raw).decode().rstrip("="),
        "backwards": text[::-1],
        **pieces,
    }
    assert public in dump, "the control: what may be shown of it is there"
    return [name for name, way in ways.items() if way in dump]


async def test_a_dump_of_the_whole_database_holds_no_usable_token(made: Made, database: Embedded) -> None:
    await tokens.bearer(made.text, origin=somewhere(), at=NOW.at)

    dump = await dumped(database)

    assert told(made.text, dump) == []
    assert digest(made.text) in dump, "the control: it is this database"
    assert await refused(digest(made.text)), "and what is there lets nobody in"


async def test_a_token_that_was_kept_would_be_found(made: Made, database: Embedded) -> None:
    async with superuser(database) as root:
        await root.execute("UPDATE token_version SET name = $1 WHERE fact = $2", made.text, made.id)
        try:
            assert "the token" in told(made.text, await dumped(database))
        finally:
            await root.execute("UPDATE token_version SET name = 'planted' WHERE fact = $1", made.id)
