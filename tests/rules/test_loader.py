"""The strict reader: every fault of a pack at once, each at its line, and what to do about it."""

# ruff: noqa: E501 - a sentence that a person will read is written in one piece, as it is read

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.anchors import Anchor, MonthDay, Parity, Renewal
from muster.domain.credentials import Proof
from muster.domain.errors import Invalid, NotFound
from muster.domain.intervals import FOREVER, Span
from muster.domain.requirements import Bar, Event, VersionBy
from muster.rules import checks, packs

GOOD = """\
id = "sample"
title = "A sample"
jurisdiction = "Local"
authority = "local"
kind = "required"
reviewed_on = 2026-11-22
source = "https://example.org/policy"

[[credential]]
id = "card"
title = "A card"
issuer = "An issuer"
validity = { every = "2 years", anchor = "end-of-month" }

[[requirement]]
id = "first-aid"
roles = ["emt", "nurse"]
topic = "first-aid"
credential = "card"
says = "They know first aid."

[[requirement.terms]]
effective = 2025-01-01
initial = { event = "hire", within = "90 days" }
renewal = { every = "1 year", anchor = "completion" }
hours = 7.5
grace = "30 days"
proof = "document-seen"
confidence = "read"
cite = "Policy 1"
"""


def faults(text: str) -> list[str]:
    with pytest.raises(Invalid) as refused:
        packs.parse(text, source="sample.toml")
    assert refused.value.code == "bad-pack"
    return [str(each) for each in refused.value.faults]


def test_a_good_pack_is_read_whole() -> None:
    pack = packs.parse(GOOD, source="sample.toml")
    (rule,) = pack.requirements
    (terms,) = rule.terms

    assert (pack.bar, rule.bar, rule.authority, rule.name) == (Bar.REQUIRED, Bar.REQUIRED, "local", "sample/first-aid")
    assert (rule.roles, rule.topics) == (frozenset({"emt", "nurse"}), frozenset({"first-aid"}))
    assert pack.kinds == rule.kinds
    assert rule.kinds[0].validity == Renewal(Span(months=24), Anchor.END_OF_MONTH)
    assert (terms.minutes, terms.grace, terms.proof) == (450, Span(days=30), Proof.DOCUMENT_SEEN)
    assert terms.initial
    assert (terms.initial.event, terms.initial.within) == (Event.HIRE, Span(days=90))
    assert (terms.version_by, terms.until) == (VersionBy.SERVICE_DATE, FOREVER)


def test_before_is_no_span() -> None:
    pack = packs.parse(GOOD.replace('"90 days"', '"before"'), source="sample.toml")

    assert pack.requirements[0].terms[0].initial
    assert pack.requirements[0].terms[0].initial.within is None


MORE = '\n[[requirement.terms]]\neffective = 2026-07-01\nconfidence = "read"\ncite = "Policy 1, as amended"\n'


def test_an_amendment_only_adds_a_block() -> None:
    before, after = packs.parse(GOOD + MORE, source="sample.toml").requirements[0].terms

    assert before.until == after.effective == date(2026, 7, 1)
    assert after.until == FOREVER


def test_through_is_the_last_good_day() -> None:
    text = GOOD.replace("effective = 2025-01-01", "effective = 2025-01-01\nthrough = 2025-12-31")
    before, _ = packs.parse(text + MORE, source="sample.toml").requirements[0].terms

    assert before.until == date(2026, 1, 1)


# --- Malformed packs: what is changed in the good one, and what is said of it -----------------

WRONG: Sequence[tuple[str, str, str]] = (
    # the head
    ('title = "A sample"\n', "", 'sample.toml:1 (title): found nothing, expected what the pack is about; add title = "Bloodborne pathogens training"'),
    ('"A sample"', "5", 'sample.toml:2 (title): found 5, expected words; put them between quotation marks: "5"'),
    ('"A sample"', '" "', "sample.toml:2 (title): found ' ', expected words; write them; it is empty"),
    ('"A sample"', r'"A\u0000"', "sample.toml:2 (title): found 'A\\x00', expected words without control characters; type the words again"),
    ("title =", "titel =", "sample.toml:2 (titel): found the key 'titel', expected 'title'; write 'title' instead"),
    ("title =", "colour = 1\ntitle =", "sample.toml:2 (colour): found the key 'colour', expected one of id, title, jurisdiction, authority, kind, reviewed_on, source, tightens, credential, equivalence, requirement, team, duty, paper, indirect, es; take it out; muster would not obey it"),
    ('"sample"', '"Sample Pack"', "sample.toml:1 (id): found 'Sample Pack', expected a name in small letters and hyphens; write 'sample-pack'"),
    ('"sample"', '"?"', "sample.toml:1 (id): found '?', expected a name in small letters and hyphens; write it like 'first-aid'"),
    ('"required"', '"requird"', "sample.toml:5 (kind): found 'requird', expected one of 'required', 'voluntary-endorsement', 'agency-plan', 'vendor-term', 'payment-incentive', 'recommended'; write 'required'"),
    ('"required"', '"law"', "sample.toml:5 (kind): found 'law', expected one of 'required', 'voluntary-endorsement', 'agency-plan', 'vendor-term', 'payment-incentive', 'recommended'; choose one of them"),
    ("2026-11-22", '"2026-11-22"', "sample.toml:6 (reviewed_on): found '2026-11-22', expected a date; take the quotation marks away: 2026-11-22"),
    ("2026-11-22", '"last week"', "sample.toml:6 (reviewed_on): found 'last week', expected a date; write year, month and day without quotation marks, for example 2026-11-30"),
    ("2026-11-22", "2026-11-22T09:00:00", "sample.toml:6 (reviewed_on): found 2026-11-22 09:00:00, expected a date without a time of day; write 2026-11-22"),
    ("2026-11-22", "0206-11-22", "sample.toml:6 (reviewed_on): found 0206-11-22, expected a date of the years 1900 to 2199; write the year in four digits, as it is meant"),
    # credentials
    ('credential = "card"', 'credential = "crad"', "sample.toml:19 (requirement.credential): found 'crad', which this pack does not define, expected 'card'; write 'card'"),
    ('credential = "card"', 'credential = ["card", "licence"]', "sample.toml:19 (requirement.credential): found 'licence', which this pack does not define, expected a credential of this pack; add a [[credential]] with id = 'licence'"),
    ('credential = "card"\n', "", "sample.toml:10 (credential.id): found 'card', which no requirement accepts, expected credentials that a requirement accepts; name it in a requirement's 'credential', or take the block out"),
    ("[[credential]]", "[credential]", "sample.toml:9 (credential): found a table, expected blocks of credentials; write [[credential]], in two pairs of brackets, over each of them"),
    ('issuer = "An issuer"\n', 'issuer = "An issuer"\nsort = "licence"\n', "sample.toml:13 (credential.sort): found 'licence', expected one of 'certification', 'license', 'clearance', 'attestation'; write 'license'"),
    ('anchor = "end-of-month"', 'anchor = "fixed-date"', "sample.toml:13 (credential.validity.anchor): found 'fixed-date' without 'on', expected 'on' beside it; add on = '03-31'"),
    # the requirement
    ('id = "first-aid"', 'id = "first-aid"\nrole = "emt"', "sample.toml:17 (requirement.role): found the key 'role', expected 'roles'; write 'roles' instead"),
    ('["emt", "nurse"]', '"emt"', 'sample.toml:17 (requirement.roles): found \'emt\', expected a list of roles; write it as ["emt", "nurse"], or ["*"] for everybody'),
    ('["emt", "nurse"]', "[]", 'sample.toml:17 (requirement.roles): found an empty list, expected a list of roles; name at least one: ["emt", "nurse"], or ["*"] for everybody'),
    ('["emt", "nurse"]', '["emt", "*"]', "sample.toml:17 (requirement.roles): found '*' beside other roles, expected '*' alone; '*' binds everybody; take the others out, or '*'"),
    ('["emt", "nurse"]', '[\n  "emt",\n  "Nurse",\n]', "sample.toml:19 (requirement.roles): found 'Nurse', expected a name in small letters and hyphens; write 'nurse'"),
    ('["emt", "nurse"]', '["emt", "emt"]', "sample.toml:17 (requirement.roles): found a list, expected each name once; 'emt' is there twice; take one out"),
    ('"They know first aid."', '""', "sample.toml:20 (requirement.says): found '', expected words; write them; it is empty"),
    # the terms
    ("effective = 2025-01-01\n", "", "sample.toml:22 (requirement.terms.effective): found nothing, expected the first day on which these are the terms; add effective = 2026-07-01"),
    ('cite = "Policy 1"\n', "", 'sample.toml:22 (requirement.terms.cite): found nothing, expected the paragraph that says so; add cite = "29 CFR 1910.1030(g)(2)"'),
    ('confidence = "read"\n', "", 'sample.toml:22 (requirement.terms.confidence): found nothing, expected how well the words of the rule are known: read, secondary, memory or ambiguous; add confidence = "read"'),
    ("effective = 2025-01-01", "effective = 2025-01-01\nuntil = 2025-12-31", "sample.toml:24 (requirement.terms.until): found the key 'until', expected 'through'; write 'through' instead"),
    ("effective = 2025-01-01", "effective = 2025-01-01\nthrough = 2024-12-31", "sample.toml:24 (requirement.terms.through): found 2024-12-31, expected a day not before 2025-01-01; write the last day on which these are the terms"),
    ('event = "hire"', 'event = "hiring"', "sample.toml:24 (requirement.terms.initial.event): found 'hiring', expected one of 'hire', 'assignment', 'first-service', 'application'; write 'hire'"),
    ('event = "hire", ', "", 'sample.toml:24 (requirement.terms.initial.event): found nothing, expected \'hire\', \'assignment\', \'first-service\' or \'application\'; add event = "hire"'),
    ('"90 days"', '"90 dyas"', "sample.toml:24 (requirement.terms.initial.within): found '90 dyas', expected a length of time; write '90 days'"),
    ('"90 days"', '"befor"', "sample.toml:24 (requirement.terms.initial.within): found 'befor', expected 'before' or a length of time; write 'before'"),
    ('"90 days"', "90", "sample.toml:24 (requirement.terms.initial.within): found 90, expected a length of time; write a whole number and days, weeks, months or years, for example '90 days'"),
    ('"1 year"', '"0 years"', "sample.toml:25 (requirement.terms.renewal.every): found '0 years', expected a length of time longer than nothing; leave it out where there is none"),
    ('anchor = "completion"', 'anchor = "previous-expiry"', "sample.toml:25 (requirement.terms.renewal.anchor): found 'previous-expiry' without 'window', expected 'window' beside it; add window = '90 days'"),
    ('anchor = "completion"', 'anchor = "completion", window = "60 days"', "sample.toml:25 (requirement.terms.renewal.window): found 'window' beside anchor 'completion', expected anchor 'previous-expiry'; take 'window' out, or change the anchor"),
    ('anchor = "completion"', 'anchor = "compleetion"', "sample.toml:25 (requirement.terms.renewal.anchor): found 'compleetion', expected one of 'completion', 'end-of-month', 'fixed-date', 'birth-month', 'calendar-year', 'previous-expiry', 'period-end'; write 'completion'"),
    ('anchor = "completion"', 'anchor = "fixed-date", on = "31-03"', "sample.toml:25 (requirement.terms.renewal.on): found '31-03', expected a day of the year; write month and day between quotation marks, for example '03-31'"),
    ('anchor = "completion"', 'anchor = "birth-month", day = 32', "sample.toml:25 (requirement.terms.renewal.day): found 32, expected a day of the month, 1 to 31; write the number alone; without it, the month's last day is meant"),
    ('{ every = "1 year", anchor = "completion" }', '"1 year"', "sample.toml:25 (requirement.terms.renewal): found '1 year', expected a table; write it as { … }"),
    ("hours = 7.5", "hours = 0", "sample.toml:26 (requirement.terms.hours): found 0, expected at least 0.25 hours, or no such key; take the key out where no hours are set; 0 would let a course of no length satisfy the rule"),
    ("hours = 7.5", "hours = 7.6", "sample.toml:26 (requirement.terms.hours): found 7.6, expected quarters of an hour; write 7.5, or what is nearest to it"),
    ("hours = 7.5", 'hours = "8"', "sample.toml:26 (requirement.terms.hours): found '8', expected a number of hours; write the number alone, for example 7.5"),
    ("hours = 7.5", "hours = true", "sample.toml:26 (requirement.terms.hours): found true, expected a number of hours; write the number alone, for example 7.5"),
    ("hours = 7.5", "hours = nan", "sample.toml:26 (requirement.terms.hours): found nan, expected between 0 and 10000 hours; write the number of hours, for example 7.5"),
    ("hours = 7.5", "hours = -8", "sample.toml:26 (requirement.terms.hours): found -8, expected between 0 and 10000 hours; write the number of hours, for example 7.5"),
    ('proof = "document-seen"', 'proof = "seen"', "sample.toml:28 (requirement.terms.proof): found 'seen', expected one of 'self-reported', 'document-seen', 'source-checked', 'source-out-of-reach', 'suspected-mismatch'; choose one of them"),
    ('confidence = "read"', 'confidence = "sure"', "sample.toml:29 (requirement.terms.confidence): found 'sure', expected one of 'read', 'secondary', 'memory', 'ambiguous'; choose one of them"),
    # not TOML at all
    ("2026-11-22", "22/11/2026", "sample.toml:6: found 'reviewed_on = 22/11/2026', expected TOML (expected newline or end of document after a statement); write a date as year-month-day, for example 2026-11-30, and one that the calendar has"),
    ("2026-11-22", "2026-02-30", "sample.toml:6: found 'reviewed_on = 2026-02-30', expected TOML (invalid date or datetime); write a date as year-month-day, for example 2026-11-30, and one that the calendar has"),
    ('"A sample"', "A sample", "sample.toml:2: found 'title = A sample', expected TOML (invalid value); put text between quotation marks, as in title = \"First aid\", one key to a line"),
    ('"A sample"', "“A sample”", "sample.toml:2: found 'title = “A sample”', expected TOML (invalid value); replace the curly quotation marks by straight ones"),
    ('title = "A sample"', 'title = "A"\ntitle = "B"', "sample.toml:3: found 'title = \"B\"', expected TOML (cannot overwrite a value); the same key or table is there twice; keep one of them"),
    ('"A sample"', '"A sample', "sample.toml:2: found 'title = \"A sample', expected TOML (illegal character '\\n'); a quotation mark or bracket is opened here or above and never closed"),
)  # fmt: skip


@pytest.mark.parametrize(("good", "wrong", "said"), WRONG, ids=[f"{good} -> {wrong}"[:60] for good, wrong, _ in WRONG])
def test_a_fault_says_where_found_expected_and_fix(good: str, wrong: str, said: str) -> None:
    assert good in GOOD

    assert faults(GOOD.replace(good, wrong, 1)) == [said]


def test_hours_and_renewal_beside_nothing_but_a_credential_are_refused() -> None:
    beside = "take it out; a credential counts whole, as long as its own validity says"

    assert faults(GOOD.replace('topic = "first-aid"\n', "")) == [
        f"sample.toml:24 (requirement.terms.renewal): found 'renewal' where only a credential is asked for, expected 'renewal' beside a topic; {beside}",
        f"sample.toml:25 (requirement.terms.hours): found 'hours' where only a credential is asked for, expected 'hours' beside a topic; {beside}",
    ]


def test_grace_where_nothing_lapses_is_refused() -> None:
    text = GOOD[: GOOD.index("[[credential]]")] + GOOD[GOOD.index("[[requirement]]") :]
    text = text.replace('credential = "card"\n', "").replace(
        'renewal = { every = "1 year", anchor = "completion" }\n', ""
    )

    assert faults(text) == [
        "sample.toml:19 (requirement.terms.grace): found 'grace' without 'renewal', expected something that can lapse; take it out, or add 'renewal'"
    ]


def test_a_requirement_asks_for_something() -> None:
    text = GOOD.replace('topic = "first-aid"\ncredential = "card"\n', "")

    assert (
        "sample.toml:15 (requirement): found neither a topic nor a credential, expected something to ask for; "
        'add topic = "…" or credential = "…"'
    ) in faults(text)


def test_a_pack_requires_something() -> None:
    head = GOOD[: GOOD.index("[[credential]]")]

    assert faults(head) == [
        "sample.toml:1: found nothing that it asks, expected at least one requirement, team, duty or rule of awards; add a [[requirement]], a [[team]], a [[duty]], a [[paper]] or an [[indirect]]"
    ]


def test_a_requirement_has_terms() -> None:
    assert faults(GOOD[: GOOD.index("[[requirement.terms]]")]) == [
        "sample.toml:15 (requirement.terms): found nothing, expected at least one block of dated terms; add [[requirement.terms]]"
    ]


def test_names_are_given_once() -> None:
    block = GOOD[GOOD.index("[[requirement]]") :]

    assert faults(f"{GOOD}\n{block}") == [
        "sample.toml:33 (requirement.id): found 'first-aid' a second time, expected each id once; give this one another id"
    ]


def test_terms_do_not_overlap() -> None:
    text = GOOD.replace("effective = 2025-01-01", "effective = 2025-01-01\nthrough = 2026-07-01")

    assert faults(text + MORE) == [
        "sample.toml:34 (requirement.terms.effective): found 2026-07-01, while the terms before run through 2026-07-01, expected a day after 2026-07-01; end the terms before sooner, or begin these later"
    ]


def test_terms_are_written_oldest_first() -> None:
    assert faults(GOOD + MORE.replace("2026-07-01", "2025-01-01")) == [
        "sample.toml:33 (requirement.terms.effective): found 2025-01-01, expected a day after 2025-01-01; write the terms oldest first, each from its own day"
    ]


def test_one_kind_of_date_picks_the_terms() -> None:
    text = GOOD + MORE.replace("confidence", 'version_by = "hire-date"\nconfidence')

    assert faults(text) == [
        "sample.toml:34 (requirement.terms.version_by): found 'hire-date', expected 'service-date', as in the first terms; let one kind of date pick all terms of a requirement; otherwise a day could have two"
    ]


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = GOOD.replace("title", "titel", 1).replace('"90 days"', '"90"').replace('"card"', '"crad"', 1)
    text = text.replace('"Policy 1"', "1").replace('"completion"', '"previous-expiry"')

    lines = [int(each.split(":")[1].split(" ")[0]) for each in faults(text)]

    assert lines == [2, 19, 24, 25, 30]


def test_a_key_misspelt_is_one_fault_and_not_also_one_missing() -> None:
    assert len(faults(GOOD.replace("reviewed_on", "reviewd_on"))) == 1


# --- The text and its digest -------------------------------------------------------------------


def test_the_digest_is_of_the_text_with_plain_line_ends() -> None:
    digest = packs.parse(GOOD, source="sample.toml").digest

    assert digest == sha256(GOOD.encode()).hexdigest()
    assert packs.parse(GOOD.replace("\n", "\r\n"), source="sample.toml").digest == digest
    assert packs.parse("\ufeff" + GOOD, source="sample.toml").digest == digest
    assert packs.parse(GOOD + "# reviewed again\n", source="sample.toml").digest != digest


def test_what_is_kept_has_the_same_digest() -> None:
    windows = "\ufeff" + GOOD.replace("\n", "\r\n")

    kept = packs.canonical(windows)

    assert kept == GOOD
    assert packs.canonical(kept) == kept


# --- Loading -----------------------------------------------------------------------------------


def test_a_pack_is_loaded_by_its_id_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "sample.toml"
    file.write_bytes(GOOD.replace("\n", "\r\n").encode("utf-8-sig"))

    assert packs.load("us-osha-bbp").id == "us-osha-bbp"
    assert packs.load(file).id == packs.load(str(file)).id == "sample"
    assert packs.load("sample.toml", beside=tmp_path) == packs.load(file)
    assert packs.text(file) == GOOD
    assert packs.text("us-osha-bbp") == packs.shipped_text("us-osha-bbp")


def test_faults_of_a_file_name_the_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GOOD.replace("title", "titel", 1))

    with pytest.raises(Invalid, match=r"mine\.toml:2 \(titel\)"):
        packs.load(file)


def test_a_pack_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="did you mean 'us-osha-bbp'"):
        packs.load("us-osha-bpp")
    with pytest.raises(
        NotFound,
        match="there are cpr-first-aid, md-ems, md-license, md-mct, or-mcis, program-local, us-grants, us-medicaid-1947, "
        "us-nremt, us-osha-bbp, wa-cpss, wa-mrrct, wa-mrrct-payment, wi-dhs-34",
    ):
        packs.shipped_text("something-else")
    with pytest.raises(NotFound, match="there is no file"):
        packs.load(tmp_path / "absent.toml")


def test_a_file_that_is_not_text_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "latin.toml"
    file.write_bytes(GOOD.replace("A sample", "Ñandú").encode("latin-1"))

    with pytest.raises(Invalid) as refused:
        packs.load(file)

    assert [each.where for each in refused.value.faults] == ["latin.toml:2"]


def test_a_folder_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()

    with pytest.raises(Invalid, match="cannot be read"):
        packs.load(tmp_path / "folder.toml")


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 5000, "a = " + "9" * 5000, "a = 0x" + "f" * 5000, 'a = "\udc80"', "[[", "a = '''", "", "\n\n"],
    ids=["deep", "long", "long in hexadecimal", "half a character", "bracket", "open", "empty", "blank"],
)
def test_whatever_the_text_it_is_refused_in_words(text: str) -> None:
    assert faults(text)


@given(st.text(max_size=200))
@settings(deadline=None, database=None, derandomize=True)
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises(Invalid):
        packs.parse(text, source="sample.toml")


@given(st.data())
@settings(deadline=None, database=None, derandomize=True, max_examples=300)
def test_no_value_in_the_wrong_place_breaks_the_reader(draw: st.DataObject) -> None:
    lines = GOOD.splitlines()
    for _ in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(lines) - 1))
        junk = draw.draw(
            st.sampled_from(
                ["1", "nan", "true", '"x"', "[]", "[[1]]", "{}", "{ every = [] }", "2026-01-01", "10:00:00"]
            )
        )
        key = lines[place].partition(" = ")[0]
        lines[place] = draw.draw(
            st.sampled_from([f"{key} = {junk}", "", lines[draw.draw(st.integers(0, len(lines) - 1))]])
        )
    try:
        packs.parse("\n".join(lines), source="sample.toml")
    except Invalid as error:
        places = [each.where for each in error.faults]
    else:
        return  # what was drawn happens to be a pack
    assert places
    assert all(place.startswith("sample.toml:") for place in places)


PARTS = {
    "on": MonthDay(3, 31),
    "rolls_from": MonthDay(7, 1),
    "window": Span(days=60),
    "day": 28,
    "parity": Parity.BIRTH_YEAR,
}


@pytest.mark.parametrize("anchor", Anchor)
@pytest.mark.parametrize("parts", [parts for size in range(6) for parts in combinations(PARTS, size)], ids="+".join)
def test_the_reader_and_the_domain_agree_on_what_an_anchor_takes(anchor: Anchor, parts: tuple[str, ...]) -> None:
    written = {"every": "1 year", "anchor": anchor.value, **dict.fromkeys(parts, "x")}
    refused = list(
        checks.of_pack(
            {"credential": [{"id": "card", "validity": written}], "requirement": [{"topic": "x", "credential": "card"}]}
        )
    )

    try:
        Renewal(Span(months=12), anchor, **{part: PARTS[part] for part in parts})  # type: ignore[arg-type]
    except Invalid:
        assert refused
    else:
        assert not refused


# --- Freshness -----------------------------------------------------------------------------------


def test_a_pack_says_when_it_has_not_been_reviewed_for_over_a_year() -> None:
    pack = packs.parse(GOOD, source="sample.toml")

    assert packs.freshness(pack, date(2026, 11, 21)) is None
    assert packs.freshness(pack, date(2027, 11, 22)) is None
    assert packs.freshness(pack, date(2027, 11, 23)) == (
        "sample was last compared with its source on 2026-11-22, over a year ago: the rule may have changed since. "
        "Compare it with https://example.org/policy."
    )
