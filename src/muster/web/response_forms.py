"""What the form of a response asks: when it was sent, by whom, where to, how soon; read back, or with mistakes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, TypeVar
from uuid import UUID

from muster.domain.explanations.share_words import place_name, sender
from muster.domain.programs import Program, zone
from muster.domain.responding.response_words import backup_name
from muster.domain.responses import LONGEST, Backup, Dispatcher, Place, Response, instants
from muster.domain.words import Words
from muster.web.dates import Typed, read_day
from muster.web.drawing import capital
from muster.web.forms import Mistake
from muster.web.reader import Reader
from muster.web.recording import no_reason, renumbered
from muster.web.shift_forms import clock, word_of

FIELDS: Final = (
    *("id", "version", "day", "month", "year", "at", "again", "by", "place", "setting-out", "arriving"),
    *("call-type", "backup", "outcome", "because"),
)
_LONGEST_WORD: Final = 40
Word = TypeVar("Word", Dispatcher, Place, Backup)


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown. ``which`` unset: it records something. ``shift``: kept from what is corrected.

    ``twice``: the clock showed the time twice that night, so it is asked which is meant. ``why_withdrawn``: what was
    typed in the form to withdraw it, once that was sent.
    """

    program: Program
    typed: dict[str, str]
    which: UUID | None = None
    shift: UUID | None = None
    mistakes: tuple[Mistake, ...] = ()
    twice: bool = False
    why_withdrawn: str = ""


def blank(program: Program, reader: Reader) -> Form:
    """Return the form of a response that was sent today."""
    today = reader.now.at.astimezone(zone(program.time_zone)).date()
    typed = dict.fromkeys(FIELDS, "") | {"day": str(today.day), "month": str(today.month), "year": str(today.year)}
    return Form(program, renumbered(typed))


def as_it_is(program: Program, said: Response, which: UUID, version: UUID) -> Form:
    """Return the forms to correct or withdraw a response, with what is said of it."""
    at = said.local(zone(program.time_zone))
    typed = dict.fromkeys(FIELDS, "") | {
        "version": str(version),
        "day": str(at.day),
        "month": str(at.month),
        "year": str(at.year),
        "at": f"{at:%H:%M}",
        "again": "yes" if at.fold else "",
        "by": str(said.dispatched_by),
        "place": str(said.place),
        "setting-out": _typed_minutes(said.en_route_after),
        "arriving": _typed_minutes(said.arrived_after),
        "call-type": said.call_type,
        "backup": str(said.backup),
        "outcome": said.outcome,
    }
    return Form(program, typed, which, said.shift, twice=bool(at.fold))


def offered(words: Words) -> dict[str, dict[str, str]]:
    """Return the words to choose from, each with how it is said."""
    return {
        "by": {str(each): capital(sender(each, words)) for each in Dispatcher},
        "place": {str(each): capital(place_name(each, words)) for each in Place},
        "backup": {str(each): capital(backup_name(each, words)) for each in Backup},
    }


def read(form: Form, reader: Reader) -> Response | Form:
    """Return what the form says, or the form with every mistake in it."""
    words, typed, wrong = reader.words, form.typed, list[Mistake]()
    sent = _sent(form, reader)
    if isinstance(sent, Mistake):
        wrong.append(sent)
    by = _chosen(typed["by"], "by", words("Sent by"), Dispatcher, words)
    place = _chosen(typed["place"], "place", words("Where it went"), Place, words)
    backup = _chosen(typed["backup"] or str(Backup.UNKNOWN), "backup", words("Asked to come as well"), Backup, words)
    wrong += [each for each in (by, place, backup) if isinstance(each, Mistake)]
    after = [_minutes(typed[name], name, label, words) for name, label in _times(words)]
    wrong += [each for each in after if isinstance(each, Mistake)]
    out, there = (None if isinstance(each, Mistake) else each for each in after)
    if out is not None and there is not None and there < out:
        expected, fix = words("at least {count} minutes", count=out), words("Correct one of the two.")
        wrong.append(Mistake("arriving", words("Minutes until it was there"), str(there), expected, fix))
    if form.which:
        wrong += no_reason(typed, words, words("Why it is corrected"))
    twice = isinstance(sent, Mistake) and sent.field == "again"
    if (
        wrong
        or isinstance(sent, Mistake)
        or isinstance(by, Mistake)
        or isinstance(place, Mistake)
        or isinstance(backup, Mistake)
    ):
        return replace(form, mistakes=tuple(wrong), twice=form.twice or twice)
    about, outcome = (word_of(typed[name])[:_LONGEST_WORD].strip("-") for name in ("call-type", "outcome"))
    return Response(form.program.id, sent, by, place, out, there, about, backup, outcome, form.shift)


def in_the_future(form: Form, reader: Reader) -> Form:
    """Return the form with what is wrong with a response that was not sent yet."""
    words, day = reader.words, _day(form, reader.words)
    expected = words("a day and a time up to now")
    fix = words("Correct them, or record it once it was sent.")
    mistake = Mistake(
        "sent-day", day.label, f"{day.whole} {form.typed['at']}", expected, fix, ("sent-month", "sent-year")
    )
    return replace(form, mistakes=(mistake,))


def _sent(form: Form, reader: Reader) -> datetime | Mistake:
    words, typed = reader.words, form.typed
    day = read_day(_day(form, words), words, today=reader.now.today, of_paper=False)
    at, label = clock(typed["at"]), words("Time it was sent")
    if not isinstance(day, date):
        return day
    if at is None:
        fix = words("Write for example 20:00, or 8 pm.")
        return Mistake("at", label, typed["at"], words("a time of day"), fix)
    found = instants(day, at, zone(form.program.time_zone))
    if not found:
        expected = words("a time that there was: the clocks were put past this one that night")
        return Mistake("at", label, typed["at"], expected, words("Look at the list once more."))
    if len(found) > 1 and typed["again"] not in {"yes", "no"}:
        expected = words("which of two: the clocks showed this time twice that night")
        return Mistake("again", label, typed["at"], expected, words("Say whether it was the first or the second time."))
    return found[-1] if typed["again"] == "yes" else found[0]


def _day(form: Form, words: Words) -> Typed:
    return Typed("sent", words("Day it was sent"), *(form.typed[part] for part in ("day", "month", "year")))


def _times(words: Words) -> tuple[tuple[str, str], ...]:
    return (
        ("setting-out", words("Minutes until it was under way")),
        ("arriving", words("Minutes until it was there")),
    )


def _chosen(written: str, field: str, label: str, kind: type[Word], words: Words) -> Word | Mistake:
    found = next((each for each in kind if each.value == written), None)
    return found or Mistake(field, label, "", words("one of the list"), words("Choose one."))


def _minutes(written: str, field: str, label: str, words: Words) -> int | Mistake | None:
    if not written:
        return None
    if written.isascii() and written.isdecimal() and int(written[:5]) <= LONGEST:
        return int(written[:5])
    expected = words("a whole number of minutes, up to {most}", most=LONGEST)
    return Mistake(field, label, written, expected, words("Leave it empty where it is not on record."))


def _typed_minutes(minutes: int | None) -> str:
    return "" if minutes is None else str(minutes)
