"""Rules of awards in a pack: refused with line, found, expected and how to mend it; and their cases tried."""

# ruff: noqa: E501 - a sentence that a person will read is written in one piece, as it is read

import pytest

from muster.domain.errors import Invalid
from muster.domain.intervals import BEGINNING
from muster.rules import cases, packs

GOOD = """\
id = "sample"
title = "A sample"
jurisdiction = "Local"
authority = "local"
kind = "required"
reviewed_on = 2026-11-22
source = "A policy"

[[paper]]
id = "final"
kind = "financial-report"
says = "It is in within 60 days."

[[paper.terms]]
effective = 2024-10-01
quarterly = 15
final = 60
final_subrecipient = 45
confidence = "read"
cite = "Policy 1"

[[indirect]]
id = "rate"
says = "Up to 15 percent."

[[indirect.terms]]
effective = "unknown"
rate = 12.5
subaward_cap = 50_000
counts = ["pay", "subaward"]
confidence = "read"
cite = "Policy 2"
"""
CASES = """\
pack = "sample"

[[paper]]
name = "in time"
rule = "final"
awarded_on = 2024-10-01
ends = 2025-09-30
on = 2026-01-01
sent = 2025-11-29
expect = { answer = "met", due_on = 2025-11-29 }

[[indirect]]
name = "half"
rule = "rate"
awarded_on = 2020-01-01
spent = [{ of = "pay", dollars = 100 }, { of = "rent", dollars = 100 }]
expect = { base = 100, allowed = 12.50 }
"""

WRONG = (
    ("quarterly = 15", 'quarterly = "15 days"', "sample.toml:16 (paper.terms.quarterly): found '15 days', expected a number of calendar days, 1 to 400; write the number alone, for example 30"),
    ("quarterly = 15", "monthly = 15", "sample.toml:16 (paper.terms.monthly): found the key 'monthly', expected one of effective, through, confidence, cite, quarterly, semiannual, annual, final, final_subrecipient, before_end, unless; take it out; muster would not obey it"),
    ("quarterly = 15", "before_end = 15", "sample.toml:16 (paper.terms.before_end): found 'before_end' of 'financial-report', expected one of quarterly, semiannual, annual, final, final_subrecipient; take it out; muster would not look at it"),
    ('kind = "financial-report"', 'kind = "financial-reprot"', "sample.toml:11 (paper.kind): found 'financial-reprot', expected one of 'financial-report', 'performance-report', 'liquidation', 'extension-request'; write 'financial-report'"),
    ("quarterly = 15\nfinal = 60\nfinal_subrecipient = 45\n", "", "sample.toml:14 (paper.terms): found no number of days, expected one of quarterly, semiannual, annual, final, final_subrecipient; add quarterly = 30, or what is right"),
    ("quarterly = 15", "quarterly = 15\nunless = { listing = 93.243, before = 2025-10-01 }", "sample.toml:17 (paper.terms.unless.listing): found 93.243, expected a number of two digits; write the first two digits of the agency's assistance listings, for example 93"),
    ("quarterly = 15", "quarterly = 15\nunless = { listing = 93 }", "sample.toml:17 (paper.terms.unless.before): found nothing, expected the first day on which an award of theirs that it binds is made; add before = 2025-10-01"),
    ("final = 60\n", "", "sample.toml:17 (paper.terms.final_subrecipient): found 'final_subrecipient' without 'final', expected 'final' beside it; write the days of a recipient too"),
    ("rate = 12.5", "rate = 0", "sample.toml:28 (indirect.terms.rate): found 0, expected a percentage above 0, up to 100; write the number alone, for example 15"),
    ("rate = 12.5", "rate = 12.346", "sample.toml:28 (indirect.terms.rate): found 12.346, expected a percentage of at most two decimals; write 12.35, or what is nearest to it"),
    ("subaward_cap = 50_000", 'subaward_cap = "$50,000"', "sample.toml:29 (indirect.terms.subaward_cap): found '$50,000', expected a whole number of dollars above 0; write it without a sign or commas, for example 50_000"),
    ('"pay", "subaward"', '"pay", "pay"', "sample.toml:30 (indirect.terms.counts): found a list, expected each kind of cost once; take one out"),
    ("effective = 2024-10-01", 'effective = "unknown"\nquarterly = 1\nconfidence = "read"\ncite = "old"\n\n[[paper.terms]]\neffective = "unknown"', "sample.toml:21 (paper.terms.effective): found 'unknown', expected a date; 'unknown' only in the first terms, which bind every award made before the others; write the first day on which an award that they bind is made"),
    ('source = "A policy"', f'source = "A policy"\ntightens = {{ pack = "us-grants", digest = "{"0" * 64}" }}', "sample.toml:10 (paper): found [[paper]] in a pack that tightens another, expected rules of awards in a pack of their own: they are not compared with a parent's; move them to a pack without 'tightens'; of two texts that bind, the earlier day counts"),
)  # fmt: skip


@pytest.mark.parametrize(("good", "wrong", "said"), WRONG, ids=[f"{good} -> {wrong}"[:50] for good, wrong, _ in WRONG])
def test_a_fault_says_where_found_expected_and_fix(good: str, wrong: str, said: str) -> None:
    assert GOOD.count(good) == 1

    with pytest.raises(Invalid) as refused:
        packs.parse(GOOD.replace(good, wrong), source="sample.toml")

    assert str(refused.value.faults[0]) == said


def test_a_pack_of_awards_alone_is_read_whole() -> None:
    pack = packs.parse(GOOD, source="sample.toml")

    assert [each.name for each in pack.of_awards] == ["sample/final", "sample/rate"]
    (terms,) = pack.indirect[0].terms
    assert (terms.rate_hundredths, terms.cap_cents, terms.effective) == (12_50, 50_000_00, BEGINNING)


def test_a_case_that_does_not_hold_says_expected_and_found_and_a_rule_that_is_none_says_which_there_are() -> None:
    pack = packs.parse(GOOD, source="sample.toml")
    wrong = CASES.replace("2025-11-29 }", "2025-11-30 }").replace("allowed = 12.50", "allowed = 13")

    assert cases.run(pack, cases.parse(CASES, source="c.toml").cases) == []
    assert [str(each) for each in cases.run(pack, cases.parse(wrong, source="c.toml").cases)] == [
        "c.toml:3: in time\n  due_on: expected 2025-11-30, found 2025-11-29",
        "c.toml:12: half\n  allowed: expected 1300, found 1250",
    ]
    (lost,) = cases.run(pack, cases.parse(CASES.replace('"final"', '"fnal"'), source="c.toml").cases)
    assert lost.differences == (cases.Difference("rule", "'final'", "'fnal'"),)


def test_every_change_of_terms_wants_an_award_made_on_both_sides_of_it() -> None:
    pack = packs.parse(GOOD, source="sample.toml")

    assert [str(each) for each in cases.check_edges(pack, cases.parse(CASES, source="c.toml").cases)] == [
        "final: no case is about an award made on 2024-09-30, the day before its terms take effect",
        "final: no case is about an award made on 2024-10-02, the day after its terms take effect",
    ]
