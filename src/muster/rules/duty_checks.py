"""What no single key shows of credit, fewer hours, exemptions, several things and equivalence (decision 30)."""

from __future__ import annotations

from collections.abc import Iterator

from muster.domain.anchors import Anchor
from muster.domain.leave import OnLeave
from muster.domain.requirements import Event
from muster.rules.looking import Table, idle, names, tables, unknown
from muster.rules.places import Path
from muster.rules.problems import Problem
from muster.rules.words import shown


def of_pack(raw: Table) -> Iterator[Problem]:
    """Find what is wrong between the keys."""
    cards = {name for _, each in tables(raw.get("credential")) for name in names(each.get("id"))}
    topics: set[str] = set()
    for place, requirement in tables(raw.get("requirement")):
        here = ("requirement", place)
        yield from _asked(requirement, here)
        yield from _ambiguous(requirement, here, cards)
        asked = set(names(requirement.get("topic"))) | (_named(requirement) - cards)
        topics |= asked
        for each, terms in tables(requirement.get("terms")):
            yield from _terms(terms, (*here, "terms", each), requirement, asked, cards)
    given = tables(raw.get("equivalence"))
    answering = {name for _, each in given for name in names(each.get("this"))}
    yield from _equivalences(given, cards | topics | answering)


def looked_at(raw: Table) -> set[str]:
    """Return what is named beside ``topic`` and ``credential``: names that may be of credentials."""
    found = {name for _, each in tables(raw.get("equivalence")) for name in names(each.get("this"))}
    for _, requirement in tables(raw.get("requirement")):
        found |= _named(requirement)
    return found


def cards_looked_at(raw: Table) -> set[str]:
    """Return what conditions and clocks name: names that can only be of credentials."""
    found: set[str] = set()
    for _, requirement in tables(raw.get("requirement")):
        for _, terms in tables(requirement.get("terms")):
            for table, key in (("hours_with", "credential"), ("initial", "shown_by")):
                inside = terms.get(table)
                found |= set(names(inside.get(key))) if isinstance(inside, dict) else set()
    return found


def _asked(requirement: Table, path: Path) -> Iterator[Problem]:
    """A requirement asks in one way."""
    ways = [key for key in ("topic", "credential", "all_of", "unread") if key in requirement]
    if not ways:
        yield Problem(
            path,
            "neither a topic nor a credential",
            "something to ask for",
            'add topic = "…" or credential = "…"',
        )
    for alone in ("all_of", "unread"):
        card = alone == "unread" and "cycle" not in requirement  # whoever holds it goes by it: decision 40
        beside = [each for each in ways if each != alone and not (card and each == "credential")]
        if alone in ways and beside:
            yield Problem(
                (*path, alone),
                f"'{alone}' beside '{beside[0]}'",
                f"'{alone}' alone",
                "take one of the two out, or make two requirements of it",
            )


def _ambiguous(requirement: Table, path: Path, cards: set[str]) -> Iterator[Problem]:
    """A name that stands for a topic and for a credential says neither."""
    for name in names(requirement.get("topic")):
        if name in cards:
            yield Problem(
                (*path, "topic"),
                f"'{name}', which is a credential of this pack too",
                "another name than any credential has",
                "give the topic or the credential another name",
            )


def _terms(terms: Table, path: Path, requirement: Table, topics: set[str], cards: set[str]) -> Iterator[Problem]:
    initial, prior = terms.get("initial"), terms.get("prior")
    if isinstance(initial, dict):
        yield from _initial(initial, (*path, "initial"), cards)
    if "interim" in terms and "initial" not in terms:
        yield idle((*path, "interim"), "'interim' without 'initial'", "a deadline that it lasts until")
    if isinstance(prior, dict):
        for name in names(prior.get("except")):
            if name not in topics:
                yield unknown((*path, "prior", "except"), name, topics, "a topic of this requirement")
    yield from _eased(terms, path, cards)
    yield from _leave(terms, path)
    yield from _nothing_to_judge(terms, path, requirement)


def _eased(terms: Table, path: Path, cards: set[str]) -> Iterator[Problem]:
    eased = terms.get("hours_with")
    if not isinstance(eased, dict):
        return
    for name in names(eased.get("credential")):
        if name not in cards:
            yield unknown((*path, "hours_with", "credential"), name, cards, "a credential of this pack")
    hours, fewer = terms.get("hours"), eased.get("hours")
    if "hours" not in terms:
        yield idle((*path, "hours_with"), "'hours_with' without 'hours'", "'hours' beside it")
    elif isinstance(hours, int | float) and isinstance(fewer, int | float) and fewer >= hours:
        yield Problem(
            (*path, "hours_with", "hours"),
            shown(fewer),
            f"fewer than {shown(hours)}",
            "write the hours of those who need less",
        )


def _leave(terms: Table, path: Path) -> Iterator[Problem]:
    """Find leave that would change nothing: no hours and length to take a share of, or no length to stand still in."""
    initial, renewal = terms.get("initial"), terms.get("renewal")
    anchor = renewal.get("anchor", Anchor.COMPLETION.value) if isinstance(renewal, dict) else None
    by_length = "hours" in terms and anchor == Anchor.COMPLETION.value
    within = isinstance(initial, dict) and initial.get("within") not in {None, "before"}
    here = (*path, "leave")
    if terms.get("leave") == OnLeave.PRO_RATE.value and not by_length:
        found = "'pro-rate' without hours that are asked again by a length from completion"
        yield idle(here, found, "'hours', and a 'renewal' with the anchor 'completion'")
    if terms.get("leave") == OnLeave.PAUSE.value and not within:
        yield idle(here, "'pause' without an initial deadline within a length", "'initial' with 'within' a length")


def _nothing_to_judge(terms: Table, path: Path, requirement: Table) -> Iterator[Problem]:
    """A number that muster would never look at is a mistake, not an ornament."""
    if "unread" in requirement:
        of_a_card = () if "credential" in requirement else ("grace", "proof")
        for key in ("hours", "renewal", "prior", "leave", "approved_by", "approved_by_another", *of_a_card):
            if key in terms:
                yield idle((*path, key), f"'{key}' where the rule was not read", "no such key")
    if "all_of" in requirement and "hours" in terms:
        yield Problem(
            (*path, "hours"),
            "'hours' over several things",
            "hours for each of them",
            "make a requirement of each thing that has hours",
        )
    if not {"topic", "all_of", "unread"} & set(requirement):
        for key in ("prior", "approved_by", "approved_by_another"):
            if key in terms:
                yield idle((*path, key), f"'{key}' where only a credential is asked for", f"'{key}' beside a topic")
    if "approved_by" in terms and "path" in terms:
        yield idle((*path, "approved_by"), "'approved_by' beside a path", "'approved_by' where no path of hours is")


def _initial(initial: Table, path: Path, cards: set[str]) -> Iterator[Problem]:
    event = initial.get("event") if isinstance(initial.get("event"), str) else None
    if event == Event.FIRST_SERVICE.value and "shown_by" not in initial:
        yield Problem(
            (*path, "event"),
            "'first-service' without 'shown_by'",
            "'shown_by' beside it",
            "add shown_by, and a [[credential]] of the sort 'attestation' with that id",
        )
    if event in set(Event) - {Event.FIRST_SERVICE} and "shown_by" in initial:
        yield idle((*path, "shown_by"), f"'shown_by' beside the event {shown(event)}", "the event 'first-service'")
    if event in set(Event) - {Event.HIRE} and "at_application" in initial:
        yield idle((*path, "at_application"), f"'at_application' beside the event {shown(event)}", "the event 'hire'")
    for name in names(initial.get("shown_by")):
        if name not in cards:
            yield unknown((*path, "shown_by"), name, cards, "a credential of this pack")


def _equivalences(given: list[tuple[int, Table]], known: set[str]) -> Iterator[Problem]:
    """What is answered for is asked for, each pair stands once, and nothing answers for itself.

    What answers may be a topic that nothing else in the pack names.
    """
    edges: dict[str, set[str]] = {}
    for place, each in given:
        this = each.get("this")
        for name in names(each.get("answers_for")):
            here = ("equivalence", place, "answers_for")
            if name not in known:
                yield unknown(here, name, known, "a topic or a credential that a requirement asks for")
            if not isinstance(this, str):
                continue
            if name in edges.get(this, ()):
                yield Problem(here, f"'{name}' a second time", "each pair once", "take one of the two out")
            circle = [this, name] if name == this else _path(edges, name, this)
            if circle:
                yield Problem(
                    here,
                    f"a circle: {' answers for '.join([this, *circle] if name != this else circle)}",
                    "what answers for something else, and never comes back to itself",
                    "take the equivalence out that is not so; two things that are the same have one name",
                )
            edges.setdefault(this, set()).add(name)


def _path(edges: dict[str, set[str]], start: str, end: str, seen: frozenset[str] = frozenset()) -> list[str]:
    """Return the way from one name to another, both inside; nothing when there is none."""
    if start == end:
        return [end]
    for each in sorted(edges.get(start, ())):
        if each not in seen:
            way = _path(edges, each, end, seen | {start})
            if way:
                return [start, *way]
    return []


def _named(requirement: Table) -> set[str]:
    """Return every name in ``all_of``."""
    listed = requirement.get("all_of")
    return {name for each in listed for name in names(each)} if isinstance(listed, list) else set()
