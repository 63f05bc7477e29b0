"""An invented report with one of everything, for the tests of drawing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from muster.reports.document import (
    Answer,
    Bar,
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Kind,
    Pairs,
    Paragraph,
    Share,
    Table,
    Tone,
    Value,
)

COLUMNS = (
    Column("Person", share=2),
    Column("Number", share=0.8),
    Column("People", Kind.COUNT),
    Column("Hours", Kind.HOURS),
    Column("Share", Kind.PERCENT),
    Column("Dollars", Kind.MONEY),
    Column("FTE", Kind.DECIMAL),
    Column("Last day", Kind.DAY),
)


def row(number: int) -> tuple[Value, ...]:
    """Return a row of numbers that tell it from every other."""
    first = date(2026, 7, 1)
    return (
        f"Person {number}",
        f"0{number}",
        number,
        480 + number,
        number % 10_001,
        12_345 + number,
        number,
        first + timedelta(number),
    )


def table(rows: int, name: str = "People", tones: tuple[Tone, ...] = ()) -> Table:
    """Return a table with a total."""
    listed = tuple(map(row, range(rows)))
    total = ("Total", None, rows, sum(480 + n for n in range(rows)), 10_000, None, None, None)
    return Table(name, COLUMNS, listed, "Nobody was charged.", total if rows else None, tones)


def document(*blocks: Block, language: str = "en", title: str = "Grant compliance report") -> Document:
    """Return a report of these blocks, or of one of everything."""
    return Document(
        title,
        "Harbor County · award H79SM099001",
        language,
        blocks or everything(),
        (("As of", "September 30, 2026"), ("Content", "SHA-256 " + "9c" * 32)),
        "Grant compliance report · as known at position 412",
    )


def everything() -> tuple[Block, ...]:
    """Return one of everything."""
    tones = tuple((Tone.GOOD, Tone.CAUTION, Tone.BAD, Tone.PLAIN)[n % 4] for n in range(60))
    return (
        Answer(
            "104.00 of 2,904.00 hours came from people who were not qualified.",
            Tone.BAD,
            (Figure("Charged", "2,904.00", "hours"), Figure("Not qualified", "104.00", "$2,877.60", Tone.BAD)),
        ),
        Bar(
            (Share("Qualified", 2800, Tone.GOOD), Share("Not qualified", 104, Tone.BAD)),
            "Of the time charged, 96.4% was qualified and 3.6% was not.",
        ),
        Heading("The award"),
        Pairs((("Recipient", "Harbor County"), ("Award", "H79SM099001"))),
        Heading("People"),
        Heading("By person", 2),
        Paragraph("Everybody whose time was charged."),
        table(60, tones=tones),
        Heading("Exceptions"),
        replace(table(0), name="Exceptions"),
        Paragraph("A paper had ended before the last day.", Tone.CAUTION),
        Heading("Signed"),
        Pairs((("Name", ""), ("Signature", ""))),
    )
