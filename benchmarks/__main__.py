"""Take the figures and print them: ``python -m benchmarks [--full] [--only NAME] [--json FILE]``."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from benchmarks import (
    drawing,
    forecast,
    importing,
    matrix,
    morning,
    new_fact,
    one_person,
    pages,
    plans,
    program_page,
    reporting,
    sequencing,
    statewide,
    verification,
)
from benchmarks.forms import FULL, SHORT, Form
from benchmarks.loading import Stage, stage
from benchmarks.measure import Figure

FIGURES: Final[dict[str, Callable[[Stage, Form], AsyncIterator[Figure]]]] = {
    "matrix": matrix.figures,
    "statewide": statewide.figures,
    "one-person": one_person.figures,
    "new-fact": new_fact.figures,
    "program-page": program_page.figures,
    "morning": morning.figures,
    "forecast": forecast.figures,
    "plans": plans.figures,
    "pages": pages.figures,
    "verification": verification.figures,
    "importing": importing.figures,
    "reporting": reporting.figures,
    "drawing": drawing.figures,
    "sequencing": sequencing.figures,
}
_MIB: Final = 2**20
_HEADS: Final = ("figure", "of", "against", "ratio", "rounds", "target", "verdict", "peak MiB")
_NUMBERS: Final = ("ratio", "rounds", "target", "peak MiB")


async def taken(on: Stage, form: Form, names: list[str]) -> AsyncIterator[Figure]:
    """Take the figures one after the other, nothing beside them."""
    for name in names:
        async for figure in FIGURES[name](on, form):
            yield figure


def cells(figure: Figure) -> tuple[str, ...]:
    """Return one line of the table."""
    low, high = figure.spread
    target = "" if figure.most is None else f"{figure.least:g}-{figure.most:g}" if figure.least else f"{figure.most:g}"
    met = {None: "", True: "met", False: "NOT YET"}[figure.met]
    used = "" if figure.peak is None else f"{figure.peak / _MIB:.0f}"
    ratio, rounds = f"{figure.ratio:.2f}", f"{low:.2f}-{high:.2f}"
    return figure.name, figure.what, figure.baseline, ratio, rounds, target, met, used


def table(figures: list[Figure]) -> str:
    """Return the figures as people read them; it is Markdown too."""
    rows = [_HEADS, *map(cells, figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADS))]
    columns = [(width, head in _NUMBERS) for width, head in zip(widths, _HEADS, strict=True)]
    lines = [" | ".join(_set(cell, *column) for cell, column in zip(row, columns, strict=True)) for row in rows]
    lines.insert(1, " | ".join("-" * (width - 1) + (":" if right else "-") for width, right in columns))
    return "\n".join(f"| {line} |" for line in lines)


def _set(cell: str, width: int, right: bool) -> str:  # noqa: FBT001 - to the right or to the left
    return cell.rjust(width) if right else cell.ljust(width)


def machine(version: str) -> dict[str, object]:
    """Return the shape of the machine, without which nothing here means anything."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "postgresql": version,
        "load": round(os.getloadavg()[0], 1),
    }


async def run(form: Form, names: list[str], *, on: Stage) -> tuple[list[Figure], dict[str, object]]:
    """Take the figures, saying on stderr which is done."""
    began = time.perf_counter()
    shape = machine(await on.version())
    figures: list[Figure] = []
    async for figure in taken(on, form, names):
        figures.append(figure)
        print(f"{time.perf_counter() - began:6.0f} s  {figure.name}: {figure.ratio:.2f}", file=sys.stderr)
    return figures, shape


def main() -> None:
    """Read the arguments, take the figures and print them."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument(
        "--full", action="store_true", help="100,000 people and up to 1,000,000 facts; an hour, not minutes"
    )
    asked.add_argument("--only", choices=FIGURES, action="append", metavar="NAME", help=f"one of {', '.join(FIGURES)}")
    asked.add_argument("--json", type=Path, metavar="FILE", help="write every round there as well")
    given = asked.parse_args()
    with stage() as on:
        figures, shape = asyncio.run(run(FULL if given.full else SHORT, given.only or list(FIGURES), on=on))
    print(table(figures))
    print(
        "\nA ratio of 1 is as fast as the baseline. On", ", ".join(f"{name} {value}" for name, value in shape.items())
    )
    for figure in figures:
        if figure.context:
            print(f"For context, {figure.name}: {figure.context}")
    if given.json:
        rows = [asdict(figure) | {"ratio": figure.ratio, "met": figure.met} for figure in figures]
        given.json.write_text(json.dumps({"machine": shape, "figures": rows}, indent=2) + "\n")


if __name__ == "__main__":
    main()
