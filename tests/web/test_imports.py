"""Bringing spreadsheets in by pages: nothing is lost on the way, nothing is done twice, and what cannot be is said."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import pytest
from litestar import Litestar

from muster import sheets
from muster.domain.access import Role
from muster.domain.access_log import Sight
from muster.domain.importing.drafts import MOST
from muster.domain.progress import Progress
from muster.persistence.embedded import Embedded
from muster.services import access_log, drafts, imports, ledger, people
from muster.services.works import Works
from muster.web import import_work
from tests import make
from tests.cast import NOW, Cast, join
from tests.persistence.rigs import superuser
from tests.web.conftest import Looker
from tests.web.filling import Forms
from tests.web.importing import ROSTER, Importer
from tests.web.markup import Markup

RECIPE = '[titles]\n"RN" = ["nurse"]\n"BH Case Mgr" = ["case-manager"]\n'
FILES = [("roster.csv", ROSTER)]


@pytest.fixture
async def hana(looking: Looker, cast: Cast) -> Importer:
    """Hana of HR, at the pages."""
    return Importer(await looking(await join(cast.amara, Role.HR)))


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a request wait as long as it takes: how busy the machine is, is no matter of these tests."""
    monkeypatch.setattr(import_work, "AT_ONCE", 60.0)


async def head(cast: Cast) -> int:
    return (await ledger.head(by=cast.amara.principal)).position


def which(at: Importer) -> UUID:
    """Return the import that a page is of."""
    return UUID(at.at.split("/")[2])


def works(app: Litestar) -> Works:
    """Return what the application is doing beside its requests."""
    made: Works = app.dependencies["works"].dependency()  # type: ignore[union-attr] # as it is provided
    return made


# -- from the choice to the record


async def test_before_anything_was_brought_in_the_page_says_how_one_begins(hana: Importer) -> None:
    page = await hana.open("/imports")

    assert "Nothing yet. Begin with the list of people from your HR system" in page.words
    assert "/imports/new" in page.links


async def test_the_limits_are_said_before_anything_is_chosen(hana: Importer) -> None:
    page = await hana.open("/imports/new")

    assert "Each at most 25 MB, 200,000 rows and 1,000 columns" in page.words


async def test_a_small_file_is_answered_at_once_with_what_is_asked_about_it(hana: Importer) -> None:
    page = await hana.choose(FILES)

    assert hana.at.endswith("/questions")
    assert [text for tag, text in page.texts if tag == "legend"] == ["RN", "BH Case Mgr"]
    assert "2 rows wait" not in page.words, "of the two with that title one cannot be read at all"


async def test_what_was_understood_what_would_change_and_what_cannot_be_is_told_before_anything_is_recorded(
    hana: Importer, cast: Cast
) -> None:
    before = await head(cast)

    page = await hana.choose(FILES, RECIPE)

    assert "8 things would be recorded" in page.words
    assert "2 people will hold a role" in page.words
    assert "hire date" in page.words
    assert "Locker ignored: muster does not know this column" in page.words
    for part in (
        "Found '2024-13-45'",
        "roster.csv, Hire Date, row 4",
        "a day that the calendar has",
        "Correct the day, the month or the year",
    ):
        assert part in page.words, "the four parts of a mistake"
    assert await head(cast) == before


async def test_what_is_recorded_is_what_was_shown_and_the_list_says_who_did_it_when(
    hana: Importer, cast: Cast, looking: Looker
) -> None:
    await hana.choose(FILES, RECIPE)
    before = await head(cast)

    page = await hana.record()

    assert f"Your files are on record, at position {before + 1} of the ledger." in page.words
    assert await head(cast) == before + 1
    listed = await hana.open("/imports")
    assert "roster.csv" in listed.words
    assert f"November 22, 2026, at position {before + 1} of the ledger" in listed.words
    assert "People: 2" in listed.words
    assert "1 thing was held back" in listed.words
    colleagues = await Importer(await looking(cast.amara)).open("/imports")
    assert "People: 2" in colleagues.words
    assert "held back" not in colleagues.words, "the rows are for whoever chose the files"


async def test_the_api_lists_what_the_page_lists(hana: Importer, cast: Cast) -> None:
    await hana.choose(FILES, RECIPE)
    await hana.record()

    (found,) = (await hana.client.get("/api/v1/imports")).json()["items"]

    assert (found["position"], found["files"]) == (await head(cast), "roster.csv")
    assert {each["kind"]: each["count"] for each in found["said"]}["person"] == 2


async def test_the_rows_that_stayed_out_come_back_as_a_workbook_that_comes_in_once_it_is_mended(
    hana: Importer,
) -> None:
    await hana.choose(FILES, RECIPE)
    await hana.record()

    reply = await hana.client.get(f"{hana.at}/rejects")

    (sheet,) = sheets.read("held-back.xlsx", reply.content).sheets
    heads, row = sheet.rows
    assert heads[-1] == "Why it was held back"
    assert row[1] == "Maya O'Brien"
    assert "'2024-13-45'" in str(row[-1])
    mended = [heads, ["2024-12-15" if cell == "2024-13-45" else cell for cell in row]]
    book = sheets.write("a.xlsx", [sheets.Sheet("a", tuple(map(tuple, mended)))])
    page = await hana.choose([("mended.xlsx", book)], RECIPE)
    assert "Nothing stays out." in page.words
    assert "on record, at position" in (await hana.record()).words


async def test_what_would_be_said_otherwise_is_shown_before_and_after_and_told_as_a_look(
    hana: Importer, cast: Cast
) -> None:
    by = cast.amara.principal
    person = await people.add_person(make.identity("Hoa Tran", email="old@example.org"), by=by, now=NOW)
    number = "Employee ID,Name,Work Email\n01001,Hoa Tran,old@example.org\n"
    await hana.choose([("numbers.csv", number.encode())])
    await hana.record()

    page = await hana.choose([("new.csv", b"Employee ID,Name,Work Email\n01001,Hoa Tran,new@example.org\n")])

    assert "old@example.org → new@example.org" in page.words
    looks = (await access_log.looks_at(person, by=by)).items
    assert [each.look.sight for each in looks] == [Sight.RECORD]


async def test_a_name_alone_is_asked_about_and_never_taken_for_settled(hana: Importer, cast: Cast) -> None:
    page = await hana.choose([("a.csv", b"Name,Work Email,Hire Date\nBen Abdi,other@example.org,2026-01-31\n")])

    assert "Yes, this is Ben Abdi, who is on record" in page.words
    form = Forms(hana.html).to("/questions")
    (field,) = [name for name in form.options if name.startswith("q-")]
    assert form.sent[field] == [""], "nobody is one careless click away from being somebody else"
    assert str(cast.ben_himself) in form.options[field]


async def test_dates_that_can_be_read_in_two_ways_are_asked_about_once_with_an_example(hana: Importer) -> None:
    rows = b"Employee ID,Name,Hire Date\n1,Hoa Tran,03/04/2026\n2,Yusuf Kowalski,05/06/2026\n"

    page = await hana.choose([("a.csv", rows)])

    assert "The month comes first: 03/04/2026 is March 4, 2026" in page.words
    assert "The day comes first: 03/04/2026 is April 3, 2026" in page.words
    page = await hana.answer(lambda _, options: [options[1]])
    assert "03/04/2026 is read as April 3, 2026" in page.words


async def test_every_answer_is_a_line_of_the_recipe_that_can_be_taken_along_and_corrected(hana: Importer) -> None:
    await hana.choose(FILES)
    await hana.answer()

    recipe = (await hana.client.get(f"{hana.at}/recipe/file")).text
    assert '"RN" = ["nurse"]' in recipe
    again = await hana.choose(FILES, recipe)
    assert "8 things would be recorded" in again.words, "what was decided is not asked again"
    await hana.open(f"{hana.at}/recipe")
    form = Forms(hana.html).to("/recipe")
    form.sent["recipe"] = [form.sent["recipe"][0].replace('["nurse"]', '["paramedic"]')]
    await hana.press("/recipe", form)
    assert '"RN" = ["paramedic"]' in (await hana.client.get(f"{hana.at}/recipe/file")).text


async def test_what_is_left_open_stays_out_and_can_be_answered_later(hana: Importer) -> None:
    await hana.choose(FILES)

    page = await hana.answer(lambda about, _: [] if about[-1] == "RN" else None)

    assert "1 question is open." in page.words
    await hana.open(f"{hana.at}/questions")
    assert "would be recorded" in (await hana.answer(lambda _, __: ["nurse"])).words


# -- what goes wrong is said


def problems(reply: httpx.Response) -> str:
    page = Markup(reply.text)
    assert reply.status_code == 422
    assert page.faults == []
    assert page.text("title").startswith("Error:")
    assert "There is a problem" in page.text("h2")
    return page.words


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Choose them, and send the form again."),
        ([("", b"")], "Choose them, and send the form again."),
        ([("a.pdf", b"%PDF-1.7 nothing")], "found “no spreadsheet”"),
        ([("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)], "a workbook of a kind that is not read"),
        ([("a.csv", b"")], "Choose a file with a row of headers."),
        ([("a.csv", ROSTER), ("a.csv", ROSTER)], "Rename one of the two."),
        ([("a.csv", b"Colour,Shape\nred,round\n")], "rename the columns to what they hold"),
    ],
    ids=["nothing", "an empty field", "a PDF", "an old workbook", "an empty file", "one name", "no header"],
)
async def test_what_cannot_be_read_is_said_where_files_are_chosen_and_nothing_of_it_is_kept(
    files: list[tuple[str, bytes]], said: str, hana: Importer
) -> None:
    parts = [("file", each) for each in files] or [("recipe", ("", b""))]

    reply = await hana.client.post("/imports/new", files=parts)

    assert said in problems(reply)
    assert "Begun, not finished" not in (await hana.open("/imports")).words


async def test_a_recipe_that_is_none_is_said_line_by_line(hana: Importer) -> None:
    parts = [("file", each) for each in FILES] + [("recipe", ("recipe.toml", b"[titles]\nRN = 5\n"))]

    assert "recipe:2" in problems(await hana.client.post("/imports/new", files=parts))
    await hana.choose(FILES, RECIPE)
    reply = await hana.client.post(f"{hana.at}/recipe", data={"recipe": "[titles]\nRN = 5\n"})
    assert "recipe:2" in problems(reply)
    assert "RN = 5" in Forms(reply.text).to("/recipe").sent["recipe"][0], "what was written is kept"


async def test_what_is_no_recipe_at_all_is_said_at_its_own_field(hana: Importer) -> None:
    parts = [("file", each) for each in FILES] + [("recipe", ("photo.png", b"\x89PNG\xff"))]

    assert "Choose that file, or none." in problems(await hana.client.post("/imports/new", files=parts))


async def test_an_answer_that_no_page_offers_is_refused_on_the_page(hana: Importer) -> None:
    await hana.choose(FILES)
    form = Forms(hana.html).to("/questions")
    (first, *_) = [name for name in form.options if name.startswith("q-")]
    form.sent[first] = ["No Such Role!"]

    problems(await hana.client.post(form.action, data=form.sent))


async def test_a_long_list_of_mistakes_is_cut_and_says_so(hana: Importer) -> None:
    rows = [f"L-{number},Wen {number},soon {number}" for number in range(120)]
    rows += [f"M-{number},Xu {number},2026-01-31" for number in range(200)]

    page = await hana.choose([("a.csv", "\n".join(["Employee ID,Name,Hire Date", *rows]).encode())])

    assert "other mistakes are in the workbook." in page.words


async def test_a_length_that_is_none_is_said_and_every_other_answer_is_kept(hana: Importer) -> None:
    rows = b"Learner Name,Course Title,Completion Date\nBen Abdi,Knots,2026-01-31\n"
    await hana.choose([("lms.csv", rows)])
    form = Forms(hana.html).to("/questions")
    (hours,) = [name for name in form.sent if name.startswith("h-")]
    topics = hours.replace("h-", "q-", 1)
    form.sent |= {hours: ["soon"], topics: ["de-escalation"]}

    reply = await hana.client.post(form.action, data=form.sent)

    assert "Hours of Knots: found “soon”" in problems(reply)
    again = Forms(reply.text).to("/questions").sent
    assert (again[hours], again[topics]) == (["soon"], ["de-escalation"])


async def test_what_somebodys_role_may_not_record_is_refused_as_a_whole(hana: Importer, cast: Cast) -> None:
    book = sheets.write(
        "awards.xlsx",
        [
            sheets.Sheet("Roster", (("Employee ID", "Name"), ("7", "Hoa Tran"))),
            sheets.Sheet(
                "Awards",
                (
                    ("Award Number", "Title", "Funder", "Start", "End"),
                    ("H79", "Crisis response", "SAMHSA", "2026-01-01", "2026-12-31"),
                ),
            ),
        ],
    )
    before = await head(cast)

    reply = await hana.client.post("/imports/new", files=[("file", ("awards.xlsx", book))])

    assert "your role may not record" in problems(reply)
    assert await head(cast) == before


async def test_a_page_in_spanish_says_it_in_spanish(hana: Importer) -> None:
    hana.client.headers["Accept-Language"] = "es"
    reply = await hana.client.post("/imports/new", files=[("file", ("a.pdf", b"%PDF-1.7 nothing"))])

    words = Markup(reply.text).words
    assert "Hay un problema" in words
    assert "Ábrala en un programa" in words or "Ábralo en un programa" in words


async def test_there_is_an_end_to_how_many_may_be_begun(hana: Importer, cast: Cast) -> None:
    for _ in range(MOST):
        await hana.choose(FILES)

    reply = await hana.client.post("/imports/new", files=[("file", each) for each in FILES])

    assert "Finish one, or throw one away" in problems(reply)
    await hana.client.post(f"/imports/{which(hana)}/end")
    assert (await hana.client.post("/imports/new", files=[("file", each) for each in FILES])).status_code == 303


# -- nobody else's, and nothing twice


async def test_an_import_is_there_for_nobody_but_whoever_began_it(hana: Importer, cast: Cast, looking: Looker) -> None:
    await hana.choose(FILES, RECIPE)
    mark = Forms(hana.html).to("/commit").sent
    for somebody in (cast.amara, cast.chidi):
        other = await looking(somebody)
        for end in ("", "/questions", "/recipe", "/recipe/file", "/rejects"):
            assert (await other.get(f"{hana.at}{end}")).status_code == 404, end
        for end in ("/commit", "/again", "/end", "/questions", "/recipe"):
            assert (await other.post(f"{hana.at}{end}", data=mark)).status_code == 404, end

    assert "8 things would be recorded" in (await hana.open(hana.at)).words, "and it is as it was"


async def test_a_button_pressed_three_times_at_once_records_once(hana: Importer, cast: Cast) -> None:
    await hana.choose(FILES, RECIPE)
    before, form = await head(cast), Forms(hana.html).to("/commit")

    await asyncio.gather(*(hana.client.post(form.action, data=form.sent) for _ in range(3)))
    await hana.client.post(form.action, data=form.sent)

    assert await head(cast) == before + 1
    assert "on record, at position" in (await hana.open(hana.at)).words


async def test_a_page_that_is_no_longer_true_records_nothing(hana: Importer, cast: Cast) -> None:
    await hana.choose(FILES, RECIPE)
    before, old = await head(cast), Forms(hana.html).to("/commit")
    await hana.client.post(f"{hana.at}/recipe", data={"recipe": RECIPE.replace("nurse", "emt")})

    page = await hana.press("/commit", old)

    assert "Something else was decided about this import meanwhile" in page.words
    assert await head(cast) == before
    assert "would be recorded" in (await hana.press("/again")).words


async def test_when_somebody_was_faster_the_files_are_looked_at_again(hana: Importer, cast: Cast) -> None:
    await hana.choose(FILES, RECIPE)
    old = Forms(hana.html).to("/commit")
    hoa = make.identity("Hoa Tran", email="htran@example.org")
    await people.add_person(hoa, by=cast.amara.principal, now=NOW)
    before = await head(cast)

    page = await hana.press("/commit", old)

    assert "Somebody has recorded something since you looked" in page.words
    assert await head(cast) == before
    assert "things would be recorded" in (await hana.press("/again")).words


async def test_going_back_and_a_new_sign_in_lose_nothing(hana: Importer, cast: Cast, looking: Looker) -> None:
    hr = await join(cast.amara, Role.HR)
    at = Importer(await looking(hr))
    await at.choose(FILES)
    await at.answer()
    left = at.at

    later = Importer(await looking(hr))
    listed = await later.open("/imports")

    assert left in listed.links
    assert "8 things would be recorded" in (await later.open(left)).words


async def test_what_is_thrown_away_is_gone_with_its_files(hana: Importer, database: Embedded) -> None:
    await hana.choose(FILES, RECIPE)
    gone = which(hana)

    await hana.press("/end")

    assert (await hana.client.get(f"/imports/{gone}")).status_code == 404
    async with superuser(database) as root:
        assert await root.fetchval("SELECT count(*) FROM import_draft_file WHERE draft = $1", gone) == 0


# -- long work


@dataclass(frozen=True)
class Gate:
    """Where reading stands until it is let on: ``reached`` says that it has come so far."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    def set(self) -> None:
        """Let it on."""
        self.opened.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Let reading take until the gate is opened, and no request wait for it."""
    found, read = Gate(), imports.bring

    async def slow(*files: object, **how: Any) -> object:  # noqa: ANN401 - as it takes them
        how["tell"](Progress(1, 3, "Reading the second file"))
        found.reached.set()
        await found.opened.wait()
        return await read(*files, **how)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(imports, "bring", slow)
    monkeypatch.setattr(import_work, "AT_ONCE", 0.0)
    return found


async def test_a_long_file_shows_how_far_it_is_renews_itself_and_can_be_kept_from_it(
    hana: Importer, gate: Gate, app: Litestar
) -> None:
    await hana.choose(FILES, RECIPE)
    await gate.reached.wait()
    page = await hana.open(f"/imports/{which(hana)}")

    assert "Step 2 of 3: Reading the second file." in page.words
    assert '<progress aria-labelledby="doing" max="6" value="3">' in hana.html
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in hana.html
    assert 'data-follow="2"' in hana.html
    begun = which(hana)
    assert f"/imports/{begun}?still=1" in page.links
    await hana.open(f"/imports/{begun}?still=1")
    assert "refresh" not in hana.html
    assert "data-follow" not in hana.html
    assert "at work" in (await hana.open("/imports")).words

    gate.set()
    await works(app).wait(begun, seconds=60)
    assert "8 things would be recorded" in (await hana.open(f"/imports/{begun}")).words
    assert "refresh" not in hana.html


async def test_while_it_is_read_nothing_else_can_be_done_with_it(
    hana: Importer, gate: Gate, app: Litestar, cast: Cast
) -> None:
    await hana.choose(FILES, RECIPE)
    before, begun = await head(cast), which(hana)

    for end in ("/again", "/end", "/commit"):
        reply = await hana.client.post(f"{hana.at}{end}", data={"mark": ""})
        assert (reply.status_code, reply.headers["Location"]) == (303, hana.at), end
    reply = await hana.client.post(f"{hana.at}/recipe", data={"recipe": ""})
    assert reply.headers["Location"] == hana.at

    gate.set()
    await works(app).wait(begun, seconds=60)
    assert "8 things would be recorded" in (await hana.open(f"/imports/{begun}")).words
    assert await head(cast) == before


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("reading", "muster was stopped while it was reading."),
        ("committing", "muster was stopped while it was recording."),
    ],
)
async def test_what_was_broken_off_says_so_and_goes_on(
    state: str, said: str, hana: Importer, database: Embedded, app: Litestar
) -> None:
    await hana.choose(FILES, RECIPE)
    begun = which(hana)
    works(app).forget(begun)  # as in a process that has just been started
    async with superuser(database) as root:
        await root.execute(
            "UPDATE import_draft SET state = $2, work = gen_random_uuid(), lease_until = now() - interval '1 s'"
            " WHERE id = $1",
            begun,
            state,
        )

    page = await hana.open(f"/imports/{begun}")

    assert said in page.words
    assert "Nothing was recorded" in page.words
    assert "interrupted" in (await hana.open("/imports")).words
    await hana.open(f"/imports/{begun}")
    assert "8 things would be recorded" in (await hana.press("/again")).words


async def test_another_process_that_is_at_it_is_waited_for(hana: Importer, database: Embedded, app: Litestar) -> None:
    await hana.choose(FILES, RECIPE)
    begun = which(hana)
    works(app).forget(begun)
    async with superuser(database) as root:
        await root.execute(
            "UPDATE import_draft SET state = 'reading', work = gen_random_uuid(),"
            " lease_until = now() + interval '1 hour' WHERE id = $1",
            begun,
        )

    assert "Another process of this muster is at it." in (await hana.open(f"/imports/{begun}")).words


async def test_after_a_restart_what_was_looked_at_is_looked_at_again_by_itself(hana: Importer, app: Litestar) -> None:
    await hana.choose(FILES, RECIPE)
    works(app).forget(which(hana))

    assert "8 things would be recorded" in (await hana.open(hana.at)).words


async def test_an_accident_shows_nothing_of_itself(
    hana: Importer, monkeypatch: pytest.MonkeyPatch, app: Litestar
) -> None:
    await hana.choose(FILES, RECIPE)
    secret = "what nobody should read"

    async def stumble(*_: object, **__: object) -> None:
        raise LookupError(secret)

    with monkeypatch.context() as planted:
        planted.setattr(drafts, "carry_out", stumble)
        page = await hana.record()

    assert "Something went wrong in muster; nothing was recorded." in page.words
    assert secret not in hana.html
    works(app).forget(which(hana))
    assert "8 things would be recorded" in (await hana.open(hana.at)).words
