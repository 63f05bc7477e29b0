"""A second factor asked of staff, in a browser and over the API: nothing of the agency is seen before it is set up."""

from __future__ import annotations

import re
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar

from muster.domain.access import Permission, Role
from muster.domain.accounts.one_time_codes import SecondFactorNeeded
from muster.http.signed import HALFWAY, PUBLIC, SETTING_UP
from muster.services import staff_rule, tokens
from tests.api.conftest import Caller
from tests.cast import NOW, Cast, Member, join
from tests.web.conftest import Looker
from tests.web.markup import Markup
from tests.web.test_one_time_codes import CODES, set_up

V1 = "/api/v1"
RULE = f"{V1}/agency/second-factor"
PAGE = "/members/second-factor"
WHY = "the state asks it"


async def ask(client: httpx.AsyncClient, *, required: bool = True) -> httpx.Response:
    """Ask it on the page, with the form as it stands there."""
    fields = Markup((await client.get("/members")).text).fields
    assert fields["required"] == ("yes" if required else "no")
    return await client.post(PAGE, data={**fields, "because": WHY})


async def test_the_page_says_it_plainly_and_an_administrator_asks_and_takes_it_back(amara: httpx.AsyncClient) -> None:
    assert "may sign in with a password alone" in (await amara.get("/members")).text
    await set_up(amara)

    first = await ask(amara)
    page = await amara.get(first.headers["Location"])

    assert (first.status_code, first.headers["Location"]) == (303, "/members?done=asked")
    assert Markup(page.text).faults == []
    assert "Asked of everybody but responders" in page.text
    assert (await amara.get(RULE)).json()["required"] is True
    again = await ask(amara, required=False)
    assert (again.status_code, again.headers["Location"]) == (303, "/members?done=not-asked")
    assert (await amara.get(RULE)).json()["required"] is False
    late = await amara.post(PAGE, data={**Markup(page.text).fields, "because": WHY})
    assert (late.status_code, Markup(late.text).faults) == (422, [])
    assert "somebody changed it since you opened the page" in Markup(late.text).words


async def test_without_codes_of_ones_own_or_a_reason_it_says_why_not(amara: httpx.AsyncClient) -> None:
    alone = await ask(amara)
    await set_up(amara)
    fields = Markup((await amara.get("/members")).text).fields
    no_reason = await amara.post(PAGE, data={**fields, "because": ""})
    no_version = await amara.post(PAGE, data={**fields, "version": "x", "because": WHY})

    for reply, said in ((alone, "would lock yourself out"), (no_reason, "a reason, for the ledger")):
        assert reply.status_code == 422
        assert Markup(reply.text).faults == []
        assert said in reply.text
    assert Markup(alone.text).fields["because"] == WHY
    assert no_version.status_code == 422
    assert (await amara.get(RULE)).json()["required"] is False


@pytest.fixture
async def hr(cast: Cast, amara: httpx.AsyncClient) -> Member:
    """Return somebody in HR without a second factor, where it is asked of staff."""
    await set_up(amara)
    await ask(amara)
    return await join(cast.amara, Role.HR)


async def test_whoever_has_none_is_led_to_set_one_up_and_goes_on(hr: Member, looking: Looker) -> None:
    client = await looking(hr)
    for path in ("/", "/people", "/members", "/account", "/me"):
        led = await client.get(path)
        assert (led.status_code, led.headers.get("Location")) == (303, CODES), path
    page = await client.get(CODES)
    assert "Your agency asks everybody who sees the records of others" in page.text
    assert Markup(page.text).faults == []

    await set_up(client)

    assert (await client.get("/people")).status_code == 200
    assert "Your agency asks everybody" not in (await client.get(CODES)).text


async def test_no_route_shows_them_anything_else(
    hr: Member, cast: Cast, app: Litestar, calling: Caller, looking: Looker
) -> None:
    client, page, responder = await calling(hr), await looking(hr), await calling(cast.ben)
    refused = 0
    for route in app.routes:
        path = route.path_format
        for method in sorted(getattr(route, "methods", ())):
            if method in {"OPTIONS", "HEAD"} or {(method, path)} & (PUBLIC | SETTING_UP | HALFWAY):
                continue
            refused += 1
            asked = re.sub(r"\{\w+\}", str(uuid4()), path.replace("{position}", "1"))
            reply = await client.request(method, asked)
            assert reply.status_code == 403, f"{method} {path}: {reply.status_code}"
            assert reply.json()["type"] == "/problems/second-factor-needed", f"{method} {path}"
    assert refused > 100
    assert (await page.get("/people")).headers["Location"] == CODES
    assert (await responder.get(f"{V1}/session")).status_code == 200, "the control: a responder is not asked"


async def test_over_the_api_it_is_set_up_just_so(hr: Member, calling: Caller) -> None:
    client = await calling(hr)
    refused = await client.get(f"{V1}/people")
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/second-factor-needed")
    assert (await client.get(f"{V1}/account/one-time-codes")).status_code == 200

    await set_up(client)

    assert (await client.get(f"{V1}/people")).status_code == 200
    assert (await (await calling(hr)).delete(f"{V1}/session")).status_code == 204, "and signing out is always open"


async def test_a_script_is_not_concerned(cast: Cast, amara: httpx.AsyncClient, calling: Caller) -> None:
    hr = await join(cast.amara, Role.HR)
    reads = frozenset({Permission.PEOPLE_READ})
    _, token = await tokens.issue_token("nightly", reads, through=NOW.today, by=hr.principal, now=NOW)
    await set_up(amara)
    await ask(amara)

    script = await calling(None)
    reply = await script.get(f"{V1}/people", headers={"Authorization": f"Bearer {token}"})

    assert reply.status_code == 200
    with pytest.raises(SecondFactorNeeded):
        await staff_rule.require_of(hr.principal, second=False)
