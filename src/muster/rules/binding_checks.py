"""Whom a pack binds, where and since when (decision 40): asked only of what is to be adopted, never of what was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.domain.requirements import VersionBy
from muster.rules.looking import Table, names, tables
from muster.rules.places import Path
from muster.rules.problems import Problem
from muster.rules.words import UNKNOWN, shown

_EVERYBODY = "*"


def of_pack(raw: Table) -> Iterator[Problem]:
    """Find roles that nobody asks for a card they renew, terms whose first day has to be read, a state misnamed."""
    yield from _place(raw.get("jurisdiction"))
    requirements = tables(raw.get("requirement"))
    defined = {name for _, each in tables(raw.get("credential")) for name in names(each.get("id"))}
    asked = [each for _, each in requirements if not {"cycle", "topic", "employed"} & set(each)]
    for place, requirement in requirements:
        yield from _renewing(requirement, ("requirement", place), asked, defined)
        for at, terms in tables(requirement.get("terms")):
            if terms.get("effective") == UNKNOWN:
                yield from _since_unknown(terms, ("requirement", place, "terms", at), requirement)


def _place(written: object) -> Iterator[Problem]:
    """A state has one name in all packs, so that those of one state are found together."""
    state = re.fullmatch(r"\s*(?:us[-_ ])?([a-z]{2})\s*", written, re.IGNORECASE) if isinstance(written, str) else None
    name = f"US-{state[1].upper()}" if state and state[1].upper() != "US" else "US"
    if state and written != name:
        expected = "'US', a state as 'US-MD', or a place in words"
        yield Problem(("jurisdiction",), shown(written), expected, f"write '{name}'")


def _renewing(requirement: Table, path: Path, asked: list[Table], defined: set[str]) -> Iterator[Problem]:
    """Where the card of a cycle is on file of nobody, nothing of the cycle binds: somebody else has to miss it."""
    cycle = requirement.get("cycle")
    cards = names(cycle.get("of")) if isinstance(cycle, dict) else []
    held = {role for each in asked if _asks_for(each, set(cards), defined) for role in names(each.get("roles"))}
    for role in names(requirement.get("roles")) if cards else ():
        if role not in held and _EVERYBODY not in held:
            any_of = " or ".join(f"'{card}'" for card in cards)
            yield Problem(
                (*path, "roles"),
                f"'{role}', who renews {any_of} here and is nowhere asked to hold it",
                f"a requirement that asks '{role}' for it: whoever has none on file would be asked nothing",
                "add a [[requirement]] with that credential and this role (and with 'unread', where the rule does not "
                "say whether they must hold it), or take the role out",
            )


def _asks_for(requirement: Table, cards: set[str], defined: set[str]) -> bool:
    """Does it ask for one of these cards, or for another that stands beside them, and for no course in their place?"""
    listed = requirement.get("all_of")
    parts = [requirement.get("credential"), *(listed if isinstance(listed, list) else ())]
    return any(not cards.isdisjoint(part) and defined.issuperset(part) for part in map(names, parts))


def _since_unknown(terms: Table, path: Path, requirement: Table) -> Iterator[Problem]:
    """Nobody read since when it was asked: only of whoever was hired before what was read, and settling nothing."""
    by_hire = terms.get("version_by") == VersionBy.HIRE_DATE.value
    if "unread" not in requirement or not by_hire or path[-1] != 0:
        yield Problem(
            (*path, "effective"),
            f"'{UNKNOWN}'",
            "a date; 'unknown' only in the first terms of what was not read ('unread'), picked by 'hire-date'",
            "write the first day on which the text that was read is surely in force",
        )
