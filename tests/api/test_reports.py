"""Reports over HTTP: as JSON, as files, and the same one again."""

from __future__ import annotations

import hashlib
import json

import httpx
import pytest

from muster.domain.ledger.leaves import canonical
from tests.api.conftest import Caller
from tests.cast import Cast
from tests.quarter import DAYS, NUMBER, Quarter, gather_quarter

GRANT = "/api/v1/reports/grant-compliance"
STATE = "/api/v1/reports/state-compliance"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
async def quarter(cast: Cast) -> Quarter:
    return await gather_quarter(cast)


async def test_the_catalogue_says_what_each_report_promises_and_takes(amara: httpx.AsyncClient) -> None:
    found = {each["id"]: each for each in (await amara.get("/api/v1/reports")).json()["items"]}

    assert set(found) == {"grant-compliance", "sf-425", "state-compliance", "training-summary"}
    assert found["grant-compliance"]["cite"] == "2 CFR 200.430(g)"
    assert [each["name"] for each in found["grant-compliance"]["parameters"] if each["required"]] == ["award"]


async def test_a_report_comes_as_json_whose_hash_anybody_can_work_out_again(
    quarter: Quarter, amara: httpx.AsyncClient
) -> None:
    reply = await amara.get(GRANT, params={"award": NUMBER})

    view = reply.json()
    stated = view.pop("content_hash")
    assert hashlib.sha256(canonical(view)).hexdigest() == stated
    assert reply.headers["ETag"] == f'"{stated}"'
    assert reply.headers["Cache-Control"] == "no-store"
    assert view["minutes"]["qualified"] == len(DAYS) * 480


async def test_the_same_question_at_the_same_position_is_answered_with_the_same_bytes_or_with_304(
    quarter: Quarter, amara: httpx.AsyncClient
) -> None:
    known = (await amara.get("/api/v1/ledger")).json()["position"]
    asked = {"award": NUMBER, "known_at": str(known)}
    first = await amara.get(GRANT, params=asked)
    await amara.post("/api/v1/programs", json={"name": "Night team"})

    again = await amara.get(GRANT, params=asked)
    unchanged = await amara.get(GRANT, params=asked, headers={"If-None-Match": first.headers["ETag"]})

    assert again.content == first.content
    assert (unchanged.status_code, unchanged.content) == (304, b"")


@pytest.mark.parametrize(
    ("given", "media_type", "begins"), [("pdf", "application/pdf", b"%PDF-"), ("xlsx", XLSX, b"PK\x03\x04")]
)
async def test_a_report_comes_as_a_file_under_its_own_name(
    quarter: Quarter, amara: httpx.AsyncClient, given: str, media_type: str, begins: bytes
) -> None:
    plain = await amara.get(GRANT, params={"award": NUMBER})
    reply = await amara.get(GRANT, params={"award": NUMBER, "format": given, "language": "es"})

    assert reply.status_code == 200, reply.text
    assert reply.headers["Content-Type"] == media_type
    name = f"grant-compliance-{NUMBER}-2026-07-01-2026-09-30.{given}"
    assert reply.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert reply.headers["ETag"] == plain.headers["ETag"]
    assert reply.content.startswith(begins)


async def test_the_state_report_speaks_of_the_last_quarter(quarter: Quarter, amara: httpx.AsyncClient) -> None:
    reply = await amara.get(STATE)

    assert reply.headers["Content-Disposition"] == (
        'attachment; filename="state-compliance-2026-07-01-2026-09-30.json"'
    )
    assert (reply.json()["people"], reply.json()["met"]) == (1, 1)


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"first": "2026-07-01"}, "/last"),
        ({"last": "2026-07-01"}, "/first"),
        ({"first": "2026-07-02", "last": "2026-07-01"}, "/last"),
        ({"format": "docx"}, "/format"),
        ({"language": "fr"}, "/language"),
        ({"award": ""}, "/award"),
    ],
    ids=str,
)
async def test_what_cannot_be_asked_is_refused_at_its_place(
    quarter: Quarter, amara: httpx.AsyncClient, asked: dict[str, str], pointer: str
) -> None:
    reply = await amara.get(GRANT, params={"award": NUMBER} | asked)

    assert reply.status_code == 422
    assert [each["pointer"] for each in reply.json()["errors"]] == [pointer]


async def test_a_period_outside_the_award_is_refused_with_the_awards_own_dates(
    quarter: Quarter, amara: httpx.AsyncClient
) -> None:
    reply = await amara.get(GRANT, params={"award": NUMBER, "first": "2026-09-01", "last": "2026-10-31"})

    assert (reply.status_code, reply.json()["type"]) == (409, "/problems/outside-the-award")
    assert "2025-10-01 to 2026-09-30" in reply.json()["detail"]


async def test_an_auditor_may_draw_it_and_sees_no_rate_of_anybody(
    cast: Cast, quarter: Quarter, calling: Caller
) -> None:
    dana = await calling(cast.dana)

    reply = await dana.get(GRANT, params={"award": NUMBER})

    assert reply.json()["cents"]["qualified"] == len(DAYS) * 8 * 27_50
    assert "cents_per_hour" not in reply.text
    assert not any("cents" in key for person in reply.json()["people"] for key in json.loads(json.dumps(person)))
