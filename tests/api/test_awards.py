"""Awards and partnerships, as a caller meets them."""

from __future__ import annotations

from typing import Any

import httpx

Json = dict[str, Any]
V1 = "/api/v1"
AWARD = {
    "number": "CR-2026-0417",
    "title": "Crisis response",
    "funder": "State Office of Community Safety",
    "valid_from": "2026-08-15",
    "valid_through": "2027-02-14",
    "amount_cents": 18_500_000_050,
    "report_months": 3,
    "report_due_days": 30,
}
MOU = {"instrument": "mou", "valid_from": "2026-07-01"}


async def posted(caller: httpx.AsyncClient, path: str, body: Json) -> httpx.Response:
    reply = await caller.post(f"{V1}{path}", json=body)
    assert reply.status_code == 201, reply.text
    return reply


async def test_an_award_is_read_where_its_reply_says_with_its_cents_as_they_were_sent(
    amara: httpx.AsyncClient,
) -> None:
    made = await posted(amara, "/awards", AWARD)

    read = (await amara.get(made.headers["Location"])).json()

    assert read | AWARD == read
    assert read["pass_through"] == ""
    assert (await amara.get(f"{V1}/awards")).json()["items"] == [read]


async def test_the_periods_of_an_award_begin_and_end_with_it(amara: httpx.AsyncClient) -> None:
    made = await posted(amara, "/awards", AWARD)

    periods = (await amara.get(f"{made.headers['Location']}/reporting-periods")).json()["items"]

    assert periods == [
        {"first": "2026-08-15", "last": "2026-09-30", "due_on": "2026-10-30"},
        {"first": "2026-10-01", "last": "2026-12-31", "due_on": "2027-01-30"},
        {"first": "2027-01-01", "last": "2027-02-14", "due_on": "2027-03-16"},
    ]


async def test_an_award_of_which_no_schedule_is_on_file_has_no_periods(amara: httpx.AsyncClient) -> None:
    made = await posted(amara, "/awards", AWARD | {"report_months": None, "report_due_days": None})

    assert (await amara.get(f"{made.headers['Location']}/reporting-periods")).json()["items"] == []


async def test_a_number_that_is_on_record_is_refused_by_name_and_a_repeated_post_is_harmless(
    amara: httpx.AsyncClient,
) -> None:
    mine = AWARD | {"id": "6c0f3d92-8e47-4a1b-9b25-d4a7e1c8f526"}
    await posted(amara, "/awards", mine)

    again = await amara.post(f"{V1}/awards", json=mine)
    another = await amara.post(f"{V1}/awards", json=AWARD)

    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-recorded")
    assert (another.status_code, another.json()["type"]) == (409, "/problems/said-already")
    assert "'CR-2026-0417'" in another.json()["detail"]
    assert [each["pointer"] for each in another.json()["errors"]] == ["/number"]


async def test_an_award_without_a_last_day_is_refused_at_that_field(amara: httpx.AsyncClient) -> None:
    reply = await amara.post(f"{V1}/awards", json=AWARD | {"valid_through": None})

    assert (reply.status_code, [each["pointer"] for each in reply.json()["errors"]]) == (422, ["/valid_through"])


async def test_reports_are_due_every_month_quarter_half_year_or_year(amara: httpx.AsyncClient) -> None:
    for number, months in enumerate((1, 3, 6, 12)):
        await posted(amara, "/awards", AWARD | {"number": f"CR-{number}", "report_months": months})

    reply = await amara.post(f"{V1}/awards", json=AWARD | {"report_months": 2})

    assert (reply.status_code, reply.json()["errors"][0]["pointer"]) == (422, "/report_months")
    assert "3" in reply.json()["errors"][0]["expected"]


async def test_a_line_is_listed_under_its_award_and_corrected_where_it_is(amara: httpx.AsyncClient) -> None:
    award = (await posted(amara, "/awards", AWARD)).json()["id"]
    other = (await posted(amara, "/awards", AWARD | {"number": "CR-2"})).json()["id"]
    said = {"code": "P-2", "position": "Peer responder", "role": "peer-support", "annual_cents": 8_400_000}
    made = (await posted(amara, f"/awards/{award}/lines", said)).headers["Location"]
    read = await amara.get(made)
    more = said | {"award": award, "fte_hundredths": 150, "because": "the budget was amended"}

    changed = await amara.put(made, json=more, headers={"If-Match": read.headers["ETag"]})

    assert changed.status_code == 200
    (line,) = (await amara.get(f"{V1}/awards/{award}/lines")).json()["items"]
    assert (line["award"], line["fte_hundredths"], line["version"]) == (award, 150, changed.json()["version"])
    assert (await amara.get(f"{V1}/awards/{other}/lines")).json()["items"] == []
    moved = await amara.put(made, json=more | {"award": other}, headers={"If-Match": changed.headers["ETag"]})
    assert (moved.status_code, moved.json()["type"]) == (422, "/problems/cannot-move")
    assert [each["pointer"] for each in moved.json()["errors"]] == ["/award"]


async def test_a_partnership_names_its_partner_and_the_award_that_funds_it(amara: httpx.AsyncClient) -> None:
    award = (await posted(amara, "/awards", AWARD)).json()["id"]
    partner = (await posted(amara, "/partners", {"name": "Harbor County 911", "kind": "dispatch"})).json()["id"]
    made = await posted(amara, "/partnerships", MOU | {"partner": partner, "award": award, "expects": "two\nlines"})

    read = (await amara.get(made.headers["Location"])).json()

    assert (read["partner"], read["award"], read["signed_on"], read["valid_through"]) == (partner, award, None, None)
    assert read["expects"] == "two\nlines"
    assert (await amara.get(f"{V1}/partnerships")).json()["items"] == [read]
    assert [each["kind"] for each in (await amara.get(f"{V1}/partners")).json()["items"]] == ["dispatch"]


async def test_a_pack_that_an_award_adopts_is_listed_with_the_award(amara: httpx.AsyncClient) -> None:
    award = (await posted(amara, "/awards", AWARD)).json()["id"]

    await posted(amara, "/packs", {"shipped": "us-osha-bbp", "award": award, "valid_from": "2026-08-15"})
    await posted(amara, "/packs", {"shipped": "cpr-first-aid", "valid_from": "2026-08-15"})

    adopted = (await amara.get(f"{V1}/packs")).json()["items"]
    assert {each["pack"]: (each["award"], each["program"]) for each in adopted} == {
        "cpr-first-aid": (None, None),
        "us-osha-bbp": (award, None),
    }
