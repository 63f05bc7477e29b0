"""Tokens on a page: issued, shown once, revoked; and what is said when it cannot be."""

from __future__ import annotations

import re
from uuid import uuid4

import httpx
import pytest

from muster.domain.access import Permission, Role
from muster.domain.accounts.tokens import ALLOWED, NEVER, PATTERN
from muster.services import tokens
from tests.cast import NOW, Cast, join, somewhere
from tests.web.conftest import Looker
from tests.web.markup import Markup

FILLED = {
    "name": "nightly export",
    "permissions": ["people:read", "effort:read"],
    "program": "",
    "day": "31",
    "month": "May",
    "year": "2027",
}


async def send(client: httpx.AsyncClient, **typed: object) -> httpx.Response:
    return await client.post("/tokens", data={"id": str(uuid4())} | FILLED | typed)


async def test_a_token_is_shown_on_one_page_and_on_no_other(amara: httpx.AsyncClient) -> None:
    reply = await send(amara)

    (token,) = re.findall(PATTERN, reply.text)
    assert (reply.status_code, reply.headers["Cache-Control"]) == (201, "no-store")
    assert Markup(reply.text).faults == []
    who = await tokens.bearer(token, origin=somewhere(), at=NOW.at)
    assert {each for each in Permission if who.may(each)} == {Permission.PEOPLE_READ, Permission.EFFORT_READ}
    listed = (await amara.get("/tokens")).text
    assert re.findall(PATTERN, listed) == []
    assert f"{token[:19]}…" in listed


async def test_the_same_form_sent_again_issues_nothing_and_says_what_to_do(amara: httpx.AsyncClient) -> None:
    fact = str(uuid4())
    await send(amara, id=fact)

    again = await send(amara, id=fact)

    assert again.status_code == 422
    assert "has issued its token before" in again.text
    assert re.findall(PATTERN, again.text) == []
    assert (await amara.get("/tokens")).text.count("muster_") == 1


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"name": " "}, ["name"]),
        ({"permissions": []}, ["permissions"]),
        ({"permissions": ["membership:grant"]}, ["permissions"]),
        ({"program": "elsewhere"}, ["program"]),
        ({"day": "", "month": "", "year": ""}, ["through-day"]),
        ({"year": "2028"}, ["through-day"]),
        ({"year": "2025"}, ["through-day"]),
        ({"name": "", "permissions": [], "month": "13"}, ["name", "permissions", "through-month"]),
    ],
    ids=str,
)
async def test_what_cannot_be_right_is_said_beside_its_field(
    typed: dict[str, object], fields: list[str], amara: httpx.AsyncClient
) -> None:
    reply = await send(amara, **typed)

    page = Markup(reply.text)
    assert reply.status_code == 422
    assert page.faults == []
    assert {link[1:] for link in page.links if link.startswith("#") and link != "#main"} == set(fields)
    assert (await amara.get("/tokens")).text.count("muster_") == 0


async def test_a_form_offers_what_its_reader_may_do(cast: Cast, looking: Looker) -> None:
    sol = await looking(await join(cast.amara, Role.SYSTEM_ADMINISTRATOR))

    offered = set(re.findall(r'name="permissions" value="([^"]+)"', (await sol.get("/tokens")).text))

    assert offered == {"pack:read", "membership:read", "ledger:verify", "access-log:read"}
    reply = await send(sol, permissions=["people:read"])
    assert reply.status_code == 422
    assert "no more than its owner" in reply.text


async def test_nobody_is_offered_what_no_token_may_do(amara: httpx.AsyncClient) -> None:
    offered = set(re.findall(r'name="permissions" value="([^"]+)"', (await amara.get("/tokens")).text))

    assert offered == set(ALLOWED)
    assert offered & NEVER == set()


async def test_whoever_issues_none_is_told_and_refused(ben: httpx.AsyncClient) -> None:
    assert "Your role issues no tokens." in (await ben.get("/tokens")).text
    assert (await send(ben)).status_code == 403


async def test_a_revoked_one_is_gone_from_the_list_and_lets_nobody_in(
    cast: Cast, amara: httpx.AsyncClient, hr: httpx.AsyncClient
) -> None:
    fact, _ = await tokens.issue_token(
        "nightly export", frozenset({Permission.PACK_READ}), through=NOW.today, by=cast.amara.principal, now=NOW
    )
    assert str(fact) not in (await hr.get("/tokens")).text

    assert (await hr.post(f"/tokens/{fact}/revoke")).status_code == 403
    reply = await amara.post(f"/tokens/{fact}/revoke")

    assert reply.headers["Location"] == "/tokens?done=revoked"
    page = (await amara.get(reply.headers["Location"])).text
    assert "The token is revoked." in page
    assert str(fact) not in page
