"""Claims written into a file, in any order of columns and under any title, are the claims that are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from muster import sheets
from muster.domain.effort import EffortKind
from muster.domain.importing.claims import (
    AllocationClaim,
    AwardClaim,
    Claim,
    CompletionClaim,
    EffortClaim,
    LineClaim,
    Named,
    PartnershipClaim,
    PersonClaim,
    Spot,
)
from muster.domain.importing.reading.reader import read_sheets
from muster.domain.training import Mode
from muster.sheets import Cell, Sheet

AT = Spot("a.csv")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZáéíñöøłßüŁÑŽ日本'-.=@+&;,\"/ "
DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))
TITLES = (
    ("Harbor County Community Response Team (updated 11/3/26)",),
    (),
    ("RED = expired. Ask HR before editing!", None),
)


def words(least: int = 0) -> st.SearchStrategy[str]:
    """Texts as people type them: no space around them, and none that begins as a guarded formula does."""
    texts = st.text(LETTERS, min_size=least, max_size=40).map(str.strip)
    return texts.filter(lambda each: len(each) >= least and not each.startswith(("'=", "'@", "'+", "'-")))


def as_two_letters(text: str) -> bool:
    """Could it be one letter that was read as two? Whoever reads it says so, and the text comes out marked."""
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return False


NAMES = words(1).filter(
    lambda each: (
        any(letter.isalpha() for letter in each) and "total" not in each.casefold() and not as_two_letters(each)
    )
)
NUMBERS = st.integers(1, 99_999).map("{:05}".format)
PEOPLE = st.builds(Named, NUMBERS, st.just("") | st.just("ana@example.org"), NAMES)
CODES = st.sampled_from(["H79SM099001", "MBJA-26-0142"])
PLAIN = st.sampled_from(["LCSW", "Crisis Clinician", "Peer Support Spec.", "RN"])
# Two columns of days each: one is told by its month's name, the other by the ISO form.
FORMS: tuple[Callable[[date], str], ...] = (
    str,
    lambda day: f"{day:%B} {day.day}, {day.year}",
    lambda day: f"{day:%d-%b-%Y}",
)


MODES = {Mode.IN_PERSON: "ILT", Mode.SELF_PACED: "Self-paced", Mode.LIVE_ONLINE: "VILT", Mode.BLENDED: "Blended"}


def hours(whole: int | None) -> str:
    return "" if whole is None else f"{whole // 60}:{whole % 60:02}"


def money(whole: int | None) -> str:
    return "" if whole is None else f"${Decimal(whole) / 100:,.2f}"


CASES: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any, Callable[[date], str]], dict[str, Cell]]]] = {
    "roster": (
        st.builds(
            PersonClaim, st.just(AT), PEOPLE, words(), st.just("") | st.just("555-0100"), PLAIN, DAYS, st.none() | DAYS,
            st.integers(3, 100), PLAIN, st.none() | st.integers(1, 99_999),
        ),
        lambda said, form: {
            "Employee ID": said.who.number, "Name": said.who.name, "Work Email": said.who.email,
            "Preferred Name": said.preferred_name, "Mobile": said.phone, "Job Title": said.title,
            "Hire Date": form(said.hired_on), "Termination Date": form(said.left_on) if said.left_on else "",
            "FTE": f"{said.fte_percent} %", "Program": said.program, "Hourly Rate": money(said.rate_cents),
        },
    ),
    "lms": (
        st.builds(
            CompletionClaim, st.just(AT), PEOPLE, PLAIN, DAYS, minutes=st.none() | st.integers(1, 6000),
            mode=st.sampled_from(list(MODES)),
            certificate=st.just("") | NUMBERS,
        ),
        lambda said, form: {
            "Emp #": said.who.number, "Learner Name": said.who.name, "E-mail": said.who.email,
            "Course Title": said.course, "Completion Date": form(said.on), "Credit Hrs": hours(said.minutes),
            "Delivery": MODES[said.mode],
            "Status": "Completed", "Certificate ID": said.certificate,
        },
    ),
    "effort": (
        st.builds(
            EffortClaim, st.just(AT), PEOPLE, DAYS, st.integers(1, 1500), st.sampled_from(EffortKind), CODES,
            st.just("A1"), words(), NUMBERS, st.none() | st.integers(1, 1500),
        ),
        lambda said, form: {
            "emp_id": said.who.number, "name": said.who.name, "email": said.who.email, "work_date": form(said.on),
            "hours": hours(said.minutes), "pay_code": "REG" if said.kind is EffortKind.WORK else "PTO",
            "award": said.award, "line": said.line, "partner": said.partner, "approved_by": said.approved_by,
            "paid hours": hours(said.paid_minutes),
        },
    ),
    "allocations": (
        st.builds(
            AllocationClaim, st.just(AT), PEOPLE, CODES, st.just("B2"), st.integers(1, 10_000), DAYS, st.none() | DAYS,
            words(),
        ),
        lambda said, form: {
            "Employee ID": said.who.number, "Name": said.who.name, "Email": said.who.email, "Award No": said.award,
            "Line": said.line, "Percent": f"{Decimal(said.percent_hundredths) / 100}%", "From": form(said.first),
            "To": form(said.last) if said.last else "", "Partner": said.partner,
        },
    ),
    "awards": (
        st.builds(
            AwardClaim, st.just(AT), CODES, words(), words(), DAYS, DAYS, words(), st.just("93.243"),
            st.none() | st.integers(0, 10**10), st.just(3), st.integers(0, 90),
            st.lists(PLAIN, unique=True, max_size=3).map(tuple),
        ),
        lambda said, form: {
            "Award No": said.number, "Title": said.title, "Funder": said.funder, "Pass-through": said.pass_through,
            "Assistance Listing": said.assistance_listing, "Amount": money(said.amount_cents),
            "Start": form(said.first), "End": form(said.last), "Conditions": "; ".join(said.conditions),
            "Report frequency": f"Quarterly ({said.report_due_days} days)",
        },
    ),
    "lines": (
        st.builds(
            LineClaim, st.just(AT), CODES, st.just("A1"), PLAIN, PLAIN, st.none() | st.integers(1, 10_000),
            st.none() | st.integers(0, 10**9),
        ),
        lambda said, form: {
            "Award No": said.award, "Line": said.code, "Position": said.position, "Role required": said.role,
            "FTE": "" if said.fte_hundredths is None else str(Decimal(said.fte_hundredths) / 100),
            "Annual amount": money(said.annual_cents),
        },
    ),
    "partnerships": (
        st.builds(
            PartnershipClaim, st.just(AT), NAMES, PLAIN, st.just("MOU"), DAYS, st.none() | DAYS, st.none() | DAYS,
            st.just("") | CODES, words(),
        ),
        lambda said, form: {
            "Partner": said.partner, "Kind": said.kind, "Instrument": said.instrument, "Effective": form(said.first),
            "Through": form(said.last) if said.last else "", "Signed": form(said.signed_on) if said.signed_on else "",
            "Award No": said.award, "What they expect of us": said.expects,
        },
    ),
}  # fmt: skip


def written(said: Sequence[dict[str, Cell]], order: Sequence[str], titles: int) -> tuple[tuple[Cell, ...], ...]:
    """Return rows under so many titles, their columns in this order."""
    return (*TITLES[:titles], tuple(order), *(tuple(each[head] for head in order) for each in said))


@pytest.mark.parametrize("kind", CASES)
@given(st.data())
def test_what_is_written_in_any_order_of_columns_is_read_as_it_was(kind: str, data: st.DataObject) -> None:
    strategy, row = CASES[kind]
    claims: list[Claim] = data.draw(st.lists(strategy, min_size=1, max_size=6))
    form = data.draw(st.sampled_from(FORMS))
    rows = [row(each, form) for each in claims]
    assume(not any(str(cell).count("?") for each in rows for cell in each.values()))
    order = data.draw(st.permutations(list(rows[0])))
    titles = data.draw(st.integers(0, len(TITLES)))

    content = sheets.write(
        "a.csv", [Sheet("", written(rows, order, titles))], separator=data.draw(st.sampled_from(",;\t"))
    )
    said = read_sheets("a.csv", sheets.read("a.csv", content).sheets)

    assert said.sheets == {"": kind}
    assert [str(each.fault) for each in said.misread] == []
    assert [replace(each, at=AT) for each in said.claims] == claims
    assert [each.at.row for each in said.claims] == [titles + 2 + at for at in range(len(claims))]
