"""The notices that did not arrive: listed, and sent again by whoever may, without a script."""

from __future__ import annotations

from uuid import UUID

import httpx
import pytest

from muster.domain.reminders import Reminder, State
from muster.persistence import reminders as store
from muster.persistence.reminders import Settled
from muster.services import reminders
from tests import make
from tests.cast import NOW, TODAY, Cast
from tests.web.conftest import Looker
from tests.web.filling import Forms
from tests.web.markup import Markup


@pytest.fixture
async def lost(cast: Cast) -> list[UUID]:
    """File two notices to Ben that no server took."""
    scope = make.everybody(cast.amara.principal)
    due = [Reminder(cast.ben_himself, cast.program, "us-osha-bbp/annual-training", TODAY, rung) for rung in (0, 7)]
    await store.plan(scope, [(each, NOW.at) for each in due], at=NOW.at)
    claimed = await store.claim(scope, at=NOW.at)
    await store.settle(scope, [Settled(each, State.FAILED, "the mailbox is full") for each in claimed], at=NOW.at)
    return [each.id for each in claimed]


async def stand(cast: Cast) -> dict[UUID, State]:
    return {each.id: each.state for each in (await reminders.reminders(by=cast.amara.principal)).items}


async def test_the_ticked_ones_are_asked_for_again_and_the_page_says_how_they_stand(
    lost: list[UUID], cast: Cast, hr: httpx.AsyncClient
) -> None:
    page = (await hr.get("/reminders")).text
    assert Markup(page).faults == []
    assert sorted(Forms(page).to("/reminders").options["again"]) == sorted(map(str, lost))

    reply = await hr.post("/reminders", data={"again": str(lost[0])})

    assert reply.status_code == 303
    assert await stand(cast) == {lost[0]: State.PENDING, lost[1]: State.FAILED}
    shown = Markup((await hr.get(reply.headers["Location"])).text)
    assert shown.faults == []
    assert "1 notice is asked for again." in shown.words
    assert "Waits to be sent" in shown.words
    assert "asked for again" not in Markup((await hr.get("/reminders?again=nothing")).text).words


async def test_with_nothing_ticked_it_says_so(lost: list[UUID], cast: Cast, hr: httpx.AsyncClient) -> None:
    reply = await hr.post("/reminders", data={"none": ""})

    assert reply.status_code == 422
    assert "#again" in Markup(reply.text).links
    assert set((await stand(cast)).values()) == {State.FAILED}


async def test_what_was_sent_meanwhile_is_not_asked_for_again(
    lost: list[UUID], cast: Cast, hr: httpx.AsyncClient
) -> None:
    scope = make.everybody(cast.amara.principal)
    await hr.post("/reminders", data={"again": str(lost[0])})
    claimed = await store.claim(scope, at=NOW.at)
    await store.settle(scope, [Settled(each, State.SENT, "taken") for each in claimed], at=NOW.at)

    reply = await hr.post("/reminders", data={"again": [str(each) for each in lost]})

    assert reply.status_code == 422
    assert "one of them was sent or called off meanwhile" in Markup(reply.text).words
    assert await stand(cast) == {lost[0]: State.SENT, lost[1]: State.FAILED}


async def test_whoever_only_reads_them_asks_for_nothing(lost: list[UUID], cast: Cast, looking: Looker) -> None:
    dana = await looking(cast.dana)

    assert Forms((await dana.get("/reminders")).text).forms == [] or not [
        each for each in Forms((await dana.get("/reminders")).text).forms if each.action.endswith("/reminders")
    ]
    assert (await dana.post("/reminders", data={"again": str(lost[0])})).status_code == 403
    assert set((await stand(cast)).values()) == {State.FAILED}
