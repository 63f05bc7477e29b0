"""A whole import taken back from its own page: first what that would do, then a reason, and nothing by halves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from muster.domain.access import Role
from muster.domain.access_log import Sight
from muster.domain.moments import Moment
from muster.services import access_log, drafts, ledger, people
from muster.web import import_work
from tests.cast import NOW, Cast, join
from tests.web.conftest import Looker
from tests.web.importing import Importer
from tests.web.markup import Markup
from tests.web.test_imports import FILES, RECIPE

WHY = "another county's roster"


@pytest.fixture
async def hana(looking: Looker, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Importer:
    """Hana of HR, who has just brought in a roster by the pages."""
    monkeypatch.setattr(import_work, "AT_ONCE", 60.0)
    hana = Importer(await looking(await join(cast.amara, Role.HR)))
    await hana.choose(FILES, RECIPE)
    await hana.record()
    return hana


async def there(cast: Cast) -> set[str]:
    return {each.value.name for each in (await people.people(by=cast.amara.principal)).items}


async def test_it_is_taken_back_in_one_act_and_both_pages_say_so(hana: Importer, cast: Cast) -> None:
    result, at = hana.at, f"{hana.at}/undo"
    assert at in (await hana.open(result)).links
    before = await ledger.head(by=cast.amara.principal)

    page = await hana.open(at)
    assert "People 2" in page.words
    assert "Possible until December 22, 2026." in page.words
    reply = await hana.client.post(at, data={"because": WHY})

    assert (reply.status_code, reply.headers["Location"]) == (303, result)
    assert await there(cast) == {"Ben Abdi"}
    assert (await ledger.head(by=cast.amara.principal)).position == before.position + 1
    page = await hana.open(result)
    assert f"taken back, at position {before.position + 1} of the ledger" in page.words
    assert at not in page.links
    assert "Taken back" in (await hana.open("/imports")).words
    assert "Nothing of it stands any longer" in (await hana.open(at)).words
    assert (await hana.client.post(at, data={"because": WHY})).status_code == 303
    assert (await ledger.head(by=cast.amara.principal)).position == before.position + 1


async def test_without_a_reason_nothing_is_taken_back(hana: Importer, cast: Cast) -> None:
    reply = await hana.client.post(f"{hana.at}/undo", data={"because": " "})

    assert reply.status_code == 422
    assert "Write a few words." in Markup(reply.text).words
    assert "Hoa Tran" in await there(cast)


async def test_what_is_in_the_way_is_named_with_a_way_there_and_the_look_is_told(hana: Importer, cast: Cast) -> None:
    by, at = cast.amara.principal, f"{hana.at}/undo"
    hoa = next(each for each in (await people.people(by=by)).items if each.value.name == "Hoa Tran")
    said = replace(hoa.value, phone="555-0100")
    await people.correct_person(hoa.fact, said, version=None, because="she moved", by=by, now=NOW)

    reply = await hana.client.post(at, data={"because": WHY})

    assert reply.status_code == 409
    page = Markup(reply.text)
    assert "1 thing is in the way. Nothing was taken back." in page.words
    assert "Who Hoa Tran is" in page.words
    assert "Said otherwise since" in page.words
    assert f"/people/{hoa.fact}" in page.links
    assert "Yusuf Kowalski" in await there(cast)
    told = (await access_log.looks_at(hoa.fact, by=cast.dana.principal)).items
    assert [each.look.sight for each in told] == [Sight.RECORD]


async def test_what_is_not_recorded_yet_has_nothing_to_take_back(looking: Looker, cast: Cast) -> None:
    amara = await looking(cast.amara)
    begun = await drafts.begin_draft(FILES, RECIPE, by=cast.amara.principal, now=NOW)

    for reply in (
        await amara.get(f"/imports/{begun}/undo"),
        await amara.post(f"/imports/{begun}/undo", data={"because": WHY}),
    ):
        assert (reply.status_code, reply.headers["Location"]) == (303, f"/imports/{begun}")


async def test_the_page_is_there_for_thirty_days_for_whoever_brought_it_in(
    hana: Importer, cast: Cast, looking: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = f"{hana.at}/undo"
    assert (await (await looking(cast.amara)).get(at)).status_code == 404

    late = Moment(NOW.at + timedelta(30), NOW.today + timedelta(30))
    monkeypatch.setattr("muster.clock.moment", lambda _: late)

    assert (await hana.client.get(at)).status_code == 404
    assert "Hoa Tran" in await there(cast)
