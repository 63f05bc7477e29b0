"""Who has a place in the agency: listed, changed, ended; and nobody left outside for ever."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Membership, Permission, Principal, Role, operator
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, Stale, Unauthenticated
from muster.domain.members import LastAdministrator, Member
from muster.domain.records import OnRecord
from muster.persistence import accounts as account_store
from muster.persistence.database import fetch, scoped
from muster.persistence.ledger import recorded
from muster.services import account_events, accounts, ledger, members, people, programs, sessions
from tests import make
from tests.cast import LATER, NOW, PASSWORD, TODAY, Cast, address, join, sign_in
from tests.cast import Member as Joined

BECAUSE = "she leads the night team from December on"


@dataclass(frozen=True, slots=True)
class Two:
    """Two programs of one agency: Hana is HR of the first, Nia administrator of it, Sol runs muster."""

    cast: Cast
    night: UUID
    hana: Joined
    nia: Joined
    sol: Joined


@pytest.fixture
async def two(cast: Cast) -> Two:
    night = await programs.add_program("Night team", by=cast.amara.principal, now=NOW)
    hana = await join(cast.amara, Role.HR, program=cast.program)
    nia = await join(cast.amara, Role.ADMINISTRATOR, program=cast.program)
    sol = await join(cast.amara, Role.SYSTEM_ADMINISTRATOR)
    return Two(cast, night, hana, nia, sol)


def place_of(who: Joined) -> UUID:
    (place,) = who.principal.memberships
    assert place.fact
    return place.fact


async def now_of(who: Joined) -> Principal:
    """Return somebody with the places they have now."""
    account = who.principal.scope.account
    assert account
    return await accounts.principal(account, who.principal.scope.agency, at=NOW.at)


async def listed(by: Principal) -> dict[str, OnRecord[Member]]:
    return {each.value.email: each for each in (await members.members(by=by, limit=100)).items}


async def change(which: Joined, role: Role, *, by: Principal, **more: object) -> UUID:
    said = {"program": None, "through": None, "because": BECAUSE, "now": NOW} | more
    return await members.change_membership(place_of(which), role, by=by, **said)  # type: ignore[arg-type] # as it is said


async def end(which: Joined, *, by: Principal) -> None:
    await members.end_membership(place_of(which), because=BECAUSE, by=by, now=NOW)


async def last_act(agency: UUID) -> tuple[str, UUID | None, str]:
    async with scoped(operator(agency).scope):
        rows = await fetch(
            "SELECT a.act, a.account, r.words FROM act a LEFT JOIN remark r USING (agency, position)"
            " WHERE a.agency = $1 ORDER BY a.position DESC LIMIT 1",
            agency,
        )
    return rows[0]["act"], rows[0]["account"], rows[0]["words"]


# -- who has a place


async def test_the_list_says_whose_place_it_is_where_since_when_and_until_when(two: Two) -> None:
    found = await listed(two.cast.amara.principal)

    assert found.keys() == {
        each.email for each in (two.cast.amara, two.cast.ben, two.cast.dana, two.hana, two.nia, two.sol)
    }
    hana, dana, ben = (found[each.email].value for each in (two.hana, two.cast.dana, two.cast.ben))
    assert (hana.place.role, hana.place.program, hana.given_at) == (Role.HR, two.cast.program, NOW.at)
    assert dana.place.through == LATER
    assert (ben.place.person, ben.name) == (two.cast.ben_himself, "Ben Abdi")


async def test_who_may_not_read_of_people_is_not_told_their_names(two: Two) -> None:
    found = await listed(two.sol.principal)

    assert found[two.cast.ben.email].value.name == ""
    assert found[two.cast.ben.email].person == two.cast.ben_himself


async def test_whoever_reads_of_people_in_one_program_only_is_told_their_names_alone(two: Two) -> None:
    by = two.cast.amara.principal
    for name, program in (("Hoa Tran", two.night), ("Ines Cruz", two.cast.program)):
        who = await people.add_person(make.identity(name), by=by, now=NOW)
        await people.record_role(who, make.role(program=program), by=by, now=NOW)
        await join(two.cast.amara, Role.RESPONDER, person=who)
    hr = Membership(two.cast.agency, Role.HR, program=two.cast.program)
    both = replace(two.sol.principal, memberships=(*two.sol.principal.memberships, hr))

    found = await members.members(by=both)

    assert {each.value.name for each in found.items if each.value.name} == {"Ines Cruz"}


async def test_a_place_in_one_program_shows_the_places_of_that_program(two: Two) -> None:
    assert (await listed(two.hana.principal)).keys() == {two.hana.email, two.nia.email}
    with pytest.raises(NotFound):
        await members.member(place_of(two.sol), by=two.hana.principal)


async def test_the_list_comes_a_page_at_a_time(two: Two) -> None:
    by = two.cast.amara.principal
    first = await members.members(by=by, limit=4)
    assert first.after
    rest = await members.members(by=by, after=UUID(first.after), limit=4)

    assert [len(first.items), len(rest.items), rest.after] == [4, 2, None]
    assert {each.fact for each in first.items} & {each.fact for each in rest.items} == set()


async def test_another_agency_is_shown_nothing_of_it(two: Two) -> None:
    chidi = two.cast.chidi.principal

    assert (await listed(chidi)).keys() == {two.cast.chidi.email}
    with pytest.raises(NotFound):
        await members.member(place_of(two.hana), by=chidi)
    with pytest.raises(NotFound):
        await end(two.hana, by=chidi)
    assert await members.members_at(two.hana.email, by=chidi) == []


@pytest.mark.parametrize("role", [Role.RESPONDER, Role.SUPERVISOR, Role.GRANT_OFFICER, Role.REGION_LIAISON])
async def test_whoever_has_no_need_to_know_is_not_told(cast: Cast, role: Role) -> None:
    who = await join(cast.amara, role)

    with pytest.raises(Forbidden):
        await members.members(by=who.principal)


# -- changing one


async def test_a_change_holds_at_once_and_is_an_act_with_its_reason(two: Two) -> None:
    by = two.cast.amara.principal
    assert (await now_of(two.hana)).may(Permission.PEOPLE_RECORD)

    await change(two.hana, Role.SUPERVISOR, by=by, program=two.night, through=TODAY)

    (held,) = (await now_of(two.hana)).memberships
    assert (held.role, held.program, held.through) == (Role.SUPERVISOR, two.night, TODAY)
    assert not (await now_of(two.hana)).may(Permission.PEOPLE_RECORD)
    assert await last_act(two.cast.agency) == (Act.MEMBERSHIP_CHANGED, by.scope.account, BECAUSE)
    assert (await ledger.verify(by=by)).faults == ()


async def test_a_change_keeps_whose_it_is_and_since_when(two: Two) -> None:
    by = two.cast.amara.principal
    later = NOW.at + timedelta(days=3)

    await members.change_membership(
        place_of(two.cast.ben),
        Role.SUPERVISOR,
        program=None,
        through=None,
        because=BECAUSE,
        by=by,
        now=type(NOW)(later, later.date()),
    )

    ben = (await listed(by))[two.cast.ben.email]
    assert (ben.person, ben.value.given_at) == (two.cast.ben_himself, NOW.at)


async def test_whoever_read_an_older_version_changes_nothing(two: Two) -> None:
    by = two.cast.amara.principal
    read = (await members.member(place_of(two.hana), by=by)).version
    await change(two.hana, Role.SUPERVISOR, by=by)

    for act in (
        change(two.hana, Role.HR, by=by, version=read),
        members.end_membership(place_of(two.hana), version=read, because=BECAUSE, by=by, now=NOW),
    ):
        with pytest.raises(Stale):
            await act
    assert (await now_of(two.hana)).memberships[0].role is Role.SUPERVISOR


async def test_what_nobody_can_be_given_a_place_cannot_become(two: Two) -> None:
    by = two.cast.amara.principal

    for code, role, more in (
        ("no-last-day", Role.AUDITOR, {}),
        ("role-of-the-agency", Role.GRANT_OFFICER, {"program": two.night}),
        ("ended-already", Role.HR, {"through": TODAY - timedelta(days=1)}),
    ):
        with pytest.raises(Invalid) as refused:
            await change(two.hana, role, by=by, **more)
        assert refused.value.code == code
    with pytest.raises(NotFound):
        await change(two.hana, Role.HR, by=by, program=uuid4())


# -- who may


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ({"role": Role.SUPERVISOR, "program": "day"}, ""),
        ({"role": Role.ADMINISTRATOR, "program": "day"}, ""),
        ({"role": Role.HR, "program": "night"}, "beyond-your-program"),
        ({"role": Role.HR, "program": None}, "beyond-your-program"),
        ({"role": Role.GRANT_OFFICER, "program": None}, "beyond-your-program"),
    ],
    ids=str,
)
async def test_an_administrator_of_one_program_gives_places_there_only(
    two: Two, to: dict[str, object], code: str
) -> None:
    where = {"day": two.cast.program, "night": two.night, None: None}[to["program"]]  # type: ignore[index] # one of these

    asked = change(two.hana, Role(str(to["role"])), by=two.nia.principal, program=where)
    if code:
        with pytest.raises(Forbidden) as refused:
            await asked
        assert refused.value.code == code
    else:
        await asked


async def test_a_place_beyond_ones_program_is_not_there_to_be_changed_or_ended(two: Two) -> None:
    for act in (
        change(two.sol, Role.HR, by=two.nia.principal, program=two.cast.program),
        end(two.sol, by=two.nia.principal),
    ):
        with pytest.raises(NotFound):
            await act


async def test_a_system_administrator_lets_others_in_but_makes_and_unmakes_no_administrator(two: Two) -> None:
    by = two.sol.principal

    await change(two.hana, Role.GRANT_OFFICER, by=by)
    for act in (change(two.hana, Role.ADMINISTRATOR, by=by), change(two.nia, Role.HR, by=by), end(two.nia, by=by)):
        with pytest.raises(Forbidden) as refused:
            await act
        assert refused.value.code == "beyond-your-rights"
    with pytest.raises(Forbidden):
        await accounts.add_member(address(), PASSWORD, Role.ADMINISTRATOR, by=by, now=NOW)
    await accounts.add_member(address(), PASSWORD, Role.HR, by=by, now=NOW)


@pytest.mark.parametrize("who", ["sol", "amara", "nia"])
async def test_nobody_makes_their_own_place_into_another(two: Two, who: str) -> None:
    own = two.cast.amara if who == "amara" else getattr(two, who)
    where = two.cast.program if who == "nia" else None

    with pytest.raises(Forbidden) as refused:
        await change(own, Role.HR, by=own.principal, program=where)
    assert refused.value.code == "own-place"


async def test_a_place_is_as_somebody_whom_the_giver_reaches(two: Two) -> None:
    """Else whoever gives places in one program could have somebody of another read of themselves, by a new sign-in."""
    by = two.cast.amara.principal
    hers, theirs = [await people.add_person(make.identity(name), by=by, now=NOW) for name in ("Ines", "Hoa")]
    await people.record_role(hers, make.role("emt", two.cast.program), by=by, now=NOW)
    await people.record_role(theirs, make.role("emt", two.night), by=by, now=NOW)

    async def let_in(who: UUID) -> None:
        await accounts.add_member(
            address(), PASSWORD, Role.RESPONDER, person=who, program=two.cast.program, by=two.nia.principal, now=NOW
        )

    await let_in(hers)
    for who in (theirs, two.cast.ben_himself, uuid4()):
        with pytest.raises(NotFound):
            await let_in(who)


async def test_who_may_not_give_places_changes_and_ends_none(two: Two) -> None:
    for by in (two.hana.principal, two.cast.dana.principal, two.cast.ben.principal):
        for act in (change(two.nia, Role.HR, by=by, program=two.cast.program), end(two.nia, by=by)):
            with pytest.raises(Forbidden):
                await act


# -- ending one


async def test_an_ended_place_lets_nobody_in_from_that_moment(two: Two) -> None:
    by = two.cast.amara.principal
    await sign_in(two.hana.email)

    await end(two.hana, by=by)

    with pytest.raises(Unauthenticated):
        await now_of(two.hana)
    with pytest.raises(Unauthenticated):
        await sign_in(two.hana.email)
    assert two.hana.email not in await listed(by)
    assert await last_act(two.cast.agency) == (Act.MEMBERSHIP_ENDED, by.scope.account, BECAUSE)
    assert (await ledger.verify(by=by)).faults == ()


async def test_with_the_last_place_the_sessions_there_end_and_those_elsewhere_do_not(two: Two) -> None:
    account, far = two.hana.principal.scope.account, two.cast.chidi.principal
    assert account
    for scope in (two.cast.amara.principal.scope, far.scope):
        async with recorded(scope, Act.MEMBERSHIP_GRANTED, at=NOW.at) as entry:
            await account_store.add_membership(entry, account, Membership(scope.agency, Role.HR))
    keys = {agency: secrets.token_hex(32) for agency in (two.cast.agency, far.scope.agency)}
    for agency, key in keys.items():
        await sessions.begin_session(key, make.session(account, agency, at=NOW.at))
    here, there = keys.values()

    await end(two.hana, by=two.cast.amara.principal)
    assert await sessions.session(here, at=NOW.at), "another place carries it"
    (left,) = (await now_of(two.hana)).memberships
    assert left.fact
    await members.end_membership(left.fact, because=BECAUSE, by=two.cast.amara.principal, now=NOW)

    assert await sessions.session(here, at=NOW.at) is None
    assert await sessions.session(there, at=NOW.at)


async def test_one_may_give_ones_own_place_up(two: Two) -> None:
    await end(two.sol, by=two.sol.principal)

    with pytest.raises(Unauthenticated):
        await now_of(two.sol)


# -- the last administrator


async def weaken(how: str, two: Two, by: Principal) -> None:
    amara = two.cast.amara
    match how:
        case "end":
            await end(amara, by=by)
        case "another role":
            await change(amara, Role.HR, by=by)
        case "one program":
            await change(amara, Role.ADMINISTRATOR, by=by, program=two.night)
        case "a last day":
            await change(amara, Role.ADMINISTRATOR, by=by, through=LATER)


@pytest.mark.parametrize("how", ["end", "another role", "one program", "a last day"])
async def test_nobody_ends_or_weakens_the_last_administrator(two: Two, how: str) -> None:
    prompt = operator(two.cast.agency)
    before = await ledger.head(by=prompt)

    with pytest.raises(LastAdministrator):
        await weaken(how, two, prompt)
    assert await ledger.head(by=prompt) == before

    await join(two.cast.amara, Role.ADMINISTRATOR)
    await weaken(how, two, prompt)  # the control: with another there, it is done


async def test_an_administrator_whose_place_ends_does_not_stand_in_for_the_last(two: Two) -> None:
    by = two.cast.amara.principal
    await accounts.add_member(address(), PASSWORD, Role.ADMINISTRATOR, through=LATER, by=by, now=NOW)

    with pytest.raises(LastAdministrator):
        await end(two.cast.amara, by=by)


async def test_an_administrator_who_is_disabled_does_not_either(two: Two) -> None:
    by, olu = two.cast.amara.principal, await join(two.cast.amara, Role.ADMINISTRATOR)
    await account_events.disable(olu.email, at=NOW.at)

    with pytest.raises(LastAdministrator):
        await end(two.cast.amara, by=by)
    await account_events.enable(olu.email, at=NOW.at)
    await end(two.cast.amara, by=by)  # the control


async def test_two_administrators_who_end_each_other_at_once_leave_one(two: Two) -> None:
    amara, olu = two.cast.amara, await join(two.cast.amara, Role.ADMINISTRATOR)

    done = await asyncio.gather(end(olu, by=amara.principal), end(amara, by=olu.principal), return_exceptions=True)

    refused = [each for each in done if each is not None]
    assert [type(each) for each in refused] == [LastAdministrator]
    assert isinstance(refused[0], Conflict | Refusal)
    left = await listed(operator(two.cast.agency))
    assert len({amara.email, olu.email} & left.keys()) == 1
