"""Cases: read strictly, run without a database, and honest about what does not hold."""

# ruff: noqa: E501 - a sentence that a person will read is written in one piece, as it is read

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.adopting.packs import Pack
from muster.domain.anchors import BirthMonth
from muster.domain.credentials import Credential, End, Proof, Status, StatusEvent
from muster.domain.errors import Invalid, NotFound
from muster.domain.intervals import BEGINNING, FOREVER, Interval
from muster.domain.training import Completion
from muster.rules import cases, packs

PACK = """\
id = "sample"
title = "A sample"
jurisdiction = "Local"
authority = "local"
kind = "required"
reviewed_on = 2026-11-22
source = "A policy"

[[credential]]
id = "card"
title = "A card"
issuer = "An issuer"
validity = { every = "2 years", anchor = "birth-month" }

[[requirement]]
id = "first-aid"
roles = ["emt"]
topic = "first-aid"
credential = "card"
says = "They know first aid."

[[requirement.terms]]
effective = 2025-01-01
through = 2026-12-31
initial = { event = "hire", within = "30 days" }
renewal = { every = "1 year" }
hours = 8
confidence = "read"
cite = "Policy 1, as adopted 2025"

[[requirement]]
id = "orientation"
roles = ["*"]
topic = "orientation"
says = "They know the way."

[[requirement.terms]]
effective = 2025-01-01
version_by = "hire-date"
confidence = "memory"
cite = "Policy 2"
"""

GOOD = """\
pack = "sample.toml"

[[case]]
name = "all is well"
on = 2025-06-02
requirement = "first-aid"
role = "emt"
hired = 2025-03-03
completed = [{ topic = "first-aid", on = 2025-03-10, hours = 8 }]
held = [{ credential = "card", issued_on = 2024-01-01 }]
expect = { verdict = "met", reason = "held" }
"""


@pytest.fixture
def pack() -> Pack:
    return packs.parse(PACK, source="sample.toml")


def one(text: str) -> cases.Case:
    (case,) = cases.parse(text, source="cases.toml").cases
    assert isinstance(case, cases.Case)
    return case


def faults(text: str) -> list[str]:
    with pytest.raises(Invalid) as refused:
        cases.parse(text, source="cases.toml")
    assert refused.value.code == "bad-cases"
    return [str(each) for each in refused.value.faults]


# --- Reading -----------------------------------------------------------------------------------


def test_a_case_is_read_whole() -> None:
    case = one(
        """
        pack = "us-osha-bbp"
        [[case]]
        name = "everything at once"
        on = 2025-06-02
        requirement = "first-aid"
        role = [{ role = "emt", from = 2025-01-06, through = 2025-12-31 }, { role = "nurse" }]
        hired = [{ from = 2020-01-06, through = 2021-01-05 }, { from = 2025-01-06 }]
        born = "1980-02"
        completed = [{ topic = ["a", "b"], on = "unknown", hours = 7.5, proof = "source-checked" }]
        held = [
            { credential = "card", issued_on = 2024-01-02, earned_on = 2024-01-01, valid_from = 2024-01-03, valid_through = 2026-01-03, proof = "document-seen", statuses = [{ on = 2025-01-01, status = "revoked" }] },
            { credential = "card", end = "never" },
        ]
        expect = { verdict = "met", until = "none" }
        """
    )
    facts = case.facts

    assert (case.name, case.where, case.on) == ("everything at once", "cases.toml:3", date(2025, 6, 2))
    assert [(held.role, held.validity) for held in facts.roles] == [
        ("emt", Interval.through(date(2025, 1, 6), date(2025, 12, 31))),
        ("nurse", Interval(date(2020, 1, 6))),
    ]
    assert [job.validity for job in facts.employments] == [
        Interval.through(date(2020, 1, 6), date(2021, 1, 5)),
        Interval(date(2025, 1, 6)),
    ]
    assert facts.birth == BirthMonth(1980, 2)
    assert facts.completions == (Completion(frozenset({"a", "b"}), None, 450, Proof.SOURCE_CHECKED),)
    assert facts.credentials == (
        Credential(
            "card",
            date(2024, 1, 2),
            date(2024, 1, 3),
            date(2026, 1, 3),
            earned_on=date(2024, 1, 1),
            proof=Proof.DOCUMENT_SEEN,
            statuses=(StatusEvent(date(2025, 1, 1), Status.REVOKED),),
        ),
        Credential("card", end=End.NEVER),
    )
    assert case.expect == {"verdict": "met", "until": None}


def test_a_role_without_dates_is_held_since_hire_or_all_along() -> None:
    (hired,) = one(GOOD).facts.roles
    (always,) = one(GOOD.replace("hired = 2025-03-03\n", "")).facts.roles

    assert hired.validity == Interval(date(2025, 3, 3))
    assert always.validity == Interval(BEGINNING, FOREVER)


def test_a_file_says_which_pack_it_is_about() -> None:
    assert cases.parse(GOOD, source="cases.toml").pack == "sample.toml"


def test_cases_are_loaded_by_the_id_of_a_pack_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GOOD)
    (tmp_path / "sample.toml").write_text(PACK)

    mine = cases.load(file)

    assert mine == cases.parse(GOOD, source="mine.toml")
    assert cases.run(packs.load(mine.pack, beside=tmp_path), mine.cases) == []
    assert cases.load("us-osha-bbp").pack == "us-osha-bbp"
    with pytest.raises(NotFound, match="there is no file"):
        cases.load("nothing-of-that-name")


WRONG: Sequence[tuple[str, str, str]] = (
    ('pack = "sample.toml"\n', "", 'cases.toml:1 (pack): found nothing, expected the id of a shipped pack, or the name of a pack file; add pack = "us-osha-bbp"'),
    ('name = "all is well"\n', "", 'cases.toml:3 (case.name): found nothing, expected a sentence that says what is so; add name = "the first day after the last good day"'),
    ("on = 2025-06-02", 'on = "2025-06-02"', "cases.toml:5 (case.on): found '2025-06-02', expected a date; take the quotation marks away: 2025-06-02"),
    ('requirement = "first-aid"', 'requirements = "first-aid"', "cases.toml:6 (case.requirements): found the key 'requirements', expected 'requirement'; write 'requirement' instead"),
    ('role = "emt"\n', "", 'cases.toml:3 (case.role): found nothing, expected the role held; add role = "emt"'),
    ('role = "emt"', "role = 5", "cases.toml:7 (case.role.role): found 5, expected a name in small letters and hyphens; write it like 'first-aid'"),
    ('role = "emt"', 'role = { role = "emt", since = 2025-01-06 }', "cases.toml:7 (case.role.since): found the key 'since', expected one of from, through, role; take it out; muster would not obey it"),
    ('role = "emt"', 'role = { role = "emt", from = 2025-01-06, through = 2025-01-05 }', "cases.toml:7 (case.role): found a table, expected a last day that is not before the first; exchange 'from' and 'through', or mend one of them"),
    ("hired = 2025-03-03", "hired = [2024-01-08, 2025-03-03]", "cases.toml:8 (case.hired): found a list, expected employments that do not overlap; end the one of 2024-01-08 before 2025-03-03"),
    ("hired = 2025-03-03", 'born = "February 1980"', "cases.toml:8 (case.born): found 'February 1980', expected a month of birth; write year and month between quotation marks, for example '1980-02'"),
    ("on = 2025-03-10, ", "", "cases.toml:9 (case.completed.on): found nothing, expected a date, or 'unknown'; add on = 2026-11-30"),
    ("on = 2025-03-10", 'on = "x"', "cases.toml:9 (case.completed.on): found 'x', expected a date, or 'unknown'; write the date without quotation marks, or 'unknown'"),
    ("hours = 8", "hour = 8", "cases.toml:9 (case.completed.hour): found the key 'hour', expected 'hours'; write 'hours' instead"),
    ("issued_on = 2024-01-01", "expires = 2024-01-01", "cases.toml:10 (case.held.expires): found the key 'expires', expected one of credential, issued_on, earned_on, valid_from, valid_through, end, proof, statuses; take it out; muster would not obey it"),
    ("issued_on = 2024-01-01", "issued_on = 2024-01-01, valid_through = 2023-12-31", "cases.toml:10 (case.held): found a table, expected a credential that can be (the last good day 2023-12-31 is before the first, 2024-01-01; one of the two was probably mistyped); mend its dates or its 'end'"),
    ("issued_on = 2024-01-01", 'issued_on = 2024-01-01, statuses = [{ on = 2024-02-01, status = "lost" }]', "cases.toml:10 (case.held.statuses.status): found 'lost', expected one of 'suspended', 'revoked', 'reinstated'; choose one of them"),
    ('expect = { verdict = "met", reason = "held" }', "", 'cases.toml:3 (case.expect): found nothing, expected the answer; add expect = { verdict = "met" }'),
    ('verdict = "met"', 'verdict = "meet"', "cases.toml:11 (case.expect.verdict): found 'meet', expected one of 'met', 'not_met', 'needs_review', 'not_applicable'; write 'met'"),
    ('reason = "held"', 'standing = "held"', "cases.toml:11 (case.expect.standing): found the key 'standing', expected one of verdict, reason, since, until, due_on, cured_on, days_late, next, missing_hours, missing, confidence, assumed, cite, cycle_from, cycle_through, left, cut, could_move, renewal_opens, apply_by, late_through, share; take it out; muster would not obey it"),
    ('reason = "held"', 'until = "never"', "cases.toml:11 (case.expect.until): found 'never', expected a date, or 'none'; write the date without quotation marks, or 'none'"),
    ('reason = "held"', "days_late = 1.5", "cases.toml:11 (case.expect.days_late): found 1.5, expected a number of days, or 'none'; write the number alone, or 'none'"),
    ('reason = "held"', 'assumed = "yes"', "cases.toml:11 (case.expect.assumed): found 'yes', expected true or false; write true or false, without quotation marks"),
    ('reason = "held"', "next = { on = 2026-01-01 }", 'cases.toml:11 (case.expect.next.verdict): found nothing, expected a verdict; add verdict = "not_met"'),
    ("2025-06-02", "2025-02-30", "cases.toml:5: found 'on = 2025-02-30', expected TOML (invalid date or datetime); write a date as year-month-day, for example 2026-11-30, and one that the calendar has"),
)  # fmt: skip


@pytest.mark.parametrize(("good", "wrong", "said"), WRONG, ids=[f"{good} -> {wrong}"[:60] for good, wrong, _ in WRONG])  # fmt: skip
def test_a_fault_says_where_found_expected_and_fix(good: str, wrong: str, said: str) -> None:
    assert good in GOOD

    assert faults(GOOD.replace(good, wrong, 1)) == [said]


def test_all_faults_are_told_at_once() -> None:
    again = GOOD[GOOD.index("[[case]]") :]
    text = GOOD.replace("hours = 8", "hours = 0.1") + again.replace('"met"', '"meet"')

    assert [each.partition(" ")[0] for each in faults(text)] == ["cases.toml:9", "cases.toml:13", "cases.toml:20"]


def test_two_cases_do_not_share_a_name() -> None:
    again = GOOD[GOOD.index("[[case]]") :]

    assert faults(GOOD + again) == [
        "cases.toml:13 (case.name): found 'all is well' a second time, expected each name once; give this one another name"
    ]


def test_a_file_without_a_case_is_refused() -> None:
    assert faults('pack = "us-osha-bbp"') == ["cases.toml:1: found no case, expected at least one; add a [[case]], a [[crew]] or a [[program]]"]  # fmt: skip


@given(st.text(max_size=200))
@settings(deadline=None, database=None, derandomize=True)
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises(Invalid):
        cases.parse(text, source="cases.toml")


# --- Running -----------------------------------------------------------------------------------


def test_a_case_that_holds_is_no_failure(pack: Pack) -> None:
    assert cases.run(pack, [one(GOOD)]) == []


def test_a_failure_names_the_case_and_every_field_that_differs(pack: Pack) -> None:
    text = GOOD.replace(
        '{ verdict = "met", reason = "held" }', '{ verdict = "not_met", reason = "held", until = 2026-03-11 }'
    )

    (failure,) = cases.run(pack, [one(text)])

    assert failure.differences == (
        cases.Difference("verdict", "not_met", "met"),
        cases.Difference("until", "2026-03-11", "2026-03-10"),
    )
    assert str(failure) == (
        "cases.toml:3: all is well\n"
        "  verdict: expected not_met, found met\n"
        "  until: expected 2026-03-11, found 2026-03-10"
    )


# Ben: hired 3 March 2025; eight hours on 10 March; a gap from 11 March 2026, mended on the 31st.
BEN = """\
pack = "sample.toml"

[[case]]
name = "Ben"
on = {on}
requirement = "{requirement}"
role = "emt"
hired = 2025-03-03
born = "1980-06"
completed = [
    {{ topic = "first-aid", on = 2025-03-10, hours = 8 }},
    {{ topic = "first-aid", on = 2026-03-31, hours = 8 }},
]
held = [{held}]
expect = {{ verdict = "{verdict}", {expect} }}
"""


@pytest.mark.parametrize(
    ("on", "verdict", "right", "wrong", "found"),
    [
        ("2025-03-05", "met", 'reason = "in_grace"', 'reason = "held"', "in_grace"),
        ("2025-03-05", "met", "since = 2025-03-03", "since = 2025-03-02", "2025-03-03"),
        ("2025-03-05", "met", "until = 2025-03-09", 'until = "none"', "2025-03-09"),
        ("2025-03-12", "met", "due_on = 2026-03-10", "due_on = 2026-03-11", "2026-03-10"),
        ("2026-03-12", "not_met", "cured_on = 2026-03-31", 'cured_on = "none"', "2026-03-31"),
        ("2026-03-12", "not_met", "days_late = 21", "days_late = 20", "21"),
        ("2025-03-12", "met", 'days_late = "none"', "days_late = 0", "none"),
        ("2026-03-12", "not_met", 'next = { on = 2026-03-31, verdict = "not_met" }', 'next = { on = 2026-03-30, verdict = "not_met" }', "on 2026-03-31, verdict not_met, reason late"),
        ("2026-03-12", "not_met", 'next = { on = 2026-03-31, verdict = "not_met", reason = "late" }', 'next = { on = 2026-03-31, verdict = "not_met", reason = "held" }', "on 2026-03-31, verdict not_met, reason late"),
        ("2026-03-12", "not_met", 'next = { on = 2026-03-31, verdict = "not_met" }', 'next = "none"', "on 2026-03-31, verdict not_met, reason late"),
        ("2026-03-12", "not_met", "missing_hours = 8", "missing_hours = 7.75", "8"),
        ("2025-03-12", "met", 'missing_hours = "none"', "missing_hours = 0", "none"),
        ("2025-03-12", "met", 'confidence = "read"', 'confidence = "memory"', "read"),
        ("2025-03-12", "met", "assumed = false", "assumed = true", "false"),
        ("2025-03-12", "met", 'cite = "adopted 2025"', 'cite = "amended"', "Policy 1, as adopted 2025"),
        ("2025-03-12", "met", 'cite = "adopted 2025"', 'cite = "none"', "Policy 1, as adopted 2025"),
        ("2024-12-31", "not_applicable", 'cite = "none"', 'cite = "Policy 1"', "none"),
        ("2024-12-31", "not_applicable", 'since = "none"', "since = 2024-01-01", "none"),
    ],
)  # fmt: skip
def test_each_field_is_compared(pack: Pack, on: str, verdict: str, right: str, wrong: str, found: str) -> None:
    def differences(expect: str) -> list[str]:
        text = BEN.format(on=on, requirement="first-aid", verdict=verdict, expect=expect, held="")
        return [each.found for failure in cases.run(pack, [one(text)]) for each in failure.differences]

    assert differences(right) == []
    assert differences(wrong) == [found]


def test_the_birth_month_counts_where_a_rule_asks_for_it(pack: Pack) -> None:
    text = GOOD.replace("completed", 'born = "1980-06"\n# completed').replace("2024-01-01", "2024-07-15")
    text = text.replace('reason = "held"', "until = 2026-06-30, assumed = false")

    assert cases.run(pack, [one(text)]) == []


def test_a_rule_from_memory_is_never_a_hard_verdict(pack: Pack) -> None:
    case = one(BEN.format(on="2025-06-02", requirement="orientation", verdict="needs_review", expect='reason = "missing"', held=""))  # fmt: skip

    assert cases.run(pack, [case]) == []


def test_a_requirement_that_the_pack_does_not_have_is_a_failure(pack: Pack) -> None:
    misspelt, other = one(GOOD.replace('"first-aid"', '"frist-aid"', 1)), one(GOOD.replace('"first-aid"', '"driving"', 1))  # fmt: skip

    assert [failure.differences for failure in cases.run(pack, [misspelt, other])] == [
        (cases.Difference("requirement", "'first-aid'", "'frist-aid'"),),
        (cases.Difference("requirement", "a requirement of sample: first-aid, orientation", "'driving'"),),
    ]


# --- Edges ---------------------------------------------------------------------------------------


def test_every_change_of_terms_wants_the_day_before_the_day_and_the_day_after(pack: Pack) -> None:
    assert [str(each) for each in cases.check_edges(pack, [])] == [
        "first-aid: no case asks about 2024-12-31, the day before its terms take effect",
        "first-aid: no case asks about 2025-01-01, the day its terms take effect",
        "first-aid: no case asks about 2025-01-02, the day after its terms take effect",
        "first-aid: no case asks about 2026-12-31, the day before its terms are over",
        "first-aid: no case asks about 2027-01-01, the day its terms are over",
        "first-aid: no case asks about 2027-01-02, the day after its terms are over",
        "orientation: no case is about somebody hired on 2024-12-31, the day before its terms take effect",
        "orientation: no case is about somebody hired on 2025-01-01, the day its terms take effect",
        "orientation: no case is about somebody hired on 2025-01-02, the day after its terms take effect",
    ]


def test_a_case_on_the_day_covers_it_for_its_own_requirement(pack: Pack) -> None:
    day = one(GOOD.replace("on = 2025-06-02", "on = 2025-01-01", 1))

    missing = {(each.requirement, each.day) for each in cases.check_edges(pack, [day])}

    assert ("first-aid", date(2025, 1, 1)) not in missing
    assert ("orientation", date(2025, 1, 1)) in missing


def test_terms_picked_by_hire_are_covered_by_who_was_hired_that_day(pack: Pack) -> None:
    hired = one(GOOD.replace('requirement = "first-aid"', 'requirement = "orientation"').replace("2025-03-03", "2025-01-01"))  # fmt: skip

    missing = {(each.requirement, each.day) for each in cases.check_edges(pack, [hired])}

    assert ("orientation", date(2025, 1, 1)) not in missing
    assert ("orientation", date(2025, 1, 2)) in missing


def test_an_amendment_is_one_edge_and_not_two() -> None:
    text = PACK.replace("through = 2026-12-31\n", "") + "\n[[requirement]]\n" + PACK.split("[[requirement]]")[1].replace(
        '"first-aid"\nroles', '"amended"\nroles'
    ).replace("2026-12-31", "2026-06-30") + (
        '[[requirement.terms]]\neffective = 2026-07-01\nconfidence = "read"\ncite = "Policy 1, as amended"\n'
    )  # fmt: skip

    days = [each.day for each in cases.check_edges(packs.parse(text, source="sample.toml"), []) if each.requirement == "amended"]  # fmt: skip

    assert days[3:] == [date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 2)]
