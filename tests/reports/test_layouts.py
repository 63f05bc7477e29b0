"""What the reports say, laid out: the answer first, every number where it belongs, and nothing empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from muster.catalogue import LANGUAGES, words
from muster.domain.awards import ReportingPeriod
from muster.domain.owing.figures import FormVersion
from muster.domain.reporting.grant_report import GrantView, grant_view
from muster.domain.words import ENGLISH
from muster.reports import grant_compliance, sf_425, state_compliance, training_summary
from muster.reports.document import Answer, Bar, Document, Heading, Kind, Pairs, Paragraph, Table, Tone
from muster.services.downloads import people_in
from tests.reports import invented

PLANTED, CLEAN = invented.grant(), invented.grant(invented.clean())
GRANT = grant_compliance.lay_out(PLANTED, ENGLISH)
STATE = state_compliance.lay_out(invented.state(), ENGLISH)
TRAINING = training_summary.lay_out(invented.training(), ENGLISH)
EVERY = [
    pytest.param(TRAINING, id="training"),
    pytest.param(GRANT, id="grant"),
    pytest.param(grant_compliance.lay_out(CLEAN, ENGLISH), id="grant, clean"),
    pytest.param(grant_compliance.lay_out(invented.grant(()), ENGLISH), id="grant, nobody"),
    pytest.param(sf_425.lay_out(invented.figures(), ENGLISH), id="sf-425"),
    pytest.param(STATE, id="state"),
    pytest.param(state_compliance.lay_out(invented.state(invented.clean()), ENGLISH), id="state, clean"),
    pytest.param(state_compliance.lay_out(invented.state(()), ENGLISH), id="state, nobody"),
]


def table(document: Document, name: str) -> Table:
    return next(each for each in document.blocks if isinstance(each, Table) and each.name == name)


def column(document: Document, name: str, title: str) -> list[object]:
    found = table(document, name)
    place = [each.title for each in found.columns].index(title)
    return [row[place] for row in found.rows]


def said(document: Document) -> str:
    return "\n".join(each.text for each in document.blocks if isinstance(each, Paragraph))


@pytest.mark.parametrize("document", EVERY)
def test_the_answer_comes_before_anything_else(document: Document) -> None:
    assert isinstance(document.blocks[0], Answer)
    assert document.blocks[0].sentence


@pytest.mark.parametrize("document", EVERY)
def test_no_section_is_empty_and_no_table_goes_without_saying_what_was_looked_at(document: Document) -> None:
    for here, after in zip(document.blocks, [*document.blocks[1:], None], strict=True):
        if isinstance(here, Heading):
            assert after is not None
            assert not isinstance(after, Heading), here.text
        if isinstance(here, Table) and not here.rows:
            assert here.empty.startswith("None"), here.name
        if isinstance(here, Bar):
            assert here.shares


@pytest.mark.parametrize("document", EVERY)
def test_every_cell_is_of_the_kind_that_its_column_says(document: Document) -> None:
    kinds = {Kind.TEXT: str, Kind.DAY: date}
    for each in document.blocks:
        if isinstance(each, Table):
            assert not each.tones or len(each.tones) == len(each.rows)
            for row in (*each.rows, *([each.total] if each.total else [])):
                assert len(row) == len(each.columns)
                for cell, head in zip(row, each.columns, strict=True):
                    assert cell is None or isinstance(cell, kinds.get(head.kind, int)), (each.name, head.title, cell)


@pytest.mark.parametrize("document", EVERY)
def test_sheets_have_short_names_of_their_own(document: Document) -> None:
    names = [each.name for each in document.blocks if isinstance(each, Table)]

    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 31


@pytest.mark.parametrize("document", [GRANT, STATE], ids=["grant", "state"])
def test_the_proof_and_the_foot_say_how_to_ask_for_the_same_again(document: Document) -> None:
    view = PLANTED if document is GRANT else invented.state()
    proof = dict(document.proof)

    assert proof["As known at"] == "ledger position 412"
    assert proof["Position taken"] == "October 9, 2026 at 14:30:00 UTC"
    assert proof["Content"] == f"SHA-256 {view.content_hash}"
    assert proof["Ledger checkpoint"] == f"433 leaves, root {invented.TREE.root}, key {invented.TREE.key}"
    for part in ("September 30, 2026", "position 412", "433:9f2c4be0a1d75388:3f1c0f0b5c3e7c9f", view.content_hash):
        assert part in document.foot
    assert {f"SHA-256 {each.digest}" for each in view.packs} <= set(proof.values())


def test_the_exceptions_name_the_person_the_line_the_days_the_hours_and_the_paragraph() -> None:
    assert column(GRANT, "Exceptions", "Person") == [
        "Ben Abdi",
        "Ben Abdi",
        "Hoa Tran",
        "Renée Peña",
        "Łukasz Müller",
    ]
    assert column(GRANT, "Exceptions", "Days")[0] == "August 4, 2026 to August 17, 2026: 10 days"
    assert column(GRANT, "Exceptions", "Hours") == [4800, 480, 960, 7200, 15_840]
    why = column(GRANT, "Exceptions", "What was found")
    assert "(29 CFR 1910.1030(g)(2))" in str(why[0])
    assert "Waived by Program director on September 21, 2026." in str(why[3])
    assert column(GRANT, "Exceptions", "Mended on")[0] == date(2026, 8, 18)


def test_every_day_is_listed_with_its_minutes_and_they_sum_to_the_exceptions() -> None:
    hours = column(GRANT, "Days", "Hours")
    days = len(column(GRANT, "Days", "Day"))

    assert sum(int(str(each)) for each in hours) == sum(
        each.minutes for each in (*PLANTED.exceptions, *PLANTED.conditions)
    )
    assert days == sum(len(each.days) for each in (*PLANTED.exceptions, *PLANTED.conditions))


def test_the_classes_are_shown_with_hours_share_and_dollars_that_sum_to_the_whole() -> None:
    found = table(GRANT, "Classes")

    assert found.total is not None
    for place, head in enumerate(found.columns):
        if head.kind in {Kind.HOURS, Kind.MONEY}:
            assert sum(int(str(row[place])) for row in found.rows) == found.total[place]


def test_without_rates_dollars_are_a_dash_and_the_reason_is_given() -> None:
    ines, *others = invented.planted()
    view = invented.grant((ines._replace(rates=()), *others))
    document = grant_compliance.lay_out(view, ENGLISH)

    assert column(document, "Classes", "Dollars") == [None] * 5
    assert "Dollars are not computable" in said(document)
    answer = document.blocks[0]
    assert isinstance(answer, Answer)
    assert {each.note for each in answer.figures if "dollars" in each.note} == {"dollars: not computable"}


@pytest.mark.parametrize(
    ("view", "tone"),
    [(PLANTED, Tone.BAD), (CLEAN, Tone.GOOD), (invented.grant(()), Tone.PLAIN)],
    ids=["planted", "clean", "nobody"],
)
def test_the_answer_stands_as_its_worst_class(view: GrantView, tone: Tone) -> None:
    answer = grant_compliance.lay_out(view, ENGLISH).blocks[0]

    assert isinstance(answer, Answer)
    assert answer.tone is tone


def test_an_allocation_is_called_an_estimate_and_the_difference_is_in_points() -> None:
    assert "An allocation is an estimate" in said(GRANT)
    points = ["+0.00", "+0.00", None, "-3.03", "+0.00", "+0.00", "-0.38"]
    assert column(GRANT, "Allocations", "Difference, points") == points


def test_the_award_shows_its_papers_and_says_what_is_not_on_file() -> None:
    bare = replace(PLANTED, award=replace(PLANTED.award, pass_through="", amount_cents=None))
    rows = dict(next(each for each in grant_compliance.lay_out(bare, ENGLISH).blocks if isinstance(each, Pairs)).rows)

    assert rows["Award"] == "H79SM099001"
    assert rows["Amount"] == "not on file"
    assert rows["Pass-through entity"] == "none: it comes from the funder directly"
    assert rows["Due on"] == "October 30, 2026"


def test_time_with_a_partnership_that_another_award_funds_is_said() -> None:
    other = tuple(replace(each, award=None) for each in invented.PARTNERSHIPS)
    books = replace(invented.books(invented.clean()), partnerships=other)
    view = grant_view(books, ReportingPeriod(invented.QUARTER, None), invented.ASKED)

    assert "Harbor 988 Center: time was charged with it, and its paper does not name this award." in said(
        grant_compliance.lay_out(view, ENGLISH)
    )


def test_the_state_report_counts_and_names() -> None:
    assert column(STATE, "Requirements", "People bound") == [2, 6]
    assert column(STATE, "Exceptions", "Person") == ["Ben Abdi", "Ben Abdi", "Renée Peña", "Łukasz Müller"]
    assert column(STATE, "Staffing", "FTE") == [450, 100, 0]


def test_the_training_summary_counts_people_and_lists_what_it_does_not_count() -> None:
    assert column(TRAINING, "Indicators", "People") == [8, 25]
    assert column(TRAINING, "Indicators", "Completions") == [9, 25]
    assert column(TRAINING, "Topics", "Topic") == ["first aid", "naloxone", "suicide prevention"]
    assert column(TRAINING, "To be settled", "Completions") == [1, 1, 1, 1, 4, 1]
    assert column(TRAINING, "To be settled", "Roles")[-1] == "driver"
    assert column(TRAINING, "Not counted", "Paid by award") == ["16.745-A7", None]
    assert "2019" in said(TRAINING)


def test_the_training_summary_names_nobody() -> None:
    assert people_in(invented.training()) == []
    assert not {each.title for part in TRAINING.blocks if isinstance(part, Table) for each in part.columns} & {
        "Person",
        "Number",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_view_is_laid_out_the_same_in_every_language(language: str) -> None:
    spoken = words(language)

    grant, state = grant_compliance.lay_out(PLANTED, spoken), state_compliance.lay_out(invented.state(), spoken)

    assert (grant.language, state.language) == (language, language)
    assert [type(each) for each in grant.blocks] == [type(each) for each in GRANT.blocks]
    assert grant == grant_compliance.lay_out(PLANTED, spoken)
    assert column_kinds(grant) == column_kinds(GRANT)


def column_kinds(document: Document) -> list[list[Kind]]:
    return [[column.kind for column in each.columns] for each in document.blocks if isinstance(each, Table)]


def test_the_worksheet_has_every_line_of_section_10_with_its_working_and_the_indirect_costs_allowed() -> None:
    sheet = sf_425.lay_out(invented.figures(), ENGLISH)
    both = sf_425.lay_out(invented.figures(FormVersion.INTEREST, m=1_000_00), ENGLISH)

    assert column(sheet, "Section 10", "Line") == [f"10{letter}" for letter in "abcdefghijklmno"]
    assert column(sheet, "Section 10", "Dollars")[6] == 350_000_00
    assert column(sheet, "Section 10", "How it is worked out")[-1] == "l - n = 5,000.00 - 3,000.00"
    assert column(both, "Section 10", "How it is worked out")[-1] == "l - m - n = 5,000.00 - 1,000.00 - 3,000.00"
    assert table(sheet, "Indirect costs").total == ("Together", 445_000_00, 320_000_00)
    assert "15 % of $320,000.00 is $48,000.00." in said(sheet)
    assert "2 CFR 200.415(a)" in said(sheet)
    assert "Both m and n are filled in" in said(both)
