"""What a form to share says: every mistake in it at once, or the share, and whom it is with by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from muster.domain.errors import Invalid
from muster.domain.intervals import Interval
from muster.domain.programs import Agency, Program
from muster.domain.records import OnRecord
from muster.domain.sharing.shares import DEFAULT_SMALLEST, LONGEST, MOST_HIDDEN, Level, Share
from muster.domain.sharing.suppression import FEWEST
from muster.domain.words import Words
from muster.services import shares as service
from muster.web.dates import Typed, read_day
from muster.web.forms import Mistake, id_of
from muster.web.reader import Reader
from muster.web.recording import LONGEST_REASON, no_reason, numbered

EVERY: Final = "every"  # the answer that means all programs
_DAYS: Final = ("first", "last")
FIELDS: Final = (
    "id",
    "recipient",
    "program",
    "level",
    "purpose",
    *(f"{which}-{part}" for which in _DAYS for part in ("day", "month", "year")),
    "smallest",
    "because",
)
_LONGEST_PURPOSE: Final = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """The form as it stands. ``share`` and ``receiver``: what it says, once nothing in it is wrong."""

    typed: dict[str, str]
    mistakes: tuple[Mistake, ...] = ()
    share: Share | None = None
    receiver: Agency | None = None


async def read_share(sent: Mapping[str, str], reader: Reader, there: Sequence[OnRecord[Program]]) -> Draft:
    """Return what the form says, or every mistake in it."""
    words = reader.words
    short = {"purpose": sent["purpose"][:_LONGEST_PURPOSE], "because": sent["because"][:LONGEST_REASON]}
    typed = numbered({**sent, **short})
    receiver, during, smallest = (
        await _receiver(typed["recipient"], reader),
        _during(typed, reader),
        _smallest(typed, words),
    )
    level = next((each for each in Level if each == typed["level"]), None)
    program = next((each.fact for each in there if str(each.fact) == typed["program"]), None)
    unclear = (
        *([receiver] if isinstance(receiver, Mistake) else []),
        *([] if program or typed["program"] == EVERY else [_unanswered("program", words("What is shared"), words)]),
        *([] if level else [_unanswered("level", words("How closely"), words)]),
        *([] if typed["purpose"] else [_no_purpose(words)]),
        *(during if isinstance(during, list) else []),
        *([smallest] if isinstance(smallest, Mistake) else []),
        *no_reason(typed, words),
    )
    if unclear or not isinstance(during, Interval) or level is None:
        return Draft(typed, unclear)
    if isinstance(receiver, Mistake) or isinstance(smallest, Mistake):
        return Draft(typed)
    return Draft(typed, (), Share(receiver.id, level, during, typed["purpose"], program, smallest), receiver)


def _no_purpose(words: Words) -> Mistake:
    return Mistake(
        "purpose", words("What for"), "", words("what it is for, in a line"), words("Both sides read it: name nobody.")
    )


def _unanswered(field: str, label: str, words: Words) -> Mistake:
    return Mistake(field, label, "", words("one of the answers"), words("Choose one."))


async def _receiver(written: str, reader: Reader) -> Agency | Mistake:
    words = reader.words
    wrong = Mistake(
        "recipient",
        words("Code of the agency"),
        written,
        words("the code that the agency gave you"),
        words("They find it on their overview. Copy it whole."),
    )
    code = id_of(written)
    if code is None:
        return wrong
    if code == reader.agency.id:
        return replace(
            wrong,
            expected=words("the code of another agency"),
            fix=words("This is the code of your own agency. Ask the other one for theirs."),
        )
    try:
        return await service.called(code, by=reader.by)
    except Invalid:
        return wrong


def _during(typed: Mapping[str, str], reader: Reader) -> Interval | list[Mistake]:
    words, today = reader.words, reader.now.today
    labels = {"first": words("First day"), "last": words("Last day")}
    asked = {
        which: Typed(which, labels[which], *(typed[f"{which}-{part}"] for part in ("day", "month", "year")))
        for which in _DAYS
    }
    read = {which: read_day(each, words, today=today, of_paper=False) for which, each in asked.items()}
    wrong = [each for each in read.values() if isinstance(each, Mistake)]
    first, last = read["first"], read["last"]
    if wrong or not isinstance(first, date) or not isinstance(last, date):
        return wrong
    from_on = max(first, today)
    latest = Interval(first, first + LONGEST).last
    if not from_on <= last <= latest:
        return [
            Mistake(
                "last-day",
                labels["last"],
                asked["last"].whole,
                words("a day from {first} to {last}", first=words.day(from_on), last=words.day(latest)),
                words("A share lasts two years at the most, and can be given anew."),
                also=("last-month", "last-year"),
            )
        ]
    return Interval.through(first, last)


def _smallest(typed: Mapping[str, str], words: Words) -> int | Mistake:
    written = typed["smallest"]
    if not written:
        return DEFAULT_SMALLEST
    count = int(written) if written.isascii() and written.isdecimal() and len(written) <= 3 else -1  # noqa: PLR2004
    if not FEWEST <= count <= MOST_HIDDEN:
        return Mistake(
            "smallest",
            words("Smallest number that is shown"),
            written,
            words("a number from {least} to {most}", least=FEWEST, most=MOST_HIDDEN),
            words("Leave it empty if you have no rule of your own."),
        )
    return count
