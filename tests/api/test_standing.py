"""Who is ready, as of a day and as known at a position, with the paragraph."""

from __future__ import annotations

import httpx
import pytest

from muster.services import packs, people, training
from tests import make
from tests.api.world import SHIPPED
from tests.cast import NOW, Cast

LATER = "2027-01-06"


@pytest.fixture
async def trained(cast: Cast) -> int:
    """Bind Ben to the yearly training, then record that he did it; return the position in between."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text(SHIPPED), since=make.LONG_AGO, by=by, now=NOW)
    await people.record_role(cast.ben_himself, make.role(program=cast.program), by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    before = (await training.course(course, by=by)).since
    await training.record_completion(cast.ben_himself, make.completion(course), by=by, now=NOW)
    return before


async def test_ben_sees_that_he_is_cleared_until_when_and_by_what_paragraph(
    cast: Cast, trained: int, ben: httpx.AsyncClient
) -> None:
    reply = (await ben.get(f"/api/v1/people/{cast.ben_himself}/standing")).json()

    assert reply["on"] == "2026-11-22"
    (here,) = reply["items"]
    assert (here["program"], here["verdict"], here["through"]) == (str(cast.program), "met", "2027-01-05")
    (finding,) = here["findings"]
    assert finding["requirement"] == "us-osha-bbp/annual-training"
    assert (finding["since"], finding["until"], finding["due_on"]) == ("2026-01-06", "2027-01-05", "2027-01-05")
    assert finding["next_change"] == {"on": "2027-01-06", "verdict": "not_met", "reason": "lapsed"}
    assert len(finding["satisfied_by"]) == 1
    assert finding["cite"] in finding["sentence"]
    (adopted,) = (await ben.get("/api/v1/packs")).json()["items"]
    assert (finding["pack"], finding["digest"]) == (adopted["pack"], adopted["digest"])


async def test_the_day_and_what_was_known_are_two_clocks(cast: Cast, trained: int, amara: httpx.AsyncClient) -> None:
    path = f"/api/v1/people/{cast.ben_himself}/standing"

    now = (await amara.get(path)).json()
    later = (await amara.get(path, params={"on": LATER})).json()
    before = (await amara.get(path, params={"known_at": trained})).json()
    again = (await amara.get(path, params={"on": now["on"], "known_at": now["known_at"]})).json()

    assert [each["items"][0]["verdict"] for each in (now, later, before)] == ["met", "not_met", "not_met"]
    assert later["items"][0]["findings"][0]["missing"]["topics"] == ["bloodborne-pathogens"]
    assert before["known_at"] == trained
    assert again == now


async def test_a_program_is_read_a_page_at_a_time(cast: Cast, trained: int, amara: httpx.AsyncClient) -> None:
    by = cast.amara.principal
    for number in range(4):
        who = await people.add_person(make.identity(f"Somebody {number}"), by=by, now=NOW)
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)

    read = []
    address = f"/api/v1/programs/{cast.program}/standing?limit=2&on=2026-11-22"
    while address:
        reply = await amara.get(address)
        read += [(each["person"], each["verdict"]) for each in reply.json()["items"]]
        address = reply.headers.get("Link", "").partition(">")[0].removeprefix("<")

    assert len(read) == len(set(read)) == 5
    assert read == sorted(read)
    assert dict(read)[str(cast.ben_himself)] == "met"


async def test_adopted_text_is_what_was_adopted(cast: Cast, trained: int, ben: httpx.AsyncClient) -> None:
    (adopted,) = (await ben.get("/api/v1/packs")).json()["items"]

    reply = await ben.get(f"/api/v1/packs/{adopted['id']}/text")

    assert reply.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert reply.text == packs.shipped_text(SHIPPED)


async def test_a_pack_of_ones_own_is_adopted_by_its_text_and_ended(cast: Cast, amara: httpx.AsyncClient) -> None:
    text = packs.shipped_text(SHIPPED).replace(f'id = "{SHIPPED}"', 'id = "our-own"')
    body = {"text": text, "valid_from": "2026-01-01", "program": str(cast.program)}
    made = await amara.post("/api/v1/packs", json=body)
    assert made.status_code == 201, made.text
    (adopted,) = (await amara.get("/api/v1/packs")).json()["items"]
    assert (adopted["pack"], adopted["program"], adopted["valid_through"]) == ("our-own", str(cast.program), None)

    ended = await amara.put(
        f"/api/v1/packs/{adopted['id']}",
        json={"valid_through": "2026-06-30", "because": "the state has a rule of its own now"},
        headers={"If-Match": f'"{adopted["version"]}"'},
    )

    assert ended.status_code == 200
    (after,) = (await amara.get("/api/v1/packs")).json()["items"]
    assert (after["valid_through"], after["version"]) == ("2026-06-30", ended.json()["version"])
