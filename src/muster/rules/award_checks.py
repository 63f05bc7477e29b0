"""What no single key shows of what an award owes: numbers that suit the paper, and terms from an unknown day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from muster.domain.owing.papers import PaperKind
from muster.rules.looking import Table, idle, tables
from muster.rules.places import Path
from muster.rules.problems import Problem
from muster.rules.words import UNKNOWN, shown

_AT_THE_END: Final = ("final", "final_subrecipient")
_OF_A_PERIOD: Final = ("quarterly", "semiannual", "annual")
_BEFORE: Final = ("before_end",)
DAYS_OF_PAPERS: Final = (*_OF_A_PERIOD, *_AT_THE_END, *_BEFORE)
SUIT: Final = {
    PaperKind.FINANCIAL_REPORT: (*_OF_A_PERIOD, *_AT_THE_END),
    PaperKind.PERFORMANCE_REPORT: (*_OF_A_PERIOD, *_AT_THE_END),
    PaperKind.LIQUIDATION: _AT_THE_END,
    PaperKind.EXTENSION_REQUEST: _BEFORE,
}
"""The numbers of days that each kind of paper has."""


def of_pack(raw: Table) -> Iterator[Problem]:
    """Find what is wrong between the keys."""
    for place, paper in tables(raw.get("paper")):
        for at, terms in tables(paper.get("terms")):
            yield from _suits(terms, ("paper", place, "terms", at), paper.get("kind"))
    for name in ("paper", "indirect"):
        if name in raw and "tightens" in raw:
            yield Problem(
                (name, 0),
                f"[[{name}]] in a pack that tightens another",
                "rules of awards in a pack of their own: they are not compared with a parent's",
                "move them to a pack without 'tightens'; of two texts that bind, the earlier day counts",
            )
        for place, each in tables(raw.get(name)):
            for at, terms in tables(each.get("terms")):
                if at and terms.get("effective") == UNKNOWN:
                    yield Problem(
                        (name, place, "terms", at, "effective"),
                        f"'{UNKNOWN}'",
                        "a date; 'unknown' only in the first terms, which bind every award made before the others",
                        "write the first day on which an award that they bind is made",
                    )


def _suits(terms: Table, path: Path, kind: object) -> Iterator[Problem]:
    mine = next((keys for each, keys in SUIT.items() if each.value == kind), None)
    if mine is None:
        return
    there = [key for key in DAYS_OF_PAPERS if key in terms]
    for key in there:
        if key not in mine:
            yield idle((*path, key), f"'{key}' of {shown(kind)}", f"one of {', '.join(mine)}")
    if not there:
        yield Problem(path, "no number of days", f"one of {', '.join(mine)}", f"add {mine[0]} = 30, or what is right")
    if "final_subrecipient" in terms and "final" not in terms:
        yield Problem(
            (*path, "final_subrecipient"),
            "'final_subrecipient' without 'final'",
            "'final' beside it",
            "write the days of a recipient too",
        )
