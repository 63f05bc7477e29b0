"""The link to an organisation's sign-in, undone: with the password that is left, and by nobody for somebody else."""

from __future__ import annotations

import httpx
import pytest

from muster.domain.errors import Conflict
from muster.persistence import openid as store
from muster.services import account_events, ledger
from muster.services import openid as service
from tests.cast import NOW, PASSWORD, Cast
from tests.services.test_account_events import last_act
from tests.services.test_passwords import account_of
from tests.web.markup import Markup
from tests.web.test_openid import Stage, connected, let_in, signed_in, stage  # noqa: F401 - the same provider

ACCOUNT = "/account"
API = "/api/v1/account/providers"


async def by_the_organisation(stage: Stage) -> tuple[httpx.AsyncClient, str]:  # noqa: F811 - the fixture of that name
    """Let Ben's organisation sign him in; return his browser, and where his page leads to remove that."""
    there = await stage.browser()
    assert let_in(await stage.sign_in(there))
    (path,) = [each for each in Markup((await there.get(ACCOUNT)).text).links if "/providers/" in each]
    return there, path


async def test_it_is_listed_and_removed_with_the_password(stage: Stage) -> None:  # noqa: F811 - as above
    there, path = await by_the_organisation(stage)
    other = await stage.browser()
    await stage.sign_in(other)
    listed = (await there.get(API)).json()["items"]
    page = await there.get(path)
    assert [each["issuer"] for each in listed] == [stage.provider.issuer]
    assert stage.provider.issuer in page.text
    assert Markup(page.text).faults == []

    empty = await there.post(path, data={"password": ""})
    wrong = await there.post(path, data={"password": "not this"})
    assert (empty.status_code, wrong.status_code) == (422, 403)
    assert Markup(empty.text).faults == Markup(wrong.text).faults == []
    assert (await there.get(API)).json()["items"] == listed

    done = await there.post(path, data={"password": PASSWORD})

    assert (done.status_code, done.headers["Location"]) == (303, "/account?done=unlinked")
    assert (await there.get(API)).json()["items"] == []
    assert "signs you in no longer" in (await there.get(done.headers["Location"])).text
    assert await signed_in(there), "this session goes on"
    assert await signed_in(other) is None, "and no other"
    assert (await there.get(path)).status_code == 404


async def test_the_way_in_that_is_left_works_and_another_identity_can_be_linked(stage: Stage) -> None:  # noqa: F811 - as above
    there, path = await by_the_organisation(stage)
    stage.provider.who = {**stage.provider.who, "sub": f"another ben of {stage.cast.agency}"}
    assert not let_in(await stage.sign_in(await stage.browser())), "the account is somebody else there"
    (found,) = (await there.get(API)).json()["items"]

    done = await there.request("DELETE", f"{API}/{found['id']}", json={"password": PASSWORD})

    assert done.status_code == 204
    fresh = await stage.browser()
    typed = {"email": stage.cast.ben.email, "password": PASSWORD, "next": "/me"}
    assert let_in(await fresh.post("/sign-in", data=typed))
    assert let_in(await stage.sign_in(await stage.browser())), "linked anew, as whom the organisation vouches for now"
    assert path not in Markup((await fresh.get(ACCOUNT)).text).links


async def test_nobody_removes_anybody_elses(stage: Stage) -> None:  # noqa: F811 - as above
    await by_the_organisation(stage)
    (found,) = await service.linked(account_of(stage.cast.ben))

    assert not await store.remove_subject(account_of(stage.cast.amara), found.id)
    assert await service.linked(account_of(stage.cast.ben)) == [found]
    assert await service.linked(account_of(stage.cast.amara)) == []


async def test_whoever_runs_the_machine_does_it_too_and_the_ledger_says_so(stage: Stage, cast: Cast) -> None:  # noqa: F811 - as above
    there, _ = await by_the_organisation(stage)

    account = await account_events.unlink(cast.ben.email, at=NOW.at)

    assert account == account_of(cast.ben)
    assert await service.linked(account) == []
    assert await signed_in(there) is None
    assert await last_act(cast.amara) == ("account-unlinked", "unlinked")
    assert (await ledger.verify(by=cast.amara.principal)).faults == ()
    with pytest.raises(Conflict):
        await account_events.unlink(cast.ben.email, at=NOW.at)
