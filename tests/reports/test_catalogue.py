"""The catalogue of reports is read strictly, and the layouts take it at its word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from muster import data
from muster.domain.errors import Invalid, NotFound
from muster.domain.words import ENGLISH
from muster.reports import catalogue, grant_compliance, sf_425, state_compliance, training_summary
from muster.reports.catalogue import Section
from muster.reports.document import Heading, Table
from muster.reports.grant_columns import KNOWN
from muster.reports.laying import blocks, knowing
from tests.reports import invented
from tests.reports.renew_specimens import specimens

NAME = "grant-compliance"
TEXT = (data.folder("reports") / NAME / "report.toml").read_text()
NONE: frozenset[str] = frozenset()
LAYOUTS = {
    "grant-compliance": (grant_compliance.LAYS, KNOWN, NONE),
    "sf-425": (sf_425.LAYS, sf_425.CELLS, NONE),
    "state-compliance": (state_compliance.LAYS, state_compliance.CELLS, NONE),
    "training-summary": (training_summary.LAYS, training_summary.CELLS, training_summary.NAMED),
}


def test_every_folder_is_a_report_with_a_specimen_and_a_layout() -> None:
    folders = {each.name for each in data.folder("reports").iterdir() if each.is_dir()}

    assert folders == {each.id for each in catalogue.reports()} == set(LAYOUTS)
    assert {file.parent.name for file in specimens()} == folders


@pytest.mark.parametrize("file", specimens(), ids=lambda file: file.parent.name)
def test_a_specimen_still_comes_out_the_same(file: Path) -> None:
    assert file.read_bytes() == specimens()[file], "python -m tests.reports.renew_specimens, and look at the difference"


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_knows_every_section_and_column_and_leaves_out_no_section(name: str) -> None:
    lays, cells, labels = LAYOUTS[name]

    report = knowing(catalogue.report(name), lays, cells, labels)  # type: ignore[arg-type]  # each its own view

    assert {section.id for section in report.sections} == set(lays)


def test_an_analyst_may_rename_reorder_and_leave_out_without_code() -> None:
    report = catalogue.report(NAME)
    answer, *others = report.sections
    lines = next(each for each in others if each.id == "lines")
    fewer = replace(lines, title="Positions", columns=tuple(reversed(lines.columns[:2])))
    changed = replace(report, sections=(answer, fewer))

    found = blocks(changed, invented.grant(), grant_compliance.LAYS, ENGLISH)

    assert [each.text for each in found if isinstance(each, Heading)] == ["Positions"]
    (table,) = (each for each in found if isinstance(each, Table))
    assert [each.title for each in table.columns] == ["Position", "Line"]
    assert table.rows[0] == ("Peer support specialist", "P-1")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('title = "Grant compliance report"', 'titel = "Grant compliance report"', "titel"),
        ('title = "Grant compliance report"\n', "", "the top"),
        ('disclosure = "funder"', 'disclosure = "everybody"', "disclosure"),
        ('id = "grant-compliance"', 'id = "grants"', "id"),
        ('{ id = "class", title = "Class" }', '{ id = "class", tilte = "Class" }', "section 3, column, tilte"),
        ('{ id = "class", title = "Class" }', '{ id = "class" }', "section 3, column"),
        ("required = true", 'required = "yes"', "parameter 1, required"),
        ('sheet = "Classes"', 'sheet = "Classes {x}"', "section 3, sheet"),
        ("[attestation]", "[attestations]", "attestation"),
        ("[[section]]", "[[section]", ""),
    ],
    ids=["key", "missing", "disclosure", "id", "column key", "column title", "type", "braces", "table", "toml"],
)
def test_what_the_file_should_not_say_is_named_with_its_place(old: str, new: str, where: str) -> None:
    assert old in TEXT

    with pytest.raises(Invalid) as refused:
        catalogue.read(TEXT.replace(old, new, 1), NAME)

    assert refused.value.code == "bad-report"
    (fault,) = refused.value.faults
    assert fault.where == f"reports/{NAME}/report.toml" + (f" ({where})" if where else "")


@pytest.mark.parametrize(
    ("section", "found"),
    [
        (Section("lines", "Lines", columns=(catalogue.ColumnSaid("salary", "Salary"),)), "salary"),
        (Section("salaries", "Salaries"), "salaries"),
        (Section("lines", "Lines"), "no columns"),
    ],
    ids=["column", "section", "no columns"],
)
def test_a_name_that_the_layout_does_not_know_is_refused(section: Section, found: str) -> None:
    report = replace(catalogue.report(NAME), sections=(section,))

    with pytest.raises(Invalid) as refused:
        knowing(report, grant_compliance.LAYS, KNOWN)

    assert refused.value.faults[0].found == found


@pytest.mark.parametrize("ids", [("wd2",), ("wd2", "tr1", "wd5")], ids=["left out", "unknown"])
def test_a_report_has_every_label_that_its_layout_needs_and_no_other(ids: tuple[str, ...]) -> None:
    lays, cells, labels = LAYOUTS["training-summary"]
    said = tuple(catalogue.ColumnSaid(each, each.upper()) for each in ids)

    with pytest.raises(Invalid) as refused:
        knowing(replace(catalogue.report("training-summary"), labels=said), lays, cells, labels)  # type: ignore[arg-type]

    (fault,) = refused.value.faults
    assert (fault.found, fault.expected) == (", ".join(ids), "tr1, wd2")


def test_an_analyst_may_call_an_indicator_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    said = replace(
        catalogue.report("training-summary"),
        labels=(catalogue.ColumnSaid("wd2", "SUPRT-9"), catalogue.ColumnSaid("tr1", "TR1")),
    )
    monkeypatch.setattr(training_summary, "report", lambda _: said)

    found = training_summary.lay_out(invented.training(), ENGLISH)

    (indicators,) = (each for each in found.blocks if isinstance(each, Table) and each.name == "Indicators")
    assert [row[0] for row in indicators.rows] == ["SUPRT-9", "TR1"]


def test_a_report_that_is_not_there_is_said_to_be_not_there() -> None:
    with pytest.raises(NotFound):
        catalogue.report("salaries")
