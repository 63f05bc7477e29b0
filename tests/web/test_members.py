"""Who has a place, on a page: looked up, changed, ended; and what is said when it cannot be."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.domain.access import Membership, Role
from muster.domain.acts import Act
from muster.persistence import members as store
from muster.persistence.ledger import recorded
from muster.services import accounts, members
from tests.cast import NOW, Cast, Member, join
from tests.web.conftest import Looker
from tests.web.markup import Markup

BECAUSE = {"because": "she leads the day team now"}


@pytest.fixture
async def hana(cast: Cast) -> Member:
    return await join(cast.amara, Role.HR)


def place_of(who: Member) -> UUID:
    (place,) = who.principal.memberships
    assert place.fact
    return place.fact


async def version_of(who: Member, cast: Cast) -> str:
    return str((await members.member(place_of(who), by=cast.amara.principal)).version)


async def send(client: httpx.AsyncClient, who: Member, cast: Cast, **typed: str) -> httpx.Response:
    said = {"version": await version_of(who, cast), "role": "hr", "program": "", **BECAUSE} | typed
    return await client.post(f"/members/{place_of(who)}", data=said)


async def roles_of(who: Member, cast: Cast) -> set[Role]:
    account = who.principal.scope.account
    assert account
    return {each.role for each in (await accounts.principal(account, cast.agency, at=NOW.at)).memberships}


def mistaken(reply: httpx.Response) -> set[str]:
    """Return the fields that the summary of mistakes leads to."""
    page = Markup(reply.text)
    assert reply.status_code == 422
    assert page.faults == []
    assert page.text("title").startswith("Error:")
    return {link[1:] for link in page.links if link.startswith("#") and link != "#main"}


async def test_the_list_names_everybody_with_role_place_and_days(
    cast: Cast, hana: Member, amara: httpx.AsyncClient
) -> None:
    words = Markup((await amara.get("/members")).text).words

    for said in (cast.amara.email, hana.email, "Ben Abdi", "HR staff", "Responder", "The whole agency"):
        assert said in words
    assert "since November 22, 2026" in words
    assert "through December 31, 2099" in words, "Dana's audit ends"


async def test_whoever_may_read_but_not_give_is_shown_no_form(cast: Cast, hana: Member, looking: Looker) -> None:
    dana = await looking(cast.dana)

    page = (await dana.get(f"/members/{place_of(hana)}")).text

    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert (await send(dana, hana, cast)).status_code == 403
    assert (await dana.post(f"/members/{place_of(hana)}/end", data=BECAUSE)).status_code == 403
    assert await roles_of(hana, cast) == {Role.HR}


async def test_a_form_offers_what_its_reader_may_give(cast: Cast, hana: Member, looking: Looker) -> None:
    nia = await join(cast.amara, Role.ADMINISTRATOR, program=cast.program)
    sol = await join(cast.amara, Role.SYSTEM_ADMINISTRATOR)
    day = await join(cast.amara, Role.SUPERVISOR, program=cast.program)

    def options(html: str) -> list[str]:
        return [text for tag, text in Markup(html).texts if tag == "option"]

    whole = options((await (await looking(sol)).get(f"/members/{place_of(hana)}")).text)
    narrow = options((await (await looking(nia)).get(f"/members/{place_of(day)}")).text)
    own = (await (await looking(nia)).get(f"/members/{place_of(nia)}")).text

    assert "Administrator" not in whole
    assert {"HR staff", "Grant officer", "The whole agency"} <= set(whole)
    assert {"Administrator", "Supervisor", "Harbor CRT"} <= set(narrow)
    assert not {"Grant officer", "The whole agency"} & set(narrow)
    assert "This is your own place" in own
    assert "Change the place" not in own


async def test_a_change_is_made_and_said(cast: Cast, hana: Member, amara: httpx.AsyncClient) -> None:
    reply = await send(amara, hana, cast, role="auditor", day="31", month="May", year="2027")

    assert (reply.status_code, reply.headers["Location"]) == (303, "/members?done=changed")
    page = Markup((await amara.get(reply.headers["Location"])).text)
    assert "The place is changed." in page.words
    assert "through May 31, 2027" in page.words
    assert await roles_of(hana, cast) == {Role.AUDITOR}


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"because": ""}, ["because"]),
        ({"role": ""}, ["role"]),
        ({"role": "king", "because": " "}, ["role", "because"]),
        ({"program": "elsewhere"}, ["program"]),
        ({"role": "auditor"}, ["through-day"]),
        ({"day": "21", "month": "11", "year": "2026"}, ["through-day"]),
        ({"day": "31", "month": "Feb", "year": "2027"}, ["through-day"]),
        ({"role": "grant-officer", "program": "day"}, ["program"]),
    ],
    ids=str,
)
async def test_what_cannot_be_right_is_said_beside_its_field_and_changes_nothing(
    typed: dict[str, str], fields: list[str], cast: Cast, hana: Member, amara: httpx.AsyncClient
) -> None:
    typed = typed | ({"program": str(cast.program)} if typed.get("program") == "day" else {})

    reply = await send(amara, hana, cast, **typed)

    assert mistaken(reply) == set(fields)
    assert await roles_of(hana, cast) == {Role.HR}


async def test_somebody_elses_change_in_between_is_not_overwritten(
    cast: Cast, hana: Member, amara: httpx.AsyncClient
) -> None:
    read = await version_of(hana, cast)
    await send(amara, hana, cast, role="supervisor")

    reply = await send(amara, hana, cast, version=read, role="hr")

    ended = await amara.post(f"/members/{place_of(hana)}/end", data=BECAUSE | {"version": read})

    assert (mistaken(reply), mistaken(ended)) == ({"role"}, {"ending"})
    assert "somebody changed it since you opened the page" in Markup(reply.text).words
    assert Markup(reply.text).fields["version"] == await version_of(hana, cast), "sent once more, it is taken"
    assert await roles_of(hana, cast) == {Role.SUPERVISOR}


async def test_an_end_needs_a_reason_and_holds_at_once(
    cast: Cast, hana: Member, amara: httpx.AsyncClient, looking: Looker
) -> None:
    hers = await looking(hana)
    path = f"/members/{place_of(hana)}/end"
    version = {"version": await version_of(hana, cast)}
    assert (await hers.get("/people")).status_code == 200

    assert mistaken(await amara.post(path, data=version)) == {"ending"}
    assert (await hers.get("/people")).status_code == 200
    reply = await amara.post(path, data=version | BECAUSE)

    assert (reply.status_code, reply.headers["Location"]) == (303, "/members?done=ended")
    assert (await hers.get("/people")).headers["Location"].startswith("/sign-in")
    assert hana.email not in (await amara.get("/members")).text


async def test_the_last_administrator_is_kept(cast: Cast, amara: httpx.AsyncClient) -> None:
    path = f"/members/{place_of(cast.amara)}/end"

    reply = await amara.post(path, data=BECAUSE | {"version": await version_of(cast.amara, cast)})

    assert mistaken(reply) == {"ending"}
    assert "Give somebody else such a place first." in reply.text
    assert await roles_of(cast.amara, cast) == {Role.ADMINISTRATOR}


async def test_whoever_gives_their_own_place_up_is_signed_out(cast: Cast, looking: Looker) -> None:
    sol = await join(cast.amara, Role.SYSTEM_ADMINISTRATOR)
    client = await looking(sol)

    reply = await client.post(f"/members/{place_of(sol)}/end", data={"because": "my contract is over"})

    assert reply.headers["Location"] == "/"
    assert (await client.get("/")).headers["Location"] == "/sign-in"


async def test_a_place_that_is_over_is_listed_apart(cast: Cast, hana: Member, amara: httpx.AsyncClient) -> None:
    await send(amara, hana, cast, day="22", month="11", year="2026")
    assert "Over" not in Markup((await amara.get("/members")).text).text("h2"), "today is the last day"

    over = Membership(cast.agency, Role.HR, through=date(2026, 11, 21))
    async with recorded(cast.amara.principal.scope, Act.MEMBERSHIP_CHANGED, at=NOW.at) as entry:
        version = UUID(await version_of(hana, cast))
        await store.change_membership(entry, place_of(hana), over, version=version)

    page = (await amara.get("/members")).text
    assert page.index("<h2>Over</h2>") < page.index(hana.email)
