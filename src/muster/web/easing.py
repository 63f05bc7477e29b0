"""What pages that ease a rule for somebody have in common: the rule, the days, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from muster.domain.easing import Becomes, Difference
from muster.domain.explanations.explaining import headline
from muster.domain.findings import Finding, Verdict
from muster.domain.intervals import BEGINNING, FOREVER, Interval
from muster.domain.words import Words
from muster.services import compliance
from muster.web.dates import Typed, read_day
from muster.web.drawing import capital
from muster.web.findings import Sign
from muster.web.forms import Mistake
from muster.web.reader import Reader
from muster.web.recording import LONGEST_REASON, no_reason, numbered
from muster.web.timeline import look, short_name

PARTS: Final = ("day", "month", "year")
LONGEST_OFFICE: Final = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A requirement that can be chosen: its name, what it is about, its sentence and how it stands today.

    ``due_on``: the day by which it is, or was, due; ``None`` when no day is set.
    """

    name: str
    label: str
    says: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A run of days that is answered otherwise."""

    days: str
    label: str
    was: tuple[Sign, str]
    becomes: tuple[Sign, str]


@dataclass(frozen=True, slots=True)
class Preview:
    """What becomes of one person in one program: today, and on which days."""

    program: str
    was: str
    becomes: str
    lines: tuple[Line, ...]


def preview(found: Iterable[Becomes], words: Words) -> list[Preview]:
    """Return what becomes of the answers, as it is shown."""
    return [
        Preview(
            each.program.name,
            capital(headline(each.was, words)),
            capital(headline(each.becomes, words)),
            tuple(_line(one, words) for one in each.differences),
        )
        for each in found
    ]


def between(during: Interval, words: Words) -> str:
    """Return some days in words; a last one that never comes is left out."""
    if during.start == BEGINNING:
        return words("through {day}", day=words.day(during.last))
    if during.end == FOREVER:
        return words("from {day} on", day=words.day(during.start))
    if during.days == 1:
        return words.day(during.start)
    return words("{first} to {last}", first=words.day(during.start), last=words.day(during.last))


async def choices(person: UUID, reader: Reader) -> list[Choice]:
    """Return what binds a person today, by name: what is not met or in doubt first."""
    known = await compliance.position(None, by=reader.by)
    stands = await compliance.clearances_of_person(person, on=reader.now.today, known=known, by=reader.by)
    found = {finding.requirement.name: finding for each in stands for finding in each.findings}
    ordered = sorted(found.values(), key=lambda each: (each.verdict is Verdict.MET, each.requirement.name))
    return [_choice(each, reader.words) for each in ordered]


def typed_day(which: str, label: str, typed: dict[str, str], reader: Reader) -> date | Mistake:
    """Read a day from its three fields."""
    asked = Typed(which, label, *(typed[f"{which}-{part}"] for part in PARTS))
    return read_day(asked, reader.words, today=reader.now.today, of_paper=False)


def day_fields(which: str, day: date | None) -> dict[str, str]:
    """Return the three fields of a day as they are filled in."""
    said = (str(day.day), str(day.month), str(day.year)) if day else ("", "", "")
    return {f"{which}-{part}": value for part, value in zip(PARTS, said, strict=True)}


def unsaid(field: str, label: str, expected: str, words: Words) -> Mistake:
    """Return the mistake of leaving a field empty."""
    return Mistake(field, label, "", expected, words("Write a few words."))


def no_choice(typed: str, words: Words) -> Mistake:
    """Return the mistake of choosing no requirement that binds."""
    return Mistake(
        "requirement", words("What is asked"), typed, words("one of the requirements of the list"), words("Choose one.")
    )


def said_by(typed: dict[str, str], words: Words) -> list[Mistake]:
    """Return what is wrong in who granted it, and why."""
    wrong = []
    if not typed["authority"]:
        wrong.append(unsaid("authority", words("Who granted it"), words("the office that granted it"), words))
    return wrong + no_reason(typed, words)


def shortened(typed: dict[str, str]) -> dict[str, str]:
    """Return what was typed, no longer than it may be, under an id of its own."""
    short = {"authority": typed["authority"][:LONGEST_OFFICE], "because": typed["because"][:LONGEST_REASON]}
    return numbered(typed | short)


def too_early(which: str, label: str, after: date, typed: dict[str, str], words: Words) -> Mistake:
    """Return the mistake of a day that is before another one."""
    return Mistake(
        f"{which}-day",
        label,
        " ".join(typed[f"{which}-{part}"] for part in PARTS),
        words("{day} or a later day", day=words.day(after)),
        words("Correct one of the two."),
        also=(f"{which}-month", f"{which}-year"),
    )


def not_yet(typed: dict[str, str], reader: Reader) -> Mistake:
    """Return the mistake of a day of the grant that lies ahead."""
    words = reader.words
    return Mistake(
        "granted-day",
        words("The day it was granted"),
        " ".join(typed[f"granted-{part}"] for part in PARTS),
        words("a day up to {day}", day=words.day(reader.now.today)),
        words("Record it once it is granted; the days that it speaks of may lie ahead."),
        also=("granted-month", "granted-year"),
    )


def _choice(finding: Finding, words: Words) -> Choice:
    asked = finding.requirement
    _, word = look(finding.standing, words)
    due_on = None if finding.due_on in {BEGINNING, FOREVER} else finding.due_on
    return Choice(asked.name, f"{short_name(asked, words)}: {word}", asked.says, due_on)


def _line(each: Difference, words: Words) -> Line:
    return Line(
        between(each.during, words),
        short_name(each.requirement, words),
        look(each.was, words),
        look(each.becomes, words),
    )
