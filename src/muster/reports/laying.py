"""How a report of the catalogue becomes a document: sections in its order, columns under its titles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from muster.domain.words import Words, message
from muster.reports.catalogue import ColumnSaid, Report, Section, Sections, checked
from muster.reports.document import (
    Block,
    Column,
    Document,
    Heading,
    Kind,
    Pairs,
    Paragraph,
    Table,
    Tone,
    Value,
    labels,
)

R = TypeVar("R")
V = TypeVar("V")


class Cell(NamedTuple, Generic[R]):
    """A column that a layout knows: what it holds, how wide it is beside the others, and its value in a row."""

    kind: Kind
    share: float
    of: Callable[[R, Words], Value]


Cells = Mapping[str, Cell[R]]
Lay = Callable[[V, Section, Words], Iterable[Block]]


def table(
    section: Section,
    cells: Cells[R],
    rows: Sequence[R],
    words: Words,
    *,
    empty: str,
    total: Mapping[str, Value] | None = None,
    tone: Callable[[R], Tone] | None = None,
) -> Table:
    """Return a table with the section's columns, in its order. ``total``: values of its last row, by column."""
    chosen = [(column, cells[column.id]) for column in section.columns]
    return Table(
        words(section.sheet or section.title),
        tuple(Column(words(column.title), cell.kind, cell.share) for column, cell in chosen),
        tuple(tuple(cell.of(row, words) for _, cell in chosen) for row in rows),
        empty,
        _total(total, chosen) if total is not None and rows else None,
        tuple(map(tone, rows)) if tone else (),
    )


def _total(total: Mapping[str, Value], chosen: Sequence[tuple[ColumnSaid, Cell[R]]]) -> tuple[Value, ...]:
    """Return the last row; where words have no total, nothing is written."""
    return tuple(total.get(column.id, "" if cell.kind is Kind.TEXT else None) for column, cell in chosen)


def blocks(report: Report, view: V, lays: Mapping[str, Lay[V]], words: Words) -> tuple[Block, ...]:
    """Return every section of a report, each under its heading and after what is to be known before reading it."""
    found: list[Block] = []
    for section in report.sections:
        if found:  # the answer comes before any heading
            found.append(Heading(words(section.title)))
        if section.says:
            found.append(Paragraph(words(section.says)))
        found += lays[section.id](view, section, words)
    return tuple(found)


def knowing(
    report: Report,
    lays: Mapping[str, Lay[V]],
    cells: Mapping[str, Mapping[str, object]],
    labels: frozenset[str] = frozenset(),
) -> Report:
    """Return a report of which the layout knows every section, column and label.

    Raises:
        Invalid: it names one that the layout does not know.
    """
    knows: Sections = {name: frozenset(cells.get(name, ())) for name in lays}
    return checked(report, knows, labels)


def signed(report: Report, words: Words) -> tuple[Block, ...]:
    """Return what whoever signs says, with the places to sign."""
    said = words(report.attestation.says)
    places = (words("Name"), words("Job title"), words("Signature"), words("Date"))
    cited = f"{said} ({report.attestation.cite})" if report.attestation.cite else said
    return (Paragraph(cited), Pairs(tuple((place, "") for place in places)))


def document(
    report: Report,
    found: tuple[Block, ...],
    words: Words,
    *,
    subtitle: str,
    proof: tuple[tuple[str, str], ...],
    foot: str,
) -> Document:
    """Return the whole document."""
    page_of = words.translate(message("Page {page} of {pages}"))
    return Document(words(report.title), subtitle, words.language, found, proof, foot, page_of, labels(words))
