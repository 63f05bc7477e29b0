"""The header row, what a sheet is, and what each column means: by its name, by its content, never by a guess."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from muster.catalogue import LANGUAGES, words
from muster.domain.importing.cells import Cell
from muster.domain.importing.column_names import FIELDS, NOT_TRAINING, SheetKind, plain
from muster.domain.importing.columns import Layout, NoLayout, layout
from muster.domain.importing.rejects import REASON

SOME_DAYS: list[Cell] = [date(2025, 1, 30), "2/14/2026", date(2025, 11, 5), "6/24/2026"]
PEOPLE: list[list[Cell]] = [
    ["01001", "Tran, Hoa"],
    ["01002", "Abdi, Ben"],
    ["01003", "Li, Zoë"],
    ["01004", "Ríos, Wen"],
]


def found(rows: list[list[Cell]]) -> Layout:
    """Return the layout of a sheet that has one."""
    said = layout(rows)
    assert isinstance(said, Layout), said
    return said


def meaning(header: str, cells: Sequence[Cell], *beside: str) -> str:
    """Say what a column is taken for, beside people and other columns of a roster or tracker."""
    heads: list[Cell] = ["Emp #", "Name", *beside, header]
    rows = [
        [*who, *["x" if each == "Narcan" else "RN" for each in beside], cell]
        for who, cell in zip(PEOPLE, cells, strict=True)
    ]
    said = found([heads, *rows])
    at = len(heads) - 1
    for field, index in said.fields.items():
        if index == at:
            return field
    for course in said.courses:
        if course.index == at:
            return "unclear" if course.unclear else "card" if course.paper else "course"
    assert at in said.ignored, "a column is taken, or it is listed as ignored"
    return "ignored"


@pytest.mark.parametrize(
    ("header", "means"),
    [
        ("Hire Date", "hired_on"),
        ("DOH", "hired_on"),
        ("Date of Hire", "hired_on"),
        ("date_hired", "hired_on"),
        ("hireDate", "hired_on"),
        ("Employee Start Date", "hired_on"),
        ("HIRE DATE (mm/dd/yyyy)", "hired_on"),
        ("Fecha de Contratación", "hired_on"),
        ("Term Date", "left_on"),
        ("Separation Date", "left_on"),
        ("Last Day Worked", "left_on"),
        ("Fecha de baja", "left_on"),
        ("Birth Date", "ignored"),
        ("DOB", "ignored"),
        ("Fecha de nacimiento", "ignored"),
        ("Seniority Date", "ignored"),
        ("Rehire Date", "ignored"),
        ("Last Review Date", "ignored"),
        ("Next Evaluation", "ignored"),
        ("Probation Ends", "ignored"),
        ("Leave Start", "ignored"),
        ("Last Updated", "ignored"),
        ("Supervisor Sign-off Date", "ignored"),
        ("Anniversary", "ignored"),
    ],
)
def test_a_date_beside_people_is_what_its_name_says_or_ignored(header: str, means: str) -> None:
    assert meaning(header, SOME_DAYS, "Job Title", "Status") == means


@pytest.mark.parametrize(
    ("header", "means"),
    [
        ("De-escalation 8hr", "course"),
        ("Narcan 2h", "course"),
        ("Trauma Informed", "course"),
        ("HIPAA Date", "course"),
        ("C-SSRS", "course"),
        ("CISM refresher", "course"),
        ("Verbal Judo", "course"),  # nobody's list has it, but dates stand in it
        ("Primeros auxilios", "course"),
        ("BBP (annual)", "course"),
        ("CPR Cert Date", "course"),
        ("BLS issued", "course"),
        ("CPR/FA exp.", "card"),
        ("BLS Expiration Date", "card"),
        ("EMT valid through", "card"),
        ("RCP vence", "card"),
        ("EMT / Lic # + exp", "card"),
        ("LCSW License", "unclear"),
        ("CPR Card", "unclear"),
        ("EMT Certification", "unclear"),
        ("BBP due", "ignored"),
        ("CPR scheduled", "ignored"),
        ("DOH", "ignored"),
        ("Birth Date", "ignored"),
        ("Review Date", "ignored"),
        ("Fecha de ingreso", "ignored"),
    ],
)
def test_a_date_in_a_tracker_is_a_class_a_card_or_nothing_but_never_a_guess(header: str, means: str) -> None:
    assert meaning(header, SOME_DAYS, "Narcan", "MHFA") == means


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Spanish speaker", ["x", None, "x", None]),
        ("Shift", ["Day", "Night", "Day", "Day"]),
        ("Zip", ["30303", "30304", "30303", "30301"]),
        ("Total hours", [8.0, 16.0, 4.5, 3.0]),
        ("", ["a", "b", None, None]),
    ],
)
def test_a_column_of_a_tracker_that_is_no_training_is_listed_as_ignored(header: str, cells: list[Cell]) -> None:
    assert meaning(header, cells, "Narcan", "MHFA") == "ignored"


@pytest.mark.parametrize(
    ("heads", "kind", "fields"),
    [
        (
            "Employee ID,Last Name,First Name,Job Title,Hire Date",
            "roster",
            "number,last_name,first_name,title,hired_on",
        ),
        ("File Number,Legal Name,Position Title,Status", "roster", "number,name,title,status"),
        (
            "Nº de empleado,Apellidos,Nombre,Correo electrónico,Puesto",
            "roster",
            "number,last_name,first_name,email,title",
        ),
        ("Número de empleado,Nombre completo,Cargo,Fecha de ingreso", "roster", "number,name,title,hired_on"),
        ("EmployeeID,FullName,WorkEmail,JobTitle,HireDate", "roster", "number,name,email,title,hired_on"),
        ("employee_id,first_name,last_name,hourly_rate", "roster", "number,first_name,last_name,rate"),
        ("Learner,E-mail,Course Name,Date Completed,Credit Hours", "lms", "name,email,course,on,hours"),
        ("User ID,Employee Name,Training Title,Completion Status,Completed On", "lms", ",name,course,status,on"),
        ("Nombre,Correo,Curso,Fecha de finalización,Horas,Estado", "lms", "name,email,course,on,hours,status"),
        ("EE ID,Work Date,Hours Worked,Earnings Code,Grant #", "effort", "number,on,hours,pay_code,award"),
        ("Emp No.,Date,Hrs,Pay Code,Paid Hours", "effort", "number,on,hours,pay_code,paid"),
        (
            "Employee ID,FAIN,Line,% of time,Effective From,Effective To",
            "allocations",
            "number,award,line,percent,first,last",
        ),
        ("Grant Number,Line Code,Position,License Required,FTE,Salary", "lines", "award,line,position,role,fte,annual"),
        (
            "Partner Agency,Type,Agreement Type,Date Signed,Start Date,Expires",
            "partnerships",
            "partner,kind,instrument,signed,first,last",
        ),
        (
            "FAIN,Project Title,Awarding Agency,ALN,Start Date,End Date",
            "awards",
            "award,title,funder,assistance_listing,first,last",
        ),
    ],
)
def test_a_sheet_is_recognised_by_its_columns(heads: str, kind: str, fields: str) -> None:
    said = found([list(heads.split(",")), ["Ana"] * len(heads.split(","))])

    assert said.kind == kind
    at = {index: name for name, index in said.fields.items()}
    assert [at.get(index, "") for index in range(len(heads.split(",")))] == fields.split(",")


def test_the_header_is_found_under_titles_notes_and_blank_rows() -> None:
    said = found(
        [
            ["Training Tracker (updated 11/3/26)"],
            ["RED = expired", None],
            [],
            ["Emp #", "Name", "Narcan"],
            ["1", "Ana", "x"],
        ]
    )

    assert (said.header, said.kind) == (3, "tracker")


def test_what_somebody_is_called_in_a_column_that_only_says_employee_is_told_by_its_cells() -> None:
    heads: list[Cell] = ["Employee", "Work Date", "Hours", "Pay Code"]

    assert found([heads, ["01001", "2026-07-01", "8", "REG"]]).fields["number"] == 0
    assert found([heads, ["ana@example.org", "2026-07-01", "8", "REG"]]).fields["email"] == 0
    assert found([heads, ["Tran, Hoa", "2026-07-01", "8", "REG"]]).fields["name"] == 0


def test_a_column_that_counts_rows_is_no_employee_number() -> None:
    said = found([["#", "Name", "Narcan"], ["1", "Ana", "x"], ["2", "Ben", "x"], ["3", "Chi", "x"]])

    assert "number" not in said.fields
    assert said.ignored == (0,)


def test_a_number_of_each_record_is_no_employee_number() -> None:
    rows: list[list[Cell]] = [
        ["88", "Ana", "CPR", "2026-01-05"],
        ["91", "Ana", "BBP", "2026-01-06"],
        ["95", "Ben", "BBP", "2026-01-06"],
    ]

    assert "number" not in found([["ID", "Name", "Course", "Completion Date"], *rows]).fields
    assert found([["Employee ID", "Name", "Course", "Completion Date"], *rows]).fields["number"] == 0


def test_of_two_hire_dates_the_likelier_that_is_filled_in_is_taken_and_the_other_listed() -> None:
    heads: list[Cell] = ["Name", "Original Hire Date", "Hire Date", "Job Title"]

    both = found([heads, ["Ana", "2019-01-01", "2024-05-05", "RN"]])
    assert (both.fields["hired_on"], both.ignored) == (2, (1,))
    assert found([heads, ["Ana", "2019-01-01", None, "RN"]]).fields["hired_on"] == 1


def test_a_number_and_its_last_good_day_in_two_columns_are_one_card() -> None:
    (course,) = found([["Emp #", "EMT #", "EMT Exp. Date"], ["1", "E49", "3/31/2026"]]).courses

    assert (course.title, course.paper, course.number_at) == ("EMT Exp. Date", True, 1)


def test_hours_in_a_header_are_the_length_of_the_course() -> None:
    said = found([["Emp #", "De-escalation 8hr", "CIT (40-hour)", "MHFA"], ["1", "x", "x", "x"]])

    assert [each.minutes for each in said.courses] == [480, 2400, None]


def test_two_columns_of_one_name_are_told_apart_by_their_letters() -> None:
    said = found([["Emp #", "CPR", "CPR"], ["1", "x", "x"]])

    assert [each.title for each in said.courses] == ["CPR (column B)", "CPR (column C)"]


def test_a_sheet_that_is_nothing_known_says_what_was_found_and_what_is_missing() -> None:
    said = layout([["Colour", "Size", "Name"], ["red", "3", "shirt"]])

    assert isinstance(said, NoLayout)
    assert said.found == ("Colour", "Size", "Name")
    assert said.missing[SheetKind.TRACKER] == ("a column of a course or a card",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reasons_of_rejects_are_no_course_in_any_language(language: str) -> None:
    assert NOT_TRAINING.search(plain(words(language)(REASON)))


def test_every_name_of_a_column_is_written_as_it_is_compared() -> None:
    unlike = [name for table in FIELDS.values() for names in table.values() for name in names if plain(name) != name]

    assert unlike == []
