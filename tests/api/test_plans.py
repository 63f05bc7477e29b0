"""A plan and what is supposed, over the API: the days worked by hand, and one of them the proof of the other."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import httpx
import pytest

from muster.domain.access_log import Sight
from muster.services import access_log, packs, people, training
from tests import make
from tests.api.world import SHIPPED
from tests.cast import NOW, Cast

V1 = "/api/v1"
BBP = "us-osha-bbp/annual-training"
SPRING: dict[str, str | int] = {"through": "2027-03-31", "seat_days": 7, "processing_days": 14}


@pytest.fixture
async def course(cast: Cast) -> UUID:
    """Bea is trained through 5 January 2027, and Ben not at all; there is one course."""
    by = cast.amara.principal
    await packs.adopt_pack(packs.shipped_text(SHIPPED), since=make.LONG_AGO, by=by, now=NOW)
    course = await training.add_course(make.course(), by=by, now=NOW)
    bea = await people.add_person(make.identity("Béa Núñez"), by=by, now=NOW)
    for who in (bea, cast.ben_himself):
        await people.record_role(who, make.role(program=cast.program), by=by, now=NOW)
    await training.record_completion(bea, make.completion(course, date(2026, 1, 5)), by=by, now=NOW)
    return course


async def test_a_plan_says_who_takes_which_course_and_by_when_to_act(
    course: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    found = (await amara.get(f"{V1}/programs/{cast.program}/plan", params=SPRING)).json()

    bea, ben = sorted(found["seats"], key=lambda each: each["closes"][0]["late"])
    assert (bea["name"], bea["title"], bea["course"]) == ("Béa Núñez", "Bloodborne pathogens", str(course))
    assert (bea["held_on"], bea["class_by"], bea["act_by"]) == ("2026-11-29", "2026-12-22", "2026-12-15")
    assert [(each["requirement"], each["last_good_day"], each["holds_through"]) for each in bea["closes"]] == [
        (BBP, "2027-01-05", "2027-11-29")
    ]
    assert (ben["act_by"], ben["closes"][0]["last_good_day"]) == ("2027-03-10", None)
    assert (found["gaps"], found["closed"], found["at_least"], found["smallest"], found["left"]) == (2, 2, 2, True, [])
    everywhere = (await amara.get(f"{V1}/plan", params=SPRING)).json()
    assert everywhere == found | {"program": None}


async def test_what_is_supposed_of_two_says_the_days_and_the_counts_and_both_are_told_of_in_the_access_log(
    course: UUID, cast: Cast, amara: httpx.AsyncClient
) -> None:
    seats = (await amara.get(f"{V1}/programs/{cast.program}/plan", params=SPRING)).json()["seats"]
    done = {"course": str(course), "completed_on": "2026-11-29", "proof": "document-seen"}
    body = {"suppose": [{"people": [each["person"] for each in seats], "completion": done}], "on": "2027-01-06"}
    ledger = (await amara.get(f"{V1}/ledger")).json()

    found = (await amara.post(f"{V1}/what-if", json=body)).json()

    (here,) = found["programs"]
    assert (here["before"]["cleared"], here["after"]["cleared"]) == (0, 2)
    for each in found["people"]:
        (program,) = each["programs"]
        change = program["changes"][0]
        assert (change["first"], change["last"]) == ("2027-01-06", "2027-11-29")
        assert (program["before"], program["after"], program["after_through"]) == ("not_met", "met", "2027-11-29")
    assert (await amara.get(f"{V1}/ledger")).json() == ledger
    looks = (await access_log.looks(by=cast.dana.principal)).items
    assert {(each.look.subject, each.look.sight) for each in looks} == {
        (UUID(each["person"]), Sight.RECORD) for each in seats
    }


async def test_what_is_supposed_is_one_thing_and_said_whole(cast: Cast, amara: httpx.AsyncClient) -> None:
    ends = {"role": "emt", "program": str(cast.program), "last_day": "2026-12-31"}
    lapses = {"kind": "aha-bls", "last_good_day": "2026-12-31"}
    people = [str(cast.ben_himself)]

    both = await amara.post(f"{V1}/what-if", json={"suppose": [{"people": people, "ends": ends, "lapses": lapses}]})
    neither = await amara.post(f"{V1}/what-if", json={"suppose": [{"people": people}]})

    for reply in (both, neither):
        (fault,) = reply.json()["errors"]
        assert (reply.status_code, fault["pointer"]) == (422, "/suppose/0")
        assert fault["expected"] == "exactly one of completion, credential, lapses, begins, ends and leave"
    assert (await amara.post(f"{V1}/what-if", json={"suppose": [{"people": people, "ends": ends}]})).is_success
