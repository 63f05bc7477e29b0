"""A report as blocks, whatever it is drawn as: PDF, workbook, page. Values stay values until they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from muster.domain.words import Words

Value = str | int | date | None


class Tone(StrEnum):
    """How something stands: said in words and by shape as well, never by colour alone."""

    PLAIN = "plain"
    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"


class Kind(StrEnum):
    """What a column holds, and so how it is written. ``None`` is written as a dash."""

    TEXT = "text"
    COUNT = "count"
    HOURS = "hours"  # an int of minutes, written as hours with two places
    MONEY = "money"  # an int of cents
    PERCENT = "percent"  # an int of hundredths of a percent
    DECIMAL = "decimal"  # an int of hundredths, as of full-time equivalents
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``share``: how wide it is, beside the others."""

    title: str
    kind: Kind = Kind.TEXT
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a section."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that matters, with its name and what it means."""

    label: str
    value: str
    note: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer, before anything else: one sentence and the few figures behind it."""

    sentence: str
    tone: Tone
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and what they are: the head of a form."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a bar: its name, its size, how it stands."""

    label: str
    size: int
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Bar:
    """A whole split in its parts, drawn to scale. ``says`` is the same in words, for whoever cannot see it."""

    shares: tuple[Share, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads. ``name`` is short, for a sheet; ``empty`` is said when there is no row.

    ``tones``: how each row stands; empty, or as long as ``rows``. ``paper``: what is said instead of the
    rows where pages are counted; the workbook has them.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty: str
    total: tuple[Value, ...] | None = None
    tones: tuple[Tone, ...] = ()
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that a drawing adds of its own; :func:`labels` has them in another language."""

    proof: str = "How to ask for this report again"
    marks: str = (
        "A box with a code stands for a letter that the font of this report lacks, or that cannot be seen. "
        "The text of this file has the letter itself."
    )
    answer: str = "Answer"
    dictionary: str = "Dictionary"
    sheet: str = "Sheet"
    column: str = "Column"
    holds: str = "What it holds"
    text: str = "Text"
    count: str = "A whole number"
    hours: str = "Hours, as a decimal number"
    money: str = "US dollars"
    percent: str = "Percent"
    decimal: str = "A decimal number"
    day: str = "A day"


Block = Heading | Paragraph | Answer | Pairs | Bar | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A report. ``foot`` stands on every page; ``proof`` is how anybody can ask for the same again."""

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
    proof: tuple[tuple[str, str], ...]
    foot: str
    page_of: str = "Page {page} of {pages}"
    labels: Labels = Labels()


def labels(words: Words) -> Labels:
    """Return the words of a drawing in a language."""
    return Labels(
        proof=words("How to ask for this report again"),
        marks=words(
            "A box with a code stands for a letter that the font of this report lacks, or that cannot be seen. "
            "The text of this file has the letter itself."
        ),
        answer=words("Answer"),
        dictionary=words("Dictionary"),
        sheet=words("Sheet"),
        column=words("Column"),
        holds=words("What it holds"),
        text=words("Text"),
        count=words("A whole number"),
        hours=words("Hours, as a decimal number"),
        money=words("US dollars"),
        percent=words("Percent"),
        decimal=words("A decimal number"),
        day=words("A day"),
    )
