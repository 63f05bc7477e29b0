"""Cases of crews: read strictly, tried by the same runner, and honest about what does not hold."""

# ruff: noqa: E501 - a sentence that a person will read is written in one piece, as it is read

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from muster.domain.adopting.packs import Pack
from muster.domain.credentials import Proof
from muster.domain.errors import Invalid
from muster.domain.teams.staffing import Presence
from muster.rules import cases, mutants, packs
from muster.rules.mutants import Fate

PACK = """\
id = "sample"
title = "A sample"
jurisdiction = "Local"
authority = "local"
kind = "required"
reviewed_on = 2026-11-22
source = "A policy"

[[requirement]]
id = "core"
roles = ["*"]
topic = "de-escalation"
says = "They know it."

[[requirement.terms]]
effective = 2025-01-01
confidence = "read"
cite = "Policy 1"

[[team]]
id = "two"
says = "Two go out together, by day."

[[team.terms]]
effective = 2025-01-01
members_meet = "core"
confidence = "read"
cite = "Policy 2"
way = [{ in_person = 2, hours = "08:00-20:00" }]
"""
GOOD = """\
pack = "sample.toml"

[[crew]]
name = "two by day, one of them waived"
team = "two"
from = 2025-06-02T07:00:00
to = 2025-06-02T09:00:00
zone = "America/New_York"
equipment = "naloxone"
others = "law-enforcement"
circumstances = "campus"
member = [
    { role = "emt", completed = [{ topic = "de-escalation", on = 2025-03-10 }] },
    { role = "nurse", presence = "in-person", waived = "core" },
]
expect = { verdict = "met", pieces = ["not_applicable", "met"], lacking = [], in_doubt = [], filled = [], confidence = "read", cite = "Policy 2" }
"""


@pytest.fixture
def pack() -> Pack:
    return packs.parse(PACK, source="sample.toml")


def one(text: str) -> cases.TeamCase:
    (case,) = cases.parse(text, source="cases.toml").cases
    assert isinstance(case, cases.TeamCase)
    return case


def faults(text: str) -> list[str]:
    with pytest.raises(Invalid) as refused:
        cases.parse(text, source="cases.toml")
    return [str(each) for each in refused.value.faults]


def failures(pack: Pack, text: str) -> list[str]:
    return [str(each) for each in cases.run(pack, [one(text)])]


def test_a_case_of_a_crew_is_read_whole_and_holds(pack: Pack) -> None:
    case = one(GOOD)
    emt, nurse = case.crew.members

    assert (case.name, case.where, case.team) == ("two by day, one of them waived", "cases.toml:3", "two")
    assert case.start == datetime(2025, 6, 2, 7, tzinfo=ZoneInfo("America/New_York"))
    assert (case.crew.equipment, case.crew.others, case.crew.circumstances) == (
        frozenset({"naloxone"}),
        frozenset({"law-enforcement"}),
        frozenset({"campus"}),
    )
    assert [held.role for held in emt.facts.roles] == ["emt"]
    assert emt.facts.completions[0].proof is Proof.SELF_REPORTED
    assert nurse.presence is Presence.IN_PERSON
    assert emt.person != nurse.person
    assert failures(pack, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (', waived = "core"', "", "  verdict: expected met, found not_met\n  pieces: expected not_applicable, met, found not_applicable, not_met\n  lacking: expected nothing, found training core"),
        ('presence = "in-person"', 'presence = "remote"', "  verdict: expected met, found not_met\n  pieces: expected not_applicable, met, found not_applicable, not_met\n  lacking: expected nothing, found in-person 2"),
        ('cite = "Policy 2"', 'cite = "Policy 3"', "  cite: expected Policy 3, found Policy 2; Policy 2"),
        ('confidence = "read"', 'confidence = "memory"', "  confidence: expected memory, found read"),
        ('team = "two"', 'team = "tow"', "  team: expected 'two', found 'tow'"),
        ('team = "two"', 'team = "two"\nterms = 2025-01-02', "  terms: expected terms of 2025-01-01, found 2025-01-02"),
    ],
)  # fmt: skip
def test_a_case_that_does_not_hold_says_what_was_expected_and_found(pack: Pack, old: str, new: str, said: str) -> None:
    assert failures(pack, GOOD.replace(old, new)) == [f"cases.toml:3: two by day, one of them waived\n{said}"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2025-06-02T07:00:00", "2025-06-02", "cases.toml:6 (crew.from): found 2025-06-02, expected a day and a time on the clock of the wall; write it like 2026-11-20T22:00:00, without a zone"),
        ("2025-06-02T07:00:00", "2025-06-02T07:00:00Z", "cases.toml:6 (crew.from): found 2025-06-02 07:00:00+00:00, expected a day and a time on the clock of the wall; write it like 2026-11-20T22:00:00, without a zone"),
        ("2025-06-02T09:00:00", "2025-06-02T07:00:00", "cases.toml:3 (crew): found a table, expected an end after the beginning; exchange 'from' and 'to', or mend one of them"),
        ("America/New_York", "New York", "cases.toml:8 (crew.zone): found 'New York', expected a time zone; write it like 'America/Los_Angeles'"),
        ('presence = "in-person"', 'presence = "there"', "cases.toml:14 (crew.member.presence): found 'there', expected one of 'in-person', 'remote', 'reachable'; choose one of them"),
        ('role = "emt", ', "", 'cases.toml:13 (crew.member.role): found nothing, expected the role held; add role = "emt"'),
    ],
)  # fmt: skip
def test_a_fault_says_where_found_expected_and_fix(old: str, new: str, said: str) -> None:
    assert faults(GOOD.replace(old, new, 1)) == [said]


def test_two_crews_of_one_name_are_refused() -> None:
    again = GOOD[GOOD.index("[[crew]]") :]

    assert "'two by day, one of them waived' a second time" in faults(GOOD + again)[0]


def test_the_days_beside_a_change_of_terms_are_looked_at(pack: Pack) -> None:
    missing = [str(each) for each in cases.check_edges(pack, [one(GOOD)])]

    assert "two: no case asks about 2024-12-31, the day before its terms take effect" in missing
    assert "two: no case asks about 2025-01-01, the day its terms take effect" in missing


def test_what_no_crew_notices_survives() -> None:
    found = mutants.fates(PACK, [one(GOOD)], mutants.numbers)

    assert found["team[0].terms[0].way[0].in_person: 2 -> 3"] is Fate.NOTICED
    assert found["team[0].terms[0].way[0].in_person: 2 -> 1"] is Fate.SURVIVED
    assert found["team[0].terms[0].way[0].hours: 08:00-20:00 -> 08:00-20:01"] is Fate.SURVIVED


def test_the_rule_that_the_how_to_writes_can_be_adopted_and_its_case_holds() -> None:
    written = (Path(__file__).parents[2] / "docs" / "how-to" / "liaison.md").read_text()
    rule, crew = re.findall(r"```toml\n(\[\[(?:team|crew)\]\].*?)```", written, re.DOTALL)
    pack = packs.parse(PACK[: PACK.index("[[requirement]]")] + rule, source="sample.toml")

    assert failures(pack, f'pack = "sample.toml"\n{crew}') == []
