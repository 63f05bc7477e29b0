"""Inviting with a form, and accepting on a page."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest

from muster.domain.access import Role
from muster.http.sessions import SECURE_NAME
from muster.services import invitations as service
from tests.cast import NOW, PASSWORD, Cast, address, join
from tests.letters import Tray, invited
from tests.web.conftest import Looker
from tests.web.markup import Markup

PATH = "/invitations"
A_FORM = {"Content-Type": "application/x-www-form-urlencoded"}  # as a browser sends one with nothing in it


@pytest.fixture
def tray() -> Tray:
    return Tray()


def let_in(reply: httpx.Response) -> bool:
    return any(each.startswith(f"{SECURE_NAME}=") for each in reply.headers.get_list("Set-Cookie"))


async def invite(client: httpx.AsyncClient, **form: str) -> httpx.Response:
    return await client.post(PATH, data={"id": str(uuid4()), "email": address(), "role": "responder", **form})


# -- inviting


async def test_who_is_invited_stands_on_the_page_until_they_come(cast: Cast, amara: httpx.AsyncClient) -> None:
    email = address()
    reply = await invite(amara, email=email, program=str(cast.program), day="31", month="Jan", year="2027")

    assert reply.status_code == 303
    page = Markup((await amara.get(reply.headers["Location"])).text)
    assert page.faults == []
    assert f"Invited: {email}." in page.words
    assert "Responder, Harbor CRT · place through January 31, 2027 · good until November 29, 2026" in page.words
    assert f"invited by {cast.amara.email}" in page.words
    assert "The mail was sent." in page.words


async def test_an_invitation_is_withdrawn_with_a_button(cast: Cast, amara: httpx.AsyncClient) -> None:
    made = await invited(email := address(), by=cast.amara.principal)

    reply = await amara.post(f"{PATH}/{made}/withdraw", headers=A_FORM)

    assert (reply.status_code, reply.headers["Location"]) == (303, PATH)
    assert email not in (await amara.get(PATH)).text


async def test_somebody_on_record_is_invited_from_their_own_page(cast: Cast, amara: httpx.AsyncClient) -> None:
    links = Markup((await amara.get(f"/people/{cast.ben_himself}")).text).links
    assert f"{PATH}?person={cast.ben_himself}" in links

    form = Markup((await amara.get(f"{PATH}?person={cast.ben_himself}")).text)
    await invite(amara, person=form.fields["person"])

    (found,) = (await service.invitations(by=cast.amara.principal, at=NOW.at)).items
    assert "The sign-in will be Ben Abdi's: they see their own record." in form.words
    assert found.record.value.person == cast.ben_himself


async def test_somebody_of_another_agency_is_nobody(cast: Cast, chidi: httpx.AsyncClient) -> None:
    assert (await chidi.get(f"{PATH}?person={cast.ben_himself}")).status_code == 404
    assert (await invite(chidi, person=str(cast.ben_himself))).status_code == 404


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "no address"}, "email"),
        ({"role": ""}, "role"),
        ({"role": "king"}, "role"),
        ({"program": "00000000-0000-4000-8000-000000000000"}, "program"),
        ({"role": "auditor"}, "through-day"),
        ({"role": "auditor", "day": "1", "month": "1", "year": "2026"}, "through-day"),
        ({"day": "31", "month": "2", "year": "2027"}, "through-day"),
        ({"day": "1", "month": "Foo", "year": "2027"}, "through-month"),
    ],
    ids=str,
)
async def test_what_cannot_be_right_is_said_at_its_place_and_nothing_is_lost(
    form: dict[str, str], field: str, cast: Cast, amara: httpx.AsyncClient
) -> None:
    reply = await invite(amara, **form)

    page = Markup(reply.text)
    assert (reply.status_code, page.faults) == (422, [])
    assert [link for link in page.links if link.startswith("#") and link != "#main"] == [f"#{field}"]
    assert {
        name: value for name, value in page.fields.items() if name in form and name in {"email", "day", "year"}
    } == {name: value for name, value in form.items() if name in {"email", "day", "year"}}
    assert (await service.invitations(by=cast.amara.principal, at=NOW.at)).items == ()


async def test_a_role_of_the_agency_in_one_program_is_said_at_its_place(cast: Cast, amara: httpx.AsyncClient) -> None:
    reply = await invite(amara, role="grant-officer", program=str(cast.program))

    assert reply.status_code == 422
    assert "#program" in Markup(reply.text).links


@pytest.mark.parametrize("role", [Role.HR, Role.SUPERVISOR, Role.RESPONDER])
async def test_who_may_not_give_places_is_offered_no_invitations(role: Role, cast: Cast, looking: Looker) -> None:
    client = await looking(await join(cast.amara, role))

    assert PATH not in Markup((await client.get("/me")).text).links
    assert (await client.get(PATH)).status_code == 403


async def test_whoever_runs_muster_invites_and_sees_no_record(cast: Cast, looking: Looker) -> None:
    client = await looking(await join(cast.amara, Role.SYSTEM_ADMINISTRATOR))

    assert (await client.get(PATH)).status_code == 200
    assert (await client.get(f"{PATH}?person={cast.ben_himself}")).status_code == 403
    assert (await invite(client)).status_code == 303


# -- accepting


async def test_somebody_new_chooses_a_password_and_is_in(cast: Cast, tray: Tray, stranger: httpx.AsyncClient) -> None:
    await invited(email := address(), by=cast.amara.principal, tray=tray)
    (path,) = tray.paths

    page = Markup((await stranger.get(path)).text)
    refused = await stranger.post(path, data={"password": "short"})
    taken = await stranger.post(path, data={"password": PASSWORD})

    assert (page.faults, page.text("h1"), page.text("button")) == (
        [],
        "Invitation to Harbor County",
        "Accept and sign in",
    )
    assert email in page.words
    assert cast.amara.email in page.words
    assert (refused.status_code, Markup(refused.text).faults, let_in(refused)) == (422, [], False)
    assert (taken.status_code, taken.headers["Location"], let_in(taken)) == (303, "/", True)
    assert (await stranger.get("/me")).status_code == 200
    over = await stranger.get(path)
    assert (over.status_code, Markup(over.text).text("h1")) == (404, "This link is over")


async def test_who_signs_in_here_already_signs_in_first_and_comes_back(
    cast: Cast, tray: Tray, stranger: httpx.AsyncClient
) -> None:
    await invited(cast.chidi.email, by=cast.amara.principal, tray=tray)
    (path,) = tray.paths

    page = Markup((await stranger.get(path)).text)
    too_soon = await stranger.post(path, data={"password": PASSWORD})
    (way,) = [each for each in page.links if each.startswith("/sign-in?next=")]
    form = Markup((await stranger.get(way)).text)
    signed = await stranger.post(
        "/sign-in", data={"email": cast.chidi.email, "password": PASSWORD, "next": form.fields["next"]}
    )
    back = Markup((await stranger.get(signed.headers["Location"])).text)
    accepted = await stranger.post(path, headers=A_FORM)

    assert "password" not in page.fields
    assert (too_soon.status_code, let_in(too_soon)) == (409, False)
    assert signed.headers["Location"] == path
    assert back.text("button").startswith("Accept")
    assert (accepted.status_code, let_in(accepted)) == (303, True)
    assert "Harbor County" in (await stranger.get("/me")).text, "they look at the agency that invited them"


async def test_who_is_signed_in_as_somebody_else_is_told_so(cast: Cast, tray: Tray, ben: httpx.AsyncClient) -> None:
    await invited(cast.chidi.email, by=cast.amara.principal, tray=tray)

    page = await ben.get(tray.paths[0])
    refused = await ben.post(tray.paths[0], data={"password": PASSWORD})

    assert "You are signed in with another address now." in page.text
    assert Markup(page.text).faults == []
    assert refused.status_code == 409
    assert len((await service.invitations(by=cast.amara.principal, at=NOW.at)).items) == 1


async def test_a_further_place_in_ones_own_agency_needs_no_new_sign_in(
    cast: Cast, tray: Tray, ben: httpx.AsyncClient
) -> None:
    await invited(cast.ben.email, by=cast.amara.principal, tray=tray, role=Role.HR)

    accepted = await ben.post(tray.paths[0], headers=A_FORM)

    assert (accepted.status_code, let_in(accepted)) == (303, False)
    assert (await ben.get("/people")).status_code == 200


async def test_a_link_in_a_web_mailbox_does_not_forget_who_is_signed_in(
    cast: Cast, tray: Tray, ben: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    await invited(cast.ben.email, by=cast.amara.principal, tray=tray)

    first = await stranger.get(tray.paths[0], headers={"Sec-Fetch-Site": "cross-site"})

    assert f'content="0; url={tray.paths[0]}"' in first.text
    assert first.headers["Referrer-Policy"] == "no-referrer"
    assert Markup((await ben.get(tray.paths[0])).text).text("button").startswith("Accept")


async def test_a_page_of_another_site_accepts_nothing(cast: Cast, tray: Tray, ben: httpx.AsyncClient) -> None:
    await invited(cast.ben.email, by=cast.amara.principal, tray=tray)

    reply = await ben.post(
        tray.paths[0], headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    )

    assert reply.status_code == 403
    assert len((await service.invitations(by=cast.amara.principal, at=NOW.at)).items) == 1
