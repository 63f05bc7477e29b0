"""Spreadsheets over HTTP: the plan first, then the deed; what cannot be right is named, and nothing is half done."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar

from muster import sheets
from muster.api.imports import LARGEST_BODY
from muster.domain.access import Role
from muster.domain.importing.planning.plan import Plan
from muster.files import Files
from muster.services import imports
from muster.sheets import Sheet
from muster.sheets.limits import MOST_BYTES
from tests.api.conftest import Caller, application
from tests.cast import Cast, join

Json = dict[str, Any]
Parts = list[tuple[str, tuple[str, bytes]]]

PLANS = "/api/v1/imports/plans"
IMPORTS = "/api/v1/imports"
FORM = {"Content-Type": "multipart/form-data; boundary=xyz"}

ROSTER = b"""\
Employee ID,Name,Work Email,Job Title,Hire Date,Program,Locker
01001,Hoa Tran,htran@example.org,RN,2024-04-18,Harbor CRT,7
01002,Yusuf Kowalski,yk@example.org,BH Case Mgr,2024-06-21,Harbor CRT,8
01003,Maya O'Brien,maya@example.org,RN,2024-13-45,Harbor CRT,9
"""
RECIPE = '[titles]\n"RN" = ["nurse"]\n"BH Case Mgr" = ["case-manager"]\n'


def csv(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def workbook(**tables: tuple[tuple[str, ...], ...]) -> bytes:
    """Make a workbook of these sheets."""
    return sheets.write("a.xlsx", [Sheet(name, rows) for name, rows in tables.items()])


AWARDS = workbook(
    Awards=(
        ("Award Number", "Title", "Funder", "Start", "End"),
        ("H79", "Crisis response", "SAMHSA", "2026-01-01", "2026-12-31"),
    ),
    Lines=(("Award", "Line", "Position", "Role", "FTE"), ("H79", "A1", "Nurse", "nurse", "1")),
)


def sent(*files: tuple[str, bytes]) -> Parts:
    """Return files as httpx sends them."""
    return [("file", each) for each in files]


def told(reply: httpx.Response, status: int = 200) -> Json:
    assert reply.status_code == status, reply.text
    found: Json = reply.json()
    return found


def counts(plan: Json) -> dict[str, tuple[int, ...]]:
    """Return how many of each kind are created, updated, unchanged, in conflict and rejected."""
    steps = ("create", "update", "unchanged", "conflict", "rejected")
    return {each["kind"]: tuple(each[step] for step in steps) for each in plan["counts"]}


async def head(of: httpx.AsyncClient) -> int:
    return int((await of.get("/api/v1/ledger")).json()["position"])


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def shared_app(home: Path) -> Litestar:
    return application(home)


@pytest.fixture
def evidence(home: Path) -> Files:
    """Return what the application keeps files in. Nothing is in it."""
    shutil.rmtree(home / "evidence", ignore_errors=True)
    return Files(home / "evidence")


async def test_a_plan_says_what_would_be_done_and_does_nothing(amara: httpx.AsyncClient, evidence: Files) -> None:
    before = await head(amara)

    plan = told(await amara.post(PLANS, files=sent(("roster.csv", ROSTER))))

    assert plan["position"] == before == await head(amara)
    assert evidence.digests() == []
    assert counts(plan)["person"][0] == 2
    held = {each["what"]: each for each in plan["held_back"]}
    (day,) = [each for each in plan["held_back"] if "2024-13-45" in each["found"]]
    assert (day["at"], day["step"]) == ("roster.csv, row 4, Hire Date", "rejected")
    assert all(each["expected"] and each["fix"] and each["kind"] for each in held.values())
    assert plan["ignored"] == ["roster.csv, row 1, Locker"]
    assert plan["sheets"] == [{"name": "roster.csv", "taken_for": "roster"}]
    assert {"under": ["titles"], "key": "BH Case Mgr", "value": ["case-manager"], "at": "roster.csv, row 3"} in [
        each | {"at": each["at"].partition(", Job")[0]} for each in plan["proposals"]
    ]


async def test_the_recipe_of_a_plan_is_accepted_as_it_is_or_edited(amara: httpx.AsyncClient) -> None:
    plan = told(await amara.post(PLANS, files=sent(("roster.csv", ROSTER))))

    as_text = told(await amara.post(PLANS, files=sent(("roster.csv", ROSTER)), data={"recipe": plan["recipe"]}))
    as_file = told(
        await amara.post(
            PLANS,
            files=[*sent(("roster.csv", ROSTER)), ("recipe", ("ours.toml", b"\xef\xbb\xbf" + plan["recipe"].encode()))],
        )
    )

    assert as_text == as_file
    assert counts(as_text)["role"] == (2, 0, 0, 0, 0)
    assert not as_text["proposals"]
    assert '"BH Case Mgr" = ["case-manager"]' in as_text["recipe"]


async def test_what_is_settled_is_stored_in_one_act_and_the_files_are_kept(
    amara: httpx.AsyncClient, evidence: Files
) -> None:
    parts, form = sent(("roster.csv", ROSTER)), {"recipe": RECIPE}
    plan = told(await amara.post(PLANS, files=parts, data=form))

    done = told(await amara.post(IMPORTS, files=parts, data=form | {"position": str(plan["position"])}), 201)

    assert done["position"] == plan["position"] + 1 == await head(amara)
    assert done["plan"] == plan
    digest = hashlib.sha256(ROSTER).hexdigest()
    assert done["documents"] == [{"name": "roster.csv", "digest": digest, "size": len(ROSTER)}]
    assert evidence.read(digest) == ROSTER
    there = {each["name"] for each in (await amara.get("/api/v1/people")).json()["items"]}
    assert {"Hoa Tran", "Yusuf Kowalski"} <= there
    assert (await amara.get("/api/v1/ledger/verification")).json()["holds"]


@pytest.mark.parametrize("said", [("position",), ()], ids=["with its position", "without"])
async def test_the_same_sent_again_changes_nothing(said: tuple[str, ...], amara: httpx.AsyncClient) -> None:
    parts, form = sent(("roster.csv", ROSTER)), {"recipe": RECIPE}
    plan = told(await amara.post(PLANS, files=parts, data=form))
    form |= {name: str(plan[name]) for name in said}
    first = told(await amara.post(IMPORTS, files=parts, data=form), 201)

    again = told(await amara.post(IMPORTS, files=parts, data=form), 200)

    assert (again["position"], again["documents"]) == (None, [])
    assert counts(again["plan"])["person"] == (0, 0, 2, 0, 0)
    assert await head(amara) == first["position"]


async def test_what_others_recorded_since_stands_in_the_way_only_when_it_changes_what_the_files_do(
    amara: httpx.AsyncClient,
) -> None:
    parts, form = sent(("roster.csv", ROSTER)), {"recipe": RECIPE}
    at = str(told(await amara.post(PLANS, files=parts, data=form))["position"])
    await amara.post("/api/v1/courses", json={"title": "Naloxone", "topics": ["naloxone"]})

    done = told(await amara.post(IMPORTS, files=parts, data=form | {"position": at}), 201)

    assert counts(done["plan"])["person"] == (2, 0, 0, 0, 0)
    (hoa,) = [each for each in (await amara.get("/api/v1/people")).json()["items"] if each["name"] == "Hoa Tran"]
    version = {"If-Match": f'"{hoa["version"]}"'}
    corrected = {"name": "Hoa Tran", "email": "hoa@example.org", "because": "she said so"}
    assert (await amara.put(f"/api/v1/people/{hoa['id']}", json=corrected, headers=version)).status_code == 200
    before = await head(amara)

    refused = told(await amara.post(IMPORTS, files=parts, data=form | {"position": at}), 409)

    assert refused["type"] == "/problems/plan-differs"
    assert await head(amara) == before
    plan = told(await amara.post(PLANS, files=parts, data=form))
    assert [(each["what"], each["fields"]) for each in plan["changes"]] == [("Hoa Tran", ["email"])]
    read = told(await amara.post(IMPORTS, files=parts, data=form | {"position": str(plan["position"])}), 201)
    assert read["position"] == before + 1


async def test_somebody_faster_between_the_plan_and_the_act_is_noticed_under_the_ledgers_own_lock(
    amara: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts, form = sent(("roster.csv", ROSTER)), {"recipe": RECIPE}
    at = str(told(await amara.post(PLANS, files=parts, data=form))["position"])
    planned, made = imports._planned, []

    async def faster(*args: object, **named: object) -> Plan:
        """Let somebody else record Hoa once the plan of this request is made, before the act begins."""
        found = await planned(*args, **named)  # type: ignore[arg-type]  # as it was called
        made.append(found)
        if len(made) == 1:
            monkeypatch.setattr(imports, "_planned", planned)
            hoa = csv("Employee ID,Name,Hire Date", "01001,Hoa Tran,2024-04-18")
            told(await amara.post(IMPORTS, files=sent(("hoa.csv", hoa))), 201)
        return found

    monkeypatch.setattr(imports, "_planned", faster)

    refused = told(await amara.post(IMPORTS, files=parts, data=form | {"position": at}), 409)

    assert refused["type"] == "/problems/plan-differs"
    assert len(made) == 1
    names = [each["name"] for each in (await amara.get("/api/v1/people")).json()["items"]]
    assert names.count("Hoa Tran") == 1
    assert "Yusuf Kowalski" not in names


async def test_a_position_that_the_ledger_has_not_reached_is_refused(amara: httpx.AsyncClient) -> None:
    reply = await amara.post(IMPORTS, files=sent(("roster.csv", ROSTER)), data={"position": "1000000"})

    assert told(reply, 422)["type"] == "/problems/no-such-position"
    assert [each["pointer"] for each in reply.json()["errors"]] == ["/position"]


async def test_a_file_is_refused_to_whoever_may_not_record_what_it_says(
    cast: Cast, calling: Caller, evidence: Files
) -> None:
    hr = await calling(await join(cast.amara, Role.HR))

    for route in (PLANS, IMPORTS):  # a plan, too, tells what of it is on record
        refused = told(await hr.post(route, files=sent(("awards.xlsx", AWARDS))), 403)
        assert "award:record" in refused["detail"]

    assert evidence.digests() == []


async def test_nobody_has_a_file_read_who_may_not_bring_one(
    ben: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "read", None)

    assert (await ben.post(PLANS, files=sent(("roster.csv", ROSTER)))).status_code == 403
    assert (await ben.post(IMPORTS, content=b"no form", headers=FORM)).status_code == 403


# What cannot be right ----------------------------------------------------------------------------

NO_FILES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("password-protected", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), ""),
    ("old-spreadsheet", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, ""),
    ("not-a-spreadsheet", lambda: b"%PDF-1.7\n", ""),
    ("damaged-spreadsheet", lambda: AWARDS[:-200], ""),
    ("empty-file", lambda: b" \r\n", ""),
    ("unclosed-quote", lambda: b'Name,Note\r\nAna,"as agreed\r\nBen,\r\n', " row 2"),
    ("unknown-encoding", lambda: b"Name\r\nAna \x81\r\n", ""),
    ("no-header", lambda: b"Colour,Size\r\nred,5\r\n", ", row 1"),
    ("file-too-large", lambda: b",".join([b"a"] * 10_000), ""),
    ("file-too-large", lambda: b"a," * (MOST_BYTES // 2) + b"b", ""),
)


@pytest.mark.parametrize("to", [PLANS, IMPORTS])
@pytest.mark.parametrize(
    ("code", "make", "place"), NO_FILES, ids=[f"{each[0]} {at}" for at, each in enumerate(NO_FILES)]
)
async def test_a_file_that_cannot_be_read_is_named_with_the_way_out_and_the_others_stay_out(
    code: str, make: Callable[[], bytes], place: str, to: str, amara: httpx.AsyncClient, evidence: Files
) -> None:
    before = await head(amara)

    problem = told(await amara.post(to, files=sent(("roster.csv", ROSTER), ("theirs.xlsx", make()))), 422)

    assert problem["type"] == f"/problems/{code}"
    assert "theirs.xlsx" in problem["detail"]
    (fault,) = problem["errors"]
    assert (fault["in"], fault["pointer"], fault["at"]) == ("body", "", f"theirs.xlsx{place}")
    assert all((fault["found"], fault["expected"], fault["fix"]))
    assert await head(amara) == before
    assert evidence.digests() == []


@pytest.mark.parametrize(
    ("parts", "data", "pointer", "expected"),
    [
        ([("recipe", ("r.toml", b""))], {}, "/file", "a value"),
        (sent(("a.csv", ROSTER)), {"file": "roster.csv"}, "/file/0", "a file, with its name"),
        (sent(("a.csv", ROSTER)), {"fil": "x"}, "/fil", "a field that there is"),
        (sent(("a.csv", ROSTER)), {"position": "41.0"}, "/position", "a whole number"),
        (sent(("a.csv", ROSTER)), {"position": "-1"}, "/position", "a whole number"),
        (sent(("a.csv", ROSTER)), {"position": ["1", "2"]}, "/position", "a whole number"),
        (sent(("a.csv", ROSTER)), {"recipe": ["", ""]}, "/recipe", "text"),
        ([*sent(("a.csv", ROSTER)), ("recipe", ("r.toml", b"\xff"))], {}, "/recipe", "text in UTF-8"),
        ([*sent(("a.csv", ROSTER)), ("position", ("p", b"1"))], {}, "/position", "a whole number"),
        (sent(("folder/ ", ROSTER)), {}, "/file", "names of one line"),
        (sent(("x" * 256, ROSTER)), {}, "/file", "names of one line"),
        (sent(*((f"{each}.csv", ROSTER) for each in range(51))), {}, "/file", "at most 50"),
    ],
    ids=lambda each: str(each)[:40],
)
async def test_a_form_is_read_as_strictly_as_any_body(
    parts: Parts, data: Json, pointer: str, expected: str, amara: httpx.AsyncClient
) -> None:
    problem = told(await amara.post(IMPORTS, files=parts, data=data), 422)

    faults = {each["pointer"]: each for each in problem["errors"]}
    assert faults.keys() == {pointer}
    assert faults[pointer]["expected"].startswith(expected)
    assert len(faults[pointer]["found"]) <= 120


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (b"", FORM),
        (b"nothing of the kind", FORM),
        (b"--xyz\r\n\r\nno name\r\n--xyz--\r\n", FORM),
        (b'--xyz\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ncut short', FORM),
        (b'--xyz\r\nContent-Disposition: form-data; name="recipe"\r\n\r\n\xff\xfe\r\n--xyz--\r\n', FORM),
        (b'--xyz\r\nContent-Disposition: form-data; name="a"\r\n' + b"X: y\r\n" * 20 + b"\r\n\r\n--xyz--\r\n", FORM),
        (
            b'--xyz\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=klingon\r\n\r\nx',
            FORM,
        ),
        (b"--xyz--\r\n", {"Content-Type": "multipart/form-data"}),
        (b"--xyz--\r\n", {"Content-Type": b"multipart/form-data; boundary=\xc3\xa9"}),
    ],
    ids=str,
)
async def test_a_body_that_is_no_form_is_refused_and_nothing_stumbles(
    content: bytes, headers: dict[str, Any], amara: httpx.AsyncClient
) -> None:
    reply = await amara.post(IMPORTS, content=content, headers=headers)

    assert (reply.status_code, reply.headers["Content-Type"]) in {
        (400, "application/problem+json"),
        (422, "application/problem+json"),
    }
    assert reply.json()["type"] in {"/problems/malformed-parts", "/problems/invalid"}


async def test_the_kind_of_body_is_said_and_only_these_routes_take_a_large_one(amara: httpx.AsyncClient) -> None:
    large = b"x" * 2_500_000
    as_json = await amara.post(IMPORTS, json={"file": "roster.csv"})
    elsewhere = await amara.post("/api/v1/people", content=large, headers={"Content-Type": "application/json"})
    # Before a byte of it is read: the length alone is announced.
    announced = {**FORM, "Content-Length": str(LARGEST_BODY + 1)}
    too_large = await amara.post(IMPORTS, content=b"", headers=announced)
    note = csv("Employee ID,Name,Hire Date,Note", *(f"{each:05},Person {each},,{'x' * 2_000}" for each in range(1_300)))
    here = await amara.post(PLANS, files=sent(("roster.csv", note)))

    assert told(as_json, 415)["type"] == "/problems/unsupported-media-type"
    assert "larger than 2 MB" in told(elsewhere, 413)["detail"]
    assert "larger than 60 MB" in told(too_large, 413)["detail"]
    assert len(note) > len(large)
    assert counts(told(here))["person"][0] == 1_300
    assert LARGEST_BODY > 2 * MOST_BYTES


async def test_a_folder_in_the_name_is_nobodys_business(amara: httpx.AsyncClient) -> None:
    plan = told(await amara.post(PLANS, files=sent(("..\\..\\home/amara/our roster.csv", ROSTER))))

    assert plan["sheets"] == [{"name": "our roster.csv", "taken_for": "roster"}]


async def test_two_files_of_one_name_are_refused(amara: httpx.AsyncClient) -> None:
    problem = told(await amara.post(IMPORTS, files=sent(("a/roster.csv", ROSTER), ("b/roster.csv", ROSTER))), 422)

    assert problem["type"] == "/problems/same-name"


async def test_the_faults_of_a_recipe_are_told_with_their_lines(amara: httpx.AsyncClient) -> None:
    wrong = '[titles]\n"RN" = 5\n\n[rolse]\n"a" = "b"\n'

    problem = told(await amara.post(IMPORTS, files=sent(("roster.csv", ROSTER)), data={"recipe": wrong}), 422)

    assert problem["type"] == "/problems/bad-recipe"
    assert [each["at"].partition(" (")[0] for each in problem["errors"]] == ["the recipe:2", "the recipe:4"]


@pytest.fixture
async def harbor(amara: httpx.AsyncClient, cast: Cast) -> httpx.AsyncClient:
    """Return Amara, with nurses of whom two are called the same, an award and its line on record."""
    roster = csv(
        "Employee ID,Name,Hire Date",
        "01001,Hoa Tran,2024-04-18",
        "01002,Uma Okafor,2024-06-21",
        "01003,Uma Okafor,2024-06-22",
    )
    told(
        await amara.post(
            IMPORTS,
            files=sent(("awards.xlsx", AWARDS), ("roster.csv", roster)),
            data={"recipe": '[roles]\n"nurse" = "nurse"\n'},
        ),
        201,
    )
    return amara


ALLOCATIONS = "Employee ID,Award,Line,Percent,Start,End"
PAYROLL = "Employee ID,Work Date,Hours,Pay Code,Award,Line,Paid Hours"
BAD_ROWS: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    # what is wrong, the file's rows, where it is told, and a word of what was found
    ("an unknown line", (PAYROLL, "01001,2026-07-01,8,REG,H79,B9,8"), "theirs.csv, row 2", "B9"),
    ("an unknown award", (ALLOCATIONS, "01001,X1,A1,50,2026-01-01,2026-06-30"), "theirs.csv, row 2", "X1"),
    ("nobody on record", (PAYROLL, "09999,2026-07-01,8,REG,H79,A1,8"), "theirs.csv, row 2", "09999"),
    ("an allocation outside the award", (ALLOCATIONS, "01001,H79,A1,50,2025-12-01,2026-06-30"), "row 2", "2025-12-01"),
    ("more than the whole", (ALLOCATIONS, "01001,H79,A1,101,2026-01-01,2026-06-30"), "row 2", "101"),
    ("effort above what was paid", (PAYROLL, "01001,2026-07-01,9,REG,H79,A1,8"), "row 2", "9"),
    ("effort outside the award", (PAYROLL, "01001,2025-12-31,8,REG,H79,A1,8"), "row 2", "2025-12-31"),
    ("a period that ends before it starts", (ALLOCATIONS, "01001,H79,A1,50,2026-06-30,2026-01-01"), "row 2", "2026"),
    ("a day that there is not", (PAYROLL, "01001,2026-02-30,8,REG,H79,A1,8"), "row 2", "2026-02-30"),
    (
        "a number that is somebody else's",
        ("Employee ID,Name,Hire Date", "01001,Ben Stranger,2024-01-01"),
        "theirs.csv, row 2",
        "Ben Stranger",
    ),
    (
        "one of two twins, by name alone",
        ("Name,Course,Completion Date", "Uma Okafor,Narcan,2026-01-05"),
        "row 2",
        "Uma",
    ),
    ("a name alone", ("Name,Course,Completion Date", "Hoa Tran,Narcan,2026-01-05"), "row 2", "Hoa Tran"),
)


@pytest.mark.parametrize(
    ("rows", "place", "found"), [each[1:] for each in BAD_ROWS], ids=[each[0] for each in BAD_ROWS]
)
async def test_a_row_that_cannot_be_right_is_held_back_by_name_and_nothing_of_it_is_stored(
    rows: tuple[str, ...], place: str, found: str, harbor: httpx.AsyncClient
) -> None:
    before = await head(harbor)

    done = told(await harbor.post(IMPORTS, files=sent(("theirs.csv", csv(*rows)))))

    assert (done["position"], done["documents"], await head(harbor)) == (None, [], before)
    held = done["plan"]["held_back"]
    assert any(place in each["at"] and found in each["found"] + each["what"] for each in held), held
    assert all(each["expected"] and each["fix"] for each in held)
