"""The rules that a report went by, as a table: the same in every report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from muster.domain.reporting.parts import PackShown
from muster.domain.words import Words
from muster.reports import saying
from muster.reports.catalogue import Section
from muster.reports.document import Kind, Table
from muster.reports.laying import Cell, Cells, table

PACKS: Final[Cells[PackShown]] = {
    "pack": Cell(Kind.TEXT, 1.4, lambda each, _: each.pack),
    "title": Cell(Kind.TEXT, 1.8, lambda each, words: words.told(each.title)),
    "authority": Cell(Kind.TEXT, 1.5, lambda each, _: each.authority),
    "bar": Cell(Kind.TEXT, 0.9, lambda each, words: saying.label(each.bar, words)),
    "adopted-by": Cell(Kind.TEXT, 1.2, saying.adopted_by),
    "since": Cell(Kind.DAY, 0.9, lambda each, _: each.since),
    "through": Cell(Kind.DAY, 0.9, lambda each, _: each.through),
    "reviewed": Cell(Kind.DAY, 0.9, lambda each, _: each.reviewed_on),
    "source": Cell(Kind.TEXT, 2, lambda each, _: each.source),
    "digest": Cell(Kind.TEXT, 2.6, lambda each, _: each.digest),
}


def adopted(packs: Sequence[PackShown], section: Section, words: Words) -> Table:
    """Return the adopted texts, each with the digest of its words."""
    return table(section, PACKS, packs, words, empty=words("None: no rule was adopted for any of these days."))
