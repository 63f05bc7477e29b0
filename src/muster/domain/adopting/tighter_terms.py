"""One set of terms beside another, part by part: is what the second asks tighter, looser, or of another kind?

Each part is compared on its own, and says what both texts have in the words of a pack. What ties parts together
stands at the end. The definitions are docs/decisions/0035.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from enum import StrEnum
from typing import Final, NamedTuple

from muster.domain.adopting import tightening_words as text
from muster.domain.anchors import Anchor, Renewal
from muster.domain.credentials import CredentialKind, Proof
from muster.domain.duties import OfProgram, Part, Prior
from muster.domain.facts import EVERY_ROLE
from muster.domain.intervals import Span
from muster.domain.leave import OnLeave
from muster.domain.people import EmploymentKind
from muster.domain.requirements import Event, Initial, Requirement, Terms


class Relation(StrEnum):
    """How what a child asks stands to what its parent asks."""

    SAME = "same"
    TIGHTER = "tighter"
    ADDED = "added"
    DIFFERENT = "different"
    LEFT_OUT = "left-out"
    LOOSER = "looser"


class Difference(NamedTuple):
    """One part of the terms: what the parent has, what the child, and why they cannot be compared, if they cannot."""

    what: str
    relation: Relation
    parent: str
    child: str
    because: str = ""


_S, _T, _L, _D = Relation.SAME, Relation.TIGHTER, Relation.LOOSER, Relation.DIFFERENT


def differences(parent: Requirement, asked: Terms, child: Requirement, asks: Terms) -> list[Difference]:
    """Return every part in which the child's terms are not the parent's; empty when they ask the same."""
    found = [each for each in _parts(parent, asked, child, asks) if each.relation is not _S]
    found += _unknown(asked, asks)
    if not found:
        return []
    if not (asked.confidence.settles and asks.confidence.settles):
        because = "words that are not known for sure cannot be compared with others"
        found.append(Difference("confidence", _D, asked.confidence, asks.confidence, because))
    if asked.cycle is not None or asks.cycle is not None:
        because = "hours in a cycle are compared as a whole"
        found = [each._replace(relation=_D, because=because) if each.relation is _T else each for each in found]
    return [*found, *_together(found, parent, asked, child, asks)]


def _unknown(asked: Terms, asks: Terms) -> Iterator[Difference]:
    """Yield parts of terms that nothing here knows how to compare: a part that is new is never taken for the same."""
    for part in fields(Terms):
        theirs, ours = getattr(asked, part.name), getattr(asks, part.name)
        if part.name not in _COMPARED and theirs != ours:
            yield Difference(part.name, _D, str(theirs), str(ours), "nobody has said which of the two is tighter")


_COMPARED: Final = frozenset(
    (
        *("effective", "until", "cite", "confidence", "version_by", "initial", "renewal", "minutes", "grace", "proof"),
        *("prior", "eased", "interim", "exemption", "cycle", "paths", "approved_by", "by_another", "leave"),
        "measure",
    )
)


def _parts(parent: Requirement, asked: Terms, child: Requirement, asks: Terms) -> Iterator[Difference]:
    yield Difference("kind", _flag(not parent.bar.binds, not child.bar.binds), parent.bar, child.bar)
    yield Difference(
        "roles", _wider(_roles(parent), _roles(child)), text.listed(parent.roles), text.listed(child.roles)
    )
    yield Difference(
        "employed", _wider(_employed(parent), _employed(child)), *text.both(parent.employed, child.employed)
    )
    yield _accepts(parent, child)
    yield from _of_program(parent.itself or OfProgram(), child.itself or OfProgram())
    yield Difference("unread", _S if parent.unread == child.unread else _D, parent.unread, child.unread)
    yield Difference("version_by", _S if asked.version_by is asks.version_by else _D, asked.version_by, asks.version_by)
    yield _initial(asked, asks, child)
    yield _renewal(asked.renewal, asks.renewal)
    yield Difference("hours", _hours(asked.minutes, asks.minutes), text.hours(asked.minutes), text.hours(asks.minutes))
    yield _eased(asked, asks)
    yield Difference("grace", _longest(asked.grace, asks.grace), text.or_none(asked.grace), text.or_none(asks.grace))
    yield Difference("proof", _proof(asked.proof, asks.proof), text.or_none(asked.proof), text.or_none(asks.proof))
    yield _prior(asked, asks)
    yield _approved(asked, asks)
    others = (asked.by_another, asks.by_another)
    yield Difference(
        "approved_by_another", _S if others[0] == others[1] else _T if others[1] else _L, *map(_yes, others)
    )
    yield Difference("interim", _interim(asked.interim, asks.interim), asked.interim, asks.interim)
    yield _exempt(asked, asks)
    yield _leave(asked, asks)
    bands = asked.measure, asks.measure
    relation = _S if bands == (None, None) else Relation(bands[0].beside(bands[1])) if bands[0] else _D
    because = "measured otherwise" if relation is _D else ""
    yield Difference("measure", relation, text.or_none(bands[0]), text.or_none(bands[1]), because)
    same = (asked.cycle, asked.paths) == (asks.cycle, asks.paths)
    because = "" if same else "another cycle, or other ways to renew"
    yield Difference("cycle", _S if same else _D, text.cycle(asked), text.cycle(asks), because)


def _together(
    found: Iterable[Difference], parent: Requirement, asked: Terms, child: Requirement, asks: Terms
) -> Iterator[Difference]:
    """Yield what keeps parts that are tighter by themselves from being tighter together.

    A card that only the parent accepts bars at once when it is revoked, where the child still gives time. And who has
    less that counts may lapse later, so that what is done late is not late by the child's terms.
    """
    tighter = {each.what for each in found if each.relation is _T}
    if not _same_cards(parent, child) and "accepts" in tighter and _gives_time(asks):
        because = "a card that only the parent takes bars at once when it is revoked; here there is still time"
        yield Difference("accepts", _D, "", "", because)
    counts = {"accepts", "prior", "approved_by", "approved_by_another"}
    if tighter & counts and any(
        each.renewal and each.renewal.anchor is Anchor.PREVIOUS_EXPIRY for each in (asked, asks)
    ):
        because = "what is renewed keeps an anniversary, and would keep another"
        yield Difference("renewal", _D, text.again(asked.renewal), text.again(asks.renewal), because)
    if "renewal" in tighter and asks.leave is OnLeave.PRO_RATE:
        because = "more of a shorter time may be leave, and so fewer hours asked"
        yield Difference("leave", _D, text.or_none(asked.leave), text.or_none(asks.leave), because)
    counts_less = tighter & {*counts, "hours", "hours_with", "proof", "leave"} or (
        "renewal" in tighter and asks.minutes is not None
    )
    if counts_less and not _late_alike(parent, asked, child, asks):
        because = "what is done late is late there, and by these terms it may be the first that counts"
        yield Difference("initial", _D, text.first(asked.initial), text.first(asks.initial), because)


def _same_cards(parent: Requirement, child: Requirement) -> bool:
    theirs = _needs(child)
    return all(
        any(_within(part, each) and _kinds(part.kinds) == _kinds(each.kinds) for part in theirs)
        for each in _needs(parent)
    )


def _gives_time(asks: Terms) -> bool:
    return asks.grace is not None or (asks.initial is not None and not _strictly_before(asks.initial))


def _late_alike(parent: Requirement, asked: Terms, child: Requirement, asks: Terms) -> bool:
    """Is whatever the child takes for in time never late by the parent's terms?"""
    if not child.topics:  # a card has no day on which it was done too late
        return True
    if asks.initial is not None:
        return asked.initial is not None or asks.initial.event is Event.ASSIGNMENT
    return asked.initial is None and asked.renewal is None and not parent.kinds


def _roles(rule: Requirement) -> frozenset[str] | None:
    return None if EVERY_ROLE in rule.roles else rule.roles


def _employed(rule: Requirement) -> frozenset[EmploymentKind] | None:
    return rule.employed or None


def _wider(parent: frozenset[str] | None, child: frozenset[str] | None) -> Relation:
    """Compare whom two rules bind; ``None``: everybody. Whom the child lets go it lets go, whomever else it binds."""
    if parent == child:
        return _S
    return _T if child is None or (parent is not None and parent <= child) else _L


def _flag(parent: bool, child: bool) -> Relation:  # noqa: FBT001 - two answers to one question
    return _S if parent == child else _L if child else _T


def _needs(rule: Requirement) -> tuple[Part, ...]:
    return rule.parts or (Part(rule.topics, rule.kinds),)


def _of_program(parent: OfProgram, child: OfProgram) -> Iterator[Difference]:
    """Compare when a program owes something: always, only where something is so of it, or once it has begun."""
    theirs, ours = parent.only_if, child.only_if
    yield Difference("only_if", _S if theirs == ours else _D if theirs and ours else _L if ours else _T, theirs, ours)
    waits = (parent.from_first_done, child.from_first_done)
    yield Difference("from_first_done", _S if waits[0] == waits[1] else _L if waits[1] else _T, *map(_yes, waits))


def _kinds(kinds: Iterable[CredentialKind]) -> set[tuple[object, ...]]:
    """Return what says when cards of these kinds are good; by which day one applies for another is not of it."""
    said = ((each, each.renews) for each in kinds)
    return {
        (each.id, each.validity, *((when.opens, when.late_through) if when else (None, None))) for each, when in said
    }


def _within(child: Part, parent: Part) -> bool:
    """Does whatever satisfies the one satisfy the other?"""
    return child.topics <= parent.topics and _kinds(child.kinds) <= _kinds(parent.kinds)


def _accepts(parent: Requirement, child: Requirement) -> Difference:
    theirs, ours = _needs(parent), _needs(child)
    enough = all(any(_within(own, each) for own in ours) for each in theirs)
    back = all(any(_within(each, own) for each in theirs) for own in ours)
    relation = _S if enough and back else _T if enough else _L if back else _D
    because = "" if relation is not _D else "other topics or cards, or cards that last otherwise"
    return Difference("accepts", relation, _needed(theirs), _needed(ours), because)


def _needed(parts: Iterable[Part]) -> str:
    ways = ([*sorted(part.topics), *(kind.id for kind in part.kinds)] for part in parts)
    return " and ".join(" or ".join(each) for each in ways)


def _initial(asked: Terms, asks: Terms, child: Requirement) -> Difference:
    theirs, ours = asked.initial, asks.initial
    said = text.first(theirs), text.first(ours)
    if theirs is None or ours is None:
        if theirs is ours:
            return Difference("initial", _S, *said)
        if theirs is None:
            return Difference("initial", _T if ours and _strictly_before(ours) else _L, *said)
        because = "without a day by which it is due, nothing that is done late is late"
        return Difference("initial", _D, *said, because) if child.topics else Difference("initial", _T, *said)
    alike = (theirs.event, theirs.shown_by, theirs.at_application) == (ours.event, ours.shown_by, ours.at_application)
    if not alike or (ours.event is Event.FIRST_SERVICE and asked.proof is not asks.proof):
        return Difference("initial", _D, *said, "counted from another event")
    if theirs.within is None or ours.within is None:
        return Difference("initial", _S if theirs.within is ours.within else _L if theirs.within is None else _T, *said)
    return Difference("initial", _spans(theirs.within, ours.within), *said)


def _strictly_before(initial: Initial) -> bool:
    """Is the deadline before every day on which anybody is bound?"""
    early = initial.event is Event.HIRE or initial.event is Event.ASSIGNMENT
    return early and initial.within is None and not initial.at_application


def _renewal(parent: Renewal | None, child: Renewal | None) -> Difference:
    said = text.again(parent), text.again(child)
    if parent == child:
        return Difference("renewal", _S, *said)
    if parent is None or child is None:
        return Difference("renewal", _T if parent is None else _L, *said)
    ends_later = child.anchor is Anchor.COMPLETION and parent.anchor in _LATER and child.unsettled_from is None
    if ends_later and parent.unsettled_from is None and not_longer(child.every, parent.every):
        return Difference("renewal", _T, *said)
    alike = {*_rest_of(parent)} == {*_rest_of(child)}
    if not alike or child.anchor in {Anchor.PREVIOUS_EXPIRY, Anchor.BIRTH_MONTH}:
        return Difference("renewal", _D, *said, "it ends by another rule")
    return Difference("renewal", _spans(parent.every, child.every), *said)


_LATER: Final = frozenset({Anchor.END_OF_MONTH, Anchor.CALENDAR_YEAR, Anchor.PERIOD_END})  # not before so long after


def _rest_of(renewal: Renewal) -> Iterator[tuple[str, object]]:
    """Yield the parts of a renewal by name, but for its length."""
    for name in Renewal.__dataclass_fields__:
        if name != "every":
            yield name, getattr(renewal, name)


def _eased(asked: Terms, asks: Terms) -> Difference:
    theirs, ours = asked.eased, asks.eased
    said = text.less(theirs), text.less(ours)
    if theirs == ours:
        return Difference("hours_with", _S, *said)
    if ours is None:
        enough = theirs is not None and (asks.minutes or 0) >= theirs.minutes
        return Difference("hours_with", _T if enough else _L, *said)
    if theirs is None:
        return Difference("hours_with", _T if ours.minutes >= (asked.minutes or 0) else _L, *said)
    if theirs.kind != ours.kind:
        return Difference("hours_with", _D, *said, "fewer hours for somebody else")
    return Difference("hours_with", _T if ours.minutes > theirs.minutes else _L, *said)


def _approved(asked: Terms, asks: Terms) -> Difference:
    theirs, ours = asked.approved_by, asks.approved_by
    relation = _S if theirs == ours else _L if not ours else _T if not theirs else _D
    return Difference("approved_by", relation, theirs, ours, "approved by another" if relation is _D else "")


def _yes(said: bool) -> str:  # noqa: FBT001 - as a pack writes it
    return "true" if said else ""


def _prior(asked: Terms, asks: Terms) -> Difference:
    theirs, ours = asked.prior, asks.prior
    said = (
        text.or_none(theirs and _credit(theirs)),
        text.or_none(ours and _credit(ours)),
    )
    chained = any(each.renewal and each.renewal.anchor is Anchor.PREVIOUS_EXPIRY for each in (asked, asks))
    if theirs == ours:
        return Difference("prior", _S, *said)
    if chained:
        return Difference("prior", _D, *said, "what is renewed keeps an anniversary")
    if theirs is None or ours is None:
        return Difference("prior", _T if theirs is None else _L, *said)
    parts = (
        _lookback(theirs.lookback, ours.lookback),
        _wider(theirs.except_topics, ours.except_topics),
        _proof(theirs.proof, ours.proof),
    )
    return Difference("prior", worst(parts), *said)


def _credit(prior: Prior) -> str:
    return "not said" if prior.lookback is None else f"within {prior.lookback}"


def _lookback(theirs: Span | None, ours: Span | None) -> Relation:
    """Compare how far back credit reaches; of what is not said, nothing lets anybody pass."""
    if theirs is None or ours is None:
        return _S if theirs is ours else _T if ours is None else _L
    return _spans(theirs, ours)


def _exempt(asked: Terms, asks: Terms) -> Difference:
    theirs, ours = (each.exemption.circumstance if each.exemption else "" for each in (asked, asks))
    return Difference("exempt_if", _S if theirs == ours else _L if ours else _T, theirs, ours)


def _leave(asked: Terms, asks: Terms) -> Difference:
    theirs, ours = asked.leave, asks.leave
    relation = _S if theirs is ours else _L if theirs is None else _T if ours is None else _D
    because = "leave changes another thing" if relation is _D else ""
    return Difference("leave", relation, text.or_none(theirs), text.or_none(ours), because)


def _interim(parent: str, child: str) -> Relation:
    return _S if parent == child else _L if not child else _T if not parent else _D


def _hours(parent: int | None, child: int | None) -> Relation:
    if parent == child:
        return _S
    return _T if parent is None or (child is not None and child > parent) else _L


def _proof(parent: Proof | None, child: Proof | None) -> Relation:
    needed, asked = parent or Proof.SELF_REPORTED, child or Proof.SELF_REPORTED
    if asked.reaches(needed):
        return _S if needed.reaches(asked) else _T
    return _L


def _longest(parent: Span | None, child: Span | None) -> Relation:
    if parent == child:
        return _S
    if parent is None or child is None:
        return _L if parent is None else _T
    return _spans(parent, child)


def _spans(parent: Span, child: Span) -> Relation:
    if parent == child:
        return _S
    return _T if not_longer(child, parent) else _L if not_longer(parent, child) else _D


def not_longer(one: Span, other: Span) -> bool:
    """Is a length of time never the longer, whatever day it is counted from?

    >>> not_longer(Span(days=28), Span(months=1)), not_longer(Span(days=30), Span(months=1))
    (True, False)
    """
    if one.months <= other.months and one.days <= other.days:
        return True
    years, months = divmod(one.months, 12)
    least_years, least_months = divmod(other.months, 12)
    longest = 366 * years + 31 * months + one.days
    return longest <= 365 * least_years + 28 * least_months + other.days


def worst(relations: Iterable[Relation]) -> Relation:
    """Return what several relations come to: looser beats what cannot be compared beats tighter beats the same.

    >>> worst([Relation.TIGHTER, Relation.SAME]), worst([Relation.ADDED, Relation.LEFT_OUT]), worst([])
    (<Relation.TIGHTER: 'tighter'>, <Relation.LOOSER: 'looser'>, <Relation.SAME: 'same'>)
    """
    there = {_COMES_TO.get(each, each) for each in relations}
    return next((each for each in (_L, _D, _T) if each in there), _S)


_COMES_TO: Final = {Relation.ADDED: _T, Relation.LEFT_OUT: _L}
