"""What no single key shows of rules of a team (decision 32): places that can be filled, names that agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from muster.domain.teams.staffing import Presence
from muster.rules.looking import Table, idle, names, repeated, tables, unknown
from muster.rules.places import Path
from muster.rules.problems import Problem
from muster.rules.team_forms import hours

_FILLS: Final = ("roles", "credential", "topic")
_ASKS: Final = ("way", "company", "members_meet", "equipment", "never")


def of_pack(raw: Table) -> Iterator[Problem]:
    """Find what is wrong between the keys of teams."""
    requirements = {name: each for _, each in tables(raw.get("requirement")) for name in names(each.get("id"))}
    cards = {name for _, each in tables(raw.get("credential")) for name in names(each.get("id"))}
    for path, team, terms in _terms(raw):
        yield from _asked(terms, path, unread="unread" in team)
        for at, name in enumerate(names(terms.get("members_meet"))):
            if name not in requirements:
                yield unknown((*path, "members_meet", at), name, requirements, "a requirement of this pack")
        yield from _apart(terms.get("never"), terms.get("uncounted"), (*path, "uncounted"), "may never be there")
        yield from _apart(terms.get("never"), terms.get("welcome"), (*path, "welcome"), "may never be there")
        met = [requirements[name] for name in names(terms.get("members_meet")) if name in requirements]
        yield from _ways(terms, path)
        for at, company in tables(terms.get("company")):
            yield from _company(company, (*path, "company", at), met)
        for here, place in places(terms, path):
            yield from _place(place, here, terms, cards)


def cards(raw: Table) -> Iterator[tuple[Path, str]]:
    """Yield every credential that a place names, and where."""
    for path, _, terms in _terms(raw):
        for here, place in places(terms, path):
            for at, name in enumerate(names(place.get("credential"))):
                yield (*here, "credential", at), name


def places(terms: Table, path: Path) -> Iterator[tuple[Path, Table]]:
    """Yield every place of a set of terms, whoever fills it."""
    for key, inside in (("way", ("place", "somebody")), ("company", ("somebody",))):
        for at, each in tables(terms.get(key)):
            for name in inside:
                for where, place in tables(each.get(name)):
                    yield (*path, key, at, name, where), place


def _terms(raw: Table) -> Iterator[tuple[Path, Table, Table]]:
    for place, team in tables(raw.get("team")):
        for at, terms in tables(team.get("terms")):
            yield ("team", place, "terms", at), team, terms


def _asked(terms: Table, path: Path, *, unread: bool) -> Iterator[Problem]:
    """Terms ask for something, unless it could not be read."""
    asked = [key for key in (*_ASKS, "uncounted", "welcome") if key in terms]
    if unread:
        for key in asked:
            yield idle((*path, key), f"'{key}' where the rule was not read", "no such key")
    elif not any(key in terms for key in _ASKS):
        yield Problem(path, "terms that ask nothing of a team", "something to ask for", "add [[team.terms.way]]")
    elif "uncounted" in asked and "way" not in asked:
        yield idle((*path, "uncounted"), "'uncounted' where nobody is counted", "a way to be a team")
    elif "welcome" in asked and "never" not in asked:
        yield idle((*path, "welcome"), "'welcome' where nobody is barred", "who may never be there")


def _ways(terms: Table, path: Path) -> Iterator[Problem]:
    several = list(tables(terms.get("way")))
    for at, way in several:
        here = (*path, "way", at)
        inside = [place for _, place in tables(way.get("place"))]
        for key in ("place", "somebody"):
            yield from repeated(tables(way.get(key)), (*here, key), "id")
        number, only = way.get("in_person"), sum(_only_in_person(place) for place in inside)
        if isinstance(number, int) and 1 <= number <= only:
            yield Problem(
                (*here, "in_person"),
                f"{number}, where {only} places are filled in person anyhow",
                f"more than {only}, or no such key",
                "take it out; muster would not look at it",
            )
        if not inside and "somebody" not in way and "in_person" not in way:
            yield Problem(here, "a way that asks nothing", "something to ask for", "add in_person, or a place")
        for before, other in several[:at]:
            if way.get("if") == other.get("if") and _cross(way.get("hours"), other.get("hours")):
                yield Problem(
                    (*here, "hours"),
                    f"hours that overlap with those of way {before + 1}",
                    "the same hours, or hours apart",
                    "write each way with hours that begin where others end, or with the same",
                )


def _only_in_person(place: Table) -> bool:
    there = {*(names(place.get("presence")) or [Presence.IN_PERSON.value]), *names(place.get("unclear"))}
    return there == {Presence.IN_PERSON.value}


def _cross(one: object, other: object) -> bool:
    """Do two stretches of hours overlap without being the same?"""
    try:
        first, second = hours(one), hours(other)
    except ValueError:  # the forms speak of hours that are none
        return False
    return first != second and first.since < second.until and second.since < first.until


def _company(company: Table, path: Path, met: list[Table]) -> Iterator[Problem]:
    yield from repeated(tables(company.get("somebody")), (*path, "somebody"), "id")
    if Presence.REACHABLE.value in names(company.get("presence")):
        yield idle((*path, "presence"), "'reachable', which is not on the team", "'in-person' or 'remote'")
    interim = company.get("interim") is True
    if "of" not in company and not interim:
        yield Problem(path, "company of nobody", "who needs it", "add of = […], or interim = true")
    if interim and not any("interim" in terms for each in met for _, terms in tables(each.get("terms"))):
        yield idle(
            (*path, "interim"),
            "'interim' where no requirement in 'members_meet' has an interim",
            "a requirement with terms that say 'interim'",
        )


def _place(place: Table, path: Path, terms: Table, cards: set[str]) -> Iterator[Problem]:
    barred = {*names(terms.get("never")), *names(terms.get("uncounted"))}
    filling = [key for key in _FILLS if key in place]
    roles = names(place.get("roles"))
    if not filling or (filling == ["roles"] and roles and set(roles) <= barred):
        yield Problem(
            path,
            "a place that nobody can fill",
            "roles, a credential or a topic",
            'add roles = […], credential = "…" or topic = "…" of somebody who counts',
        )
    if "*" in roles and (len(roles) > 1 or len(filling) > 1):
        yield Problem((*path, "roles"), "'*' beside others", "'*' alone", "'*' is everybody; take the others out")
    for name in names(place.get("topic")):
        if name in cards:
            yield Problem(
                (*path, "topic"),
                f"'{name}', which is a credential of this pack",
                "the name of a training",
                f"write credential = '{name}'",
            )
    there = place.get("presence", [Presence.IN_PERSON.value])
    yield from _apart(there, place.get("unclear"), (*path, "unclear"), "is clear enough, by 'presence'")
    if place.get("trained") is True and "members_meet" not in terms:
        yield idle((*path, "trained"), "'trained' without 'members_meet'", "'members_meet' in the terms")


def _apart(one: object, other: object, path: Path, why: str) -> Iterator[Problem]:
    both = [name for name in names(other) if name in names(one)]
    for name in both:
        yield Problem(path, f"'{name}', which {why}", "each name once", "take it out of one of the two")
