"""What the forms of a shift ask: the team, when, who is on it and how, what is carried; read back, or with mistakes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from muster.domain.errors import Refusal
from muster.domain.overviews.roster import Listed, Wanted, folded
from muster.domain.people import called
from muster.domain.programs import Program, zone
from muster.domain.teams.shifts import MOST, MOST_WORDS, Going, Outing, Shift
from muster.domain.teams.staffing import Presence
from muster.domain.words import Words
from muster.services import packs, roster
from muster.web.dates import Typed, read_day
from muster.web.drawing import capital
from muster.web.findings import SIGNS, Sign
from muster.web.forms import Mistake, id_of, text, ticked
from muster.web.reader import Reader
from muster.web.recording import numbered, renumbered

FIELDS: Final = ("id", "version", "team", "day", "month", "year", "since", "until", "also", "named", "because")
LISTS: Final = ("equipment", "others", "circumstances")
BEHIND: Final = ("award", "partnership")
_GOING: Final = "going-"
_LONGEST: Final = 200
_SHOWN: Final = 200  # people on one page: those who are chosen, and the first of the others
_PRESENCES: Final = {str(each): each for each in Presence}
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_NOON: Final = 12


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is shown. ``going``: who is chosen, and how they are there; ``chosen``: the words ticked."""

    program: Program
    typed: dict[str, str]
    going: dict[UUID, Presence] = field(default_factory=dict)
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()

    @property
    def here(self) -> ZoneInfo:
        """Where it goes out."""
        return zone(self.program.time_zone)

    def with_mistakes(self, mistakes: Sequence[Mistake], *, anew: bool = False) -> Form:
        """Return it with what is wrong; ``anew``: under a new id."""
        return replace(self, typed=renumbered(self.typed) if anew else self.typed, mistakes=tuple(mistakes))


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who may be chosen: how they stand on the day, and what is chosen of them."""

    person: UUID
    name: str
    roles: str
    sign: Sign
    word: str
    presence: str


def blank(program: Program, reader: Reader) -> Form:
    """Return the form of a shift that begins today."""
    today = reader.now.at.astimezone(zone(program.time_zone)).date()
    return Form(program, renumbered(_none() | _day_typed(today)))


def like(program: Program, shift: Shift, out: Outing, crew: Sequence[Going], reader: Reader, *, later: int = 0) -> Form:
    """Return the form as a shift is, or as one like it would be some days later."""
    here = zone(program.time_zone)
    since, until = out.starts_at.astimezone(here), out.ends_at.astimezone(here)
    typed = _none() | {
        "team": reader.words.name(shift.team),
        "since": f"{since:%H:%M}",
        "until": f"{until:%H:%M}",
        "award": str(shift.award or ""),
        "partnership": str(shift.partnership or ""),
    }
    typed |= _day_typed(since.date() + timedelta(days=later))
    chosen = {name: tuple(sorted(getattr(out, name))) for name in LISTS}
    return Form(program, renumbered(typed), {each.person: each.presence for each in crew}, chosen)


def sent(program: Program, said: Mapping[str, Any]) -> Form:
    """Return the form as somebody filled it in."""
    typed = numbered(_none() | {name: text(said, name)[:_LONGEST] for name in (*FIELDS, *BEHIND)})
    going = {
        who: _PRESENCES[text(said, name)]
        for name in said
        if name.startswith(_GOING) and text(said, name) in _PRESENCES and (who := id_of(name.removeprefix(_GOING)))
    }
    chosen = {
        name: tuple(dict.fromkeys(word_of(each) for each in ticked(said, name) if word_of(each))) for name in LISTS
    }
    return Form(program, typed, going, chosen)


def word_of(written: str) -> str:
    """Return what is written as a word that rules use.

    >>> word_of(" Naloxone kit "), word_of("Mobile Crisis / night"), word_of("…")
    ('naloxone-kit', 'mobile-crisis-night', '')
    """
    return "-".join(re.findall(r"[a-z0-9]+", folded(written)))[: _LONGEST // 2].strip("-")


def read(form: Form, reader: Reader) -> tuple[Shift, list[Going]] | Form:
    """Return what the form says, or the form with every mistake in it."""
    typed, mistakes = form.typed, _wrong(form, reader)
    day, since, until = _typed_day(form, reader), clock(typed["since"]), clock(typed["until"])
    if mistakes or since is None or until is None or isinstance(day, Mistake):
        return form.with_mistakes(mistakes)
    starts = datetime.combine(day, since, form.here)
    ends = datetime.combine(day if until > since else day + timedelta(days=1), until, form.here)
    others, there = (frozenset(form.chosen.get(name, ())) for name in LISTS[1:])
    award, partnership = (id_of(typed[name]) for name in BEHIND)
    out = Outing(starts, ends, _carried(form), others, there)
    shift = Shift(form.program.id, word_of(typed["team"]), out, None, award, partnership)
    return shift, [Going(who, presence) for who, presence in form.going.items()]


def _wrong(form: Form, reader: Reader) -> list[Mistake]:
    """Return everything that cannot be right, in the order of the form."""
    words, typed = reader.words, form.typed
    mistakes = []
    if not word_of(typed["team"]):
        fix = words("Write for example: mobile crisis.")
        mistakes.append(Mistake("team", words("Team"), typed["team"], words("what the team is called"), fix))
    if isinstance(day := _typed_day(form, reader), Mistake):
        mistakes.append(day)
    for name, where in (("since", words("From")), ("until", words("To"))):
        if clock(typed[name]) is None:
            fix = words("Write for example 20:00, or 8 pm.")
            mistakes.append(Mistake(name, where, typed[name], words("a time of day"), fix))
    if not 1 <= len(form.going) <= MOST:
        expected, fix = words("1 to {most} people", most=MOST), words("Say of everybody who goes how they are there.")
        mistakes.append(Mistake("people", words("Who is on it"), "", expected, fix))
    if len(_carried(form)) > MOST_WORDS:
        where, fix = words("Anything else that is carried"), words("Leave some out.")
        mistakes.append(Mistake("also", where, typed["also"], words("fewer things"), fix))
    return mistakes


def _typed_day(form: Form, reader: Reader) -> date | Mistake:
    said = (form.typed[each] for each in ("day", "month", "year"))
    typed = Typed("on", reader.words("Day it starts"), *said)
    return read_day(typed, reader.words, today=reader.now.today, of_paper=False)


def _carried(form: Form) -> frozenset[str]:
    more = (word_of(each) for each in form.typed["also"].split(","))
    return frozenset([*form.chosen.get("equipment", ()), *(each for each in more if each)])


def refused(why: Refusal, reader: Reader) -> Mistake | None:
    """Return what to say on the page of what the service refuses."""
    words = reader.words
    said = {
        "stale": (
            words("Nothing was recorded: somebody changed this shift meanwhile."),
            words("Look at it as it is now, and say it again."),
        ),
        "points-nowhere": (
            words("Nothing was recorded: somebody who was chosen has no role in this program on record."),
            words("Take them off, or record their role first."),
        ),
        "already-recorded": (
            words("Nothing was recorded: this form has been used before, for something else."),
            words("If it is another shift, send the form once more."),
        ),
        "unknown-company": (
            words("Nothing was recorded: no rule of teams knows some word for who else comes along."),
            words("Tick another, or none."),
        ),
        "in-the-future": (
            words("Nothing was recorded: this shift has not begun yet."),
            words("Say who went once it has."),
        ),
    }.get(why.code)
    return Mistake("people", words("Who is on it"), "", "", said[1], said=said[0]) if said else None


async def rows_of(form: Form, reader: Reader) -> tuple[list[Row], int]:
    """Return who is shown, those who are chosen first, then who is cleared; and how many are looked for."""
    on = day_of(form, reader)
    found = await roster.everybody(Wanted(program=form.program.id), on=on, by=reader.by)
    missing = set(form.going) - {each.person for each in found}
    if missing:
        everybody = await roster.everybody(Wanted(), on=on, by=reader.by)
        found += [each for each in everybody if each.person in missing]
    asked = folded(form.typed["named"]).split()

    def looked_for(row: Row) -> bool:
        return bool(row.presence) or all(word in folded(f"{row.name} {row.roles}") for word in asked)

    rows = [row for each in found if looked_for(row := _row(each, form, reader.words))]
    rows.sort(key=lambda each: (not each.presence, each.sign not in {Sign.MET, Sign.NONE}))
    kept = sum(bool(each.presence) for each in rows)
    return rows[: max(_SHOWN, kept)], len(rows)


async def offered(form: Form, reader: Reader) -> dict[str, list[str]]:
    """Return the words to tick: those that the rules of teams here look at, and those that are ticked."""
    on = day_of(form, reader)
    found = {name: set(form.chosen.get(name, ())) for name in LISTS}
    for adoption, pack in await packs.adopted_packs(by=reader.by):
        said = adoption.value
        here = not said.charged and said.program in {None, form.program.id}  # for whatever kind of team
        if here and on in said.during:
            for rule in pack.teams:
                found["equipment"] |= rule.equipment
                found["circumstances"] |= rule.circumstances
                found["others"] |= rule.beside
    return {name: sorted(each) for name, each in found.items()}


def day_of(form: Form, reader: Reader) -> date:
    """Return the day that is typed; today where none can be read."""
    typed = Typed("on", "", form.typed["day"], form.typed["month"], form.typed["year"])
    found = read_day(typed, reader.words, today=reader.now.today, of_paper=False) if typed.whole else None
    return found if isinstance(found, date) else reader.now.at.astimezone(form.here).date()


def _row(found: Listed, form: Form, words: Words) -> Row:
    sign = SIGNS[found.stand.verdict]
    word = {
        Sign.MET: words("Cleared"),
        Sign.NOT_MET: words("Not cleared"),
        Sign.REVIEW: words("Needs review"),
    }.get(sign, words("No rule binds"))
    roles = capital(", ".join(dict.fromkeys(words.name(role) for role, _ in found.roles)))
    presence = form.going.get(found.person)
    return Row(found.person, called(found.name, words), roles, sign, word, str(presence) if presence else "")


def _none() -> dict[str, str]:
    return dict.fromkeys((*FIELDS, *BEHIND), "")


def _day_typed(day: date) -> dict[str, str]:
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def clock(written: str) -> time | None:
    """Read a time of day.

    >>> clock("20:00"), clock("8 pm"), clock("12:30 a.m."), clock("25:00"), clock("")
    (datetime.time(20, 0), datetime.time(20, 0), datetime.time(0, 30), None, None)
    """
    found = _CLOCK.fullmatch(written.strip())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
