"""What others share in numbers, as a file: what the page shows, hidden where the page hides it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from muster.domain.sharing.count_words import answers, lapses, stands
from muster.domain.sharing.shared_counts import ProgramCounts
from muster.domain.words import Words
from muster.services.received import SharedCounts
from muster.sheets import writing
from muster.sheets.cells import Cell, Sheet


def as_csv(found: Sequence[SharedCounts], words: Words) -> bytes:
    """Return numbers as a file for a spreadsheet program, a line for each.

    UTF-8 with its mark, CRLF, and no cell that a spreadsheet program takes for a formula.
    """
    rows: list[tuple[Cell, ...]] = [
        (
            words("Agency"),
            words("Program"),
            words("Day"),
            words("List"),
            words("Of whom"),
            words("How many"),
            words("Smallest number that is shown"),
        )
    ]
    for shared in found:
        for program in shared.programs:
            here = (shared.share.giver_name, program.program.name, shared.on.isoformat())
            rows += [
                (*here, listed, of, words("hidden") if count is None else count, program.smallest)
                for listed, of, count in _numbers(program, words)
            ]
    return writing.write("overview.csv", [Sheet("", tuple(rows))])


def _numbers(found: ProgramCounts, words: Words) -> Iterator[tuple[str, str, int | None]]:
    """Yield every number of a program: the list it is in, of whom, how many."""
    stand, lapse, answer = stands(words), lapses(words), answers(words)
    yield words("People"), words("everybody with a role"), found.people
    yield words("Cleared, in percent"), words("of those whom a rule binds"), found.percent
    for role, count in found.roles.items():
        yield words("Role"), words.name(role), count
    for verdict, count in found.standing.items():
        yield words("All required rules"), stand[verdict], count
    for when, count in found.lapses.items():
        yield words("Cleared, and no longer"), lapse[when], count
    for each in found.rules:
        for verdict, count in each.by.items():
            yield each.name, answer[verdict], count
