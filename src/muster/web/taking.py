"""What forms ask of training that was done: the course, the day, the hours, how it was taken, who has confirmed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final
from uuid import UUID

from muster.domain.credentials import Proof
from muster.domain.records import OnRecord
from muster.domain.training import Course, Mode
from muster.domain.words import Words
from muster.services import training as service
from muster.web.dates import Typed, read_day
from muster.web.forms import Mistake
from muster.web.reader import Reader

FIELDS: Final = ("course", "day", "month", "year", "hours", "mode", "proof")
_MOST_MINUTES: Final = 1_000_000
_AT_A_TIME: Final = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written: ``minutes`` unset when nothing was."""

    course: OnRecord[Course]
    on: date
    minutes: int | None
    mode: Mode
    proof: Proof


def modes(words: Words) -> dict[Mode, str]:
    """Return how a course may be taken, in words."""
    return {
        Mode.IN_PERSON: words("In person"),
        Mode.LIVE_ONLINE: words("Live, online"),
        Mode.SELF_PACED: words("On one's own, at one's own pace"),
        Mode.BLENDED: words("Partly in person, partly online"),
        Mode.UNKNOWN: words("Not on file"),
    }


def proofs(words: Words) -> dict[Proof, str]:
    """Return who may have confirmed a record, in words."""
    return {
        Proof.SELF_REPORTED: words("They say so; nobody has seen a certificate"),
        Proof.DOCUMENT_SEEN: words("We have seen the certificate"),
        Proof.SOURCE_CHECKED: words("We have asked whoever gave the course"),
        Proof.SOURCE_OUT_OF_REACH: words("We asked whoever gave the course, and cannot reach them"),
        Proof.SUSPECTED_MISMATCH: words("Something does not match: the name, the date or the course"),
    }


async def all_courses(reader: Reader) -> tuple[OnRecord[Course], ...]:
    """Return every course, by title."""
    found: list[OnRecord[Course]] = []
    after: UUID | None = None
    while True:
        page = await service.courses(by=reader.by, after=after, limit=_AT_A_TIME)
        found += page.items
        if page.after is None:
            return tuple(sorted(found, key=lambda each: (each.value.title.casefold(), str(each.fact))))
        after = UUID(page.after)


def read_taken(typed: Mapping[str, str], courses: Sequence[OnRecord[Course]], reader: Reader) -> Taken | list[Mistake]:
    """Return what a form says, or every mistake in it, in the order of its questions."""
    words = reader.words
    course = next((each for each in courses if str(each.fact) == typed["course"]), None)
    day = read_day(typed_day(typed, words), words, today=reader.now.today)
    minutes = minutes_of(typed["hours"], words)
    mode = next((each for each in Mode if each == typed["mode"]), None)
    proof = next((each for each in Proof if each == typed["proof"]), None)
    wrong = [each for each in (day, minutes) if isinstance(each, Mistake)]
    if course is None:
        wrong.insert(
            0, Mistake("course", words("Course"), "", words("a course on the list"), words("Choose the course."))
        )
    if mode is None:
        wrong.append(Mistake("mode", words("How it was taken"), "", words("one of the answers"), words("Choose one.")))
    if proof is None:
        wrong.append(
            Mistake(
                "proof",
                words("Who has confirmed it"),
                "",
                words("one of the answers"),
                words("Choose the first if nobody has seen a certificate."),
            )
        )
    if isinstance(day, Mistake) or isinstance(minutes, Mistake) or course is None or mode is None or proof is None:
        return wrong
    return Taken(course, day, minutes, mode, proof)


def typed_day(typed: Mapping[str, str], words: Words) -> Typed:
    """Return the three fields of the day."""
    return Typed("completed", words("Day it was finished"), typed["day"], typed["month"], typed["year"])


def in_the_future(typed: Mapping[str, str], reader: Reader) -> Mistake:
    """Return what to say of a day that has not come yet."""
    words, today = reader.words, reader.now.today
    return Mistake(
        "completed-day",
        words("Day it was finished"),
        typed_day(typed, words).whole,
        words("a day up to today, {day}", day=words.day(today)),
        words("Correct the day, or record it once the course is done: what has not happened yet is a plan."),
        also=("completed-month", "completed-year"),
    )


def minutes_of(hours: str, words: Words) -> int | Mistake | None:
    """Return a length in minutes; ``None`` when none is written."""
    if not hours:
        return None
    whole, colon, rest = hours.partition(":")
    number = hours.replace(",", ".", 1)
    length: Fraction | None = None
    if colon and all(each.isascii() and each.isdecimal() and len(each) <= 5 for each in (whole, rest)):  # noqa: PLR2004
        length = int(whole) * 60 + Fraction(int(rest)) if int(rest) < 60 else None  # noqa: PLR2004
    elif number.replace(".", "", 1).isdecimal() and number.isascii() and len(number) <= 10:  # noqa: PLR2004
        length = Fraction(number) * 60
    if length is None or length.denominator != 1 or not 1 <= length <= _MOST_MINUTES:
        return Mistake(
            "hours",
            words("Hours"),
            hours,
            words("a length in hours, to the minute"),
            words("Write 1.5 or 1:30 for an hour and a half, or leave it empty if it is not on file."),
        )
    return int(length)
