"""What is held about somebody, told to them: in words, with since when, by whom recorded, and how long it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from muster.domain.access_log import Seen, Sight
from muster.domain.calendars import Calendar
from muster.domain.cards import Card
from muster.domain.effort import EffortKind
from muster.domain.intervals import BEGINNING, FOREVER, day_before
from muster.domain.privacy.disclosures import IN_WORDS, Disclosure
from muster.domain.privacy.erasure import Held
from muster.domain.privacy.requests import Ask, Request, Stage
from muster.domain.privacy.retention import Keeping
from muster.domain.records import OnRecord
from muster.domain.requirements import Confidence
from muster.domain.reviewing.confirmations import Basis
from muster.domain.words import Words, message

KINDS: Final[Mapping[str, str]] = {
    "person": message("Who you are"),
    "employment": message("Your employment"),
    "leave": message("When you are or were on leave"),
    "role_held": message("Roles you hold or held"),
    "identifier": message("Your numbers in others' books"),
    "completion": message("Courses completed"),
    "credential": message("Credentials held"),
    "credential_status": message("Suspensions and the like of your credentials"),
    "waiver": message("What was waived for you"),
    "extension": message("What was extended for you"),
    "allocation": message("What your time is meant for"),
    "effort": message("Time you worked"),
    "effort_confirmation": message("Effort that was confirmed"),
    "paid_day": message("Days that payroll paid"),
    "pay_rate": message("What an hour of your work costs"),
    "shift_member": message("Shifts you were to go on, or went on"),
}
SIGHTS: Final[Mapping[Sight, str]] = {
    Sight.RECORD: message("opened your record"),
    Sight.DISCLOSURE: message("read what you have disclosed, as far as you let them"),
    Sight.EXPORT: message("took away a file with you in it"),
    Sight.SHARE: message("looked from another agency, by a share"),
    Sight.SEE_AS: message("looked with somebody else's rights"),
    Sight.CARD: message("read the code of your card"),
}
CONFIDENCE: Final[Mapping[Confidence, str]] = {
    Confidence.READ: message("the rule was read"),
    Confidence.SECONDARY: message("the rule was read about, not read"),
    Confidence.MEMORY: message("the rule is remembered, not read"),
    Confidence.AMBIGUOUS: message("the rule can be read in two ways; the longer one counts"),
}
_LABELS: Final[Mapping[str, str]] = {
    "name": message("Name"),
    "preferred_name": message("Goes by"),
    "email": message("E-mail"),
    "phone": message("Phone"),
    "language": message("Language"),
    "birth": message("Month of birth"),
    "kind": message("Kind"),
    "role": message("Role"),
    "program": message("Program"),
    "fte_percent": message("Percent of full time"),
    "flsa": message("Overtime rules (FLSA)"),
    "basis": message("What it rests on"),
    "shares": message("How much, for what"),
    "statement": message("What was signed"),
    "signed_by": message("Signed by"),
    "signed_on": message("Signed on"),
    "approved_on": message("Approved on"),
    "register": message("Whose books"),
    "value": message("Number"),
    "number": message("Number"),
    "course": message("Course"),
    "mode": message("How it was taken"),
    "proof": message("Who has confirmed it"),
    "jurisdiction": message("Where it is good"),
    "issued_on": message("Issued"),
    "earned_on": message("Earned"),
    "status": message("What happened"),
    "credential": message("Credential"),
    "requirement": message("Requirement"),
    "granted_on": message("Granted"),
    "authority": message("By whom"),
    "line": message("Charged to"),
    "partnership": message("Partnership"),
    "percent": message("Percent"),
    "minutes": message("Length"),
    "shift": message("Team"),
    "stage": message("Planned, or done"),
    "presence": message("How you are there"),
    "approved_by": message("Approved by"),
    "amount": message("Cents an hour"),
    "days": message("Days"),
    "day": message("Day"),
}
_OF_A_DAY: Final = frozenset({"completion", "credential_status"})  # their first day is the one they are about
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "language": {"en": message("English"), "es": message("Spanish")},
    "stage": {"planned": message("planned"), "went": message("went out")},
    "register": {"hr": message("HR's"), "lms": message("the training system's"), "npi": message("the NPI registry")},
}
_RENAMED: Final[Mapping[str, str]] = {"cents_per_hour": "amount"}
WITHHELD: Final = message("on record; HR tells you how much")


@dataclass(frozen=True, slots=True)
class Item:
    """One version of a fact about somebody. ``keeping`` unset: no rule keeps it. ``now``: it is believed still.

    ``said`` is what stands on record, ids as they are; ``names`` what some of them are called.
    """

    kind: str
    fact: UUID
    version: UUID
    said: Mapping[str, Any]
    first: date
    end: date
    recorded_at: datetime
    recorded_by: str
    now: bool
    keeping: Keeping | None = None
    names: Mapping[UUID, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Across:
    """Another agency that may look at somebody's record by a share, or might have, on these days."""

    agency: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class OwnData:
    """All that is held about a person. ``own``: told to the person themself; else without what they disclosed.

    ``holds`` are told without their reasons. ``calendar`` and ``card``: what they show to others, without its address
    or code.
    """

    person: UUID
    name: str
    items: tuple[Item, ...]
    disclosures: tuple[OnRecord[Disclosure], ...]
    requests: tuple[OnRecord[Request], ...]
    looks: tuple[Seen, ...]
    across: tuple[Across, ...]
    holds: tuple[Held, ...]
    own: bool
    calendar: Calendar | None = None
    card: Card | None = None


def pairs(item: Item, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what one version says, as labels and values for people; what says nothing is left out."""
    for key, value in item.said.items():
        name = _RENAMED.get(key, key)
        if value is None or value == "":
            continue
        label = words(_LABELS[name]) if name in _LABELS else words.name(name)
        if isinstance(value, list) and name == "shares":
            yield label, "; ".join(_share(str(each), item, words) for each in value)
        else:
            yield label, _value(name, value, item, words)
    if item.kind in _OF_A_DAY:
        if item.first != BEGINNING:
            yield words(_LABELS["day"]), words.day(item.first)
    elif days := _days(item, words):
        yield words(_LABELS["days"]), days


def _value(name: str, value: object, item: Item, words: Words) -> str:
    match value:
        case str() if name in _WORDS and value in _WORDS[name]:
            return words(_WORDS[name][value])
        case UUID():
            return item.names.get(value, str(value))
        case date():
            return words.day(value)
        case int() if name == "minutes":
            return words.hours(value)
        case str() if name in {"role", "kind", "mode", "proof", "status", "requirement", "presence", "basis", "flsa"}:
            return words.name(value)
    return str(value)


def _share(said: str, item: Item, words: Words) -> str:
    """Return a part of what was confirmed: how much, and for what."""
    amount, kind, line = said.split()
    what = item.names.get(UUID(line), line) if line != "-" else words("No award")
    if kind == EffortKind.LEAVE:
        what = words("{line}, leave", line=what)
    if item.said["basis"] == Basis.PERCENTAGES:
        return f"{what}: {words('{percent} %', percent=f'{int(amount) / 100:g}')}"
    return f"{what}: {words.hours(int(amount))}"


def _days(item: Item, words: Words) -> str:
    if item.first == BEGINNING and item.end == FOREVER:
        return ""
    if item.first == BEGINNING:
        return words("until {last}", last=words.day(day_before(item.end)))
    first = words.day(item.first)
    if item.end == FOREVER:
        return words("since {first}", first=first)
    last = words.day(day_before(item.end))
    return first if first == last else words("{first} to {last}", first=first, last=last)


def kept(item: Item, words: Words) -> str:
    """Say how long something is kept, and by which rule."""
    if item.keeping is None:
        return words("No rule asks to keep it: it goes when you are erased.")
    rule = item.keeping.rule
    known = words(CONFIDENCE[rule.confidence])
    if item.keeping.until is None:
        return words(
            "Kept for {length} by {cite} ({known}); until which day cannot be said yet.",
            length=_length(str(rule.keep), words),
            cite=rule.cite,
            known=known,
        )
    return words(
        "Kept through {day} by {cite} ({known}).", day=words.day(item.keeping.until), cite=rule.cite, known=known
    )


def _length(span: str, words: Words) -> str:
    count, _, unit = span.partition(" ")
    match unit.rstrip("s"):
        case "year":
            return words.plural("{count} year", "{count} years", int(count))
        case "month":
            return words.plural("{count} month", "{count} months", int(count))
    return words.plural("{count} day", "{count} days", int(count))


def recorded(item: Item, words: Words) -> str:
    """Say since when something stands on record, and by whom."""
    day = words.day(item.recorded_at.date())
    if item.recorded_by:
        return words("Recorded on {day} by {who}.", day=day, who=item.recorded_by)
    return words("Recorded on {day} by whoever runs muster here.", day=day)


def asked(request: Request, words: Words) -> str:
    """Say what became of a request."""
    what = words("A correction") if request.ask is Ask.CORRECTION else words("To be erased")
    values = {"what": what, "day": words.day(request.asked_on), "answer": request.answer}
    match request.stage:
        case Stage.DONE:
            return words("{what}, asked on {day}: done. {answer}", **values).strip()
        case Stage.DECLINED:
            return words("{what}, asked on {day}: declined, because: {answer}", **values)
        case Stage.OPEN:
            return words("{what}, asked on {day}: to be answered by {due}.", due=words.day(request.due_on), **values)


def as_text(data: OwnData, words: Words) -> str:
    """Return all of it as a text that people read."""
    lines = [words("What is on record about {name}", name=data.name), ""]
    for kind, label in KINDS.items():
        items = [each for each in data.items if each.kind == kind and each.now]
        if items:
            lines += [words(label), ""]
            for each in items:
                lines += [f"  {name}: {value}" for name, value in pairs(each, words)]
                lines += [f"  {recorded(each, words)}", f"  {kept(each, words)}", ""]
    if data.disclosures:
        lines += [words("What I have lived through"), ""]
        lines += [f"  {words(IN_WORDS[each.value.kind])}" for each in data.disclosures] + [""]
    if data.requests:
        lines += [words("What you have asked for"), ""]
        lines += [line for each in data.requests for line in (f"  {asked(each.value, words)}", f"  {each.value.words}")]
        lines += [""]
    if data.across:
        lines += [words("Whom it is shared with"), ""]
        lines += [f"  {shared(each, words)}" for each in data.across] + [""]
    if showing := shows(data, words):
        lines += [words("What you show to others"), "", *(f"  {each}" for each in showing), ""]
    lines += [words("Who looked"), ""]
    lines += [f"  {looked(each, words)}" for each in data.looks] or [f"  {words('Nobody but you.')}"]
    return "\n".join(lines) + "\n"


def looked(seen: Seen, words: Words) -> str:
    """Say that somebody looked."""
    nobody = words("somebody outside") if seen.look.sight is Sight.CARD else words("whoever runs muster here")
    who = seen.who or nobody
    return words("{day}: {who} {did}", day=words.day(seen.look.on), who=who, did=words(SIGHTS[seen.look.sight]))


def shows(data: OwnData, words: Words) -> list[str]:
    """Say what somebody shows to others by an address or a code of their own making."""
    found = []
    if data.calendar:
        day = words.day(data.calendar.made_at.date())
        found.append(words("A calendar, to whoever has its address; made on {day}.", day=day))
    if data.card:
        day = words.day(data.card.made_at.date())
        found.append(
            words.plural(
                "A card, made on {day}; its code was read {count} time.",
                "A card, made on {day}; its code was read {count} times.",
                data.card.times,
                day=day,
            )
        )
    return found


def shared(across: Across, words: Words) -> str:
    """Say that another agency may look, or might have."""
    return words(
        "{agency}: from {first} through {last}",
        agency=across.agency,
        first=words.day(across.first),
        last=words.day(across.last),
    )
