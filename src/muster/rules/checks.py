"""What no single key of a pack shows: names that must agree, terms in order, anchors that suit.

These read the text as TOML gives it, so that they also speak where a key beside them is wrong;
what has the wrong type is passed over here, because the forms speak of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from difflib import get_close_matches
from typing import Final

from muster.domain.anchors import Anchor
from muster.domain.requirements import VersionBy
from muster.rules import award_checks, duty_checks, program_duty_forms, team_checks, wording
from muster.rules.cycle_checks import cards_of, of_cycle
from muster.rules.looking import Table, repeated, tables
from muster.rules.places import Path
from muster.rules.problems import Problem
from muster.rules.words import shown

# The parts of a renewal that only some anchors use, and those that they cannot do without.
NEEDS: Final = {
    Anchor.FIXED_DATE: ("on", "'03-31'"),
    Anchor.PERIOD_END: ("on", "'06-30'"),
    Anchor.PREVIOUS_EXPIRY: ("window", "'90 days'"),
}
USED_BY: Final = {
    "on": (Anchor.FIXED_DATE, Anchor.PERIOD_END),
    "rolls_from": (Anchor.FIXED_DATE,),
    "also_on": (Anchor.PERIOD_END,),
    "window": (Anchor.PREVIOUS_EXPIRY,),
    "day": (Anchor.BIRTH_MONTH,),
    "parity": (Anchor.BIRTH_MONTH,),
}


def of_pack(raw: Table) -> Iterator[Problem]:
    """Find what is wrong between the keys of a pack."""
    credentials = tables(raw.get("credential"))
    requirements = tables(raw.get("requirement"))
    teams = tables(raw.get("team"))
    duties = tables(raw.get("duty"))
    of_awards = [(name, tables(raw.get(name))) for name in ("paper", "indirect")]
    for name, found in (
        ("credential", credentials),
        ("requirement", requirements),
        ("team", teams),
        ("duty", duties),
        *of_awards,
    ):
        yield from repeated(found, (name,), "id")
    if not any(raw.get(asked) for asked in ("requirement", "team", "duty", "paper", "indirect")):
        fix = "add a [[requirement]], a [[team]], a [[duty]], a [[paper]] or an [[indirect]]"
        yield Problem((), "nothing that it asks", "at least one requirement, team, duty or rule of awards", fix)
    yield from _parent(raw)
    for place, credential in credentials:
        yield from _renewal(credential.get("validity"), ("credential", place, "validity"))
        yield from _renews(credential.get("renews"), ("credential", place, "renews"))
    for place, requirement in requirements:
        yield from _requirement(requirement, ("requirement", place))
    if isinstance(raw.get("credential", []), list):
        yield from _references(credentials, requirements, raw)
    yield from duty_checks.of_pack(raw)
    yield from team_checks.of_pack(raw)
    yield from program_duty_forms.problems(raw)
    yield from award_checks.of_pack(raw)
    yield from wording.problems(raw)
    yield from _in_order(duties, teams, of_awards)


def _in_order(
    duties: list[tuple[int, Table]],
    teams: list[tuple[int, Table]],
    of_awards: list[tuple[str, list[tuple[int, Table]]]],
) -> Iterator[Problem]:
    """Find terms of duties, of teams and of awards that are out of order."""
    for name, found in of_awards:
        for place, each in found:
            yield from _order(tables(each.get("terms")), (name, place))
    for place, duty in duties:
        yield from _order(tables(duty.get("terms")), ("duty", place))
        for at, terms in tables(duty.get("terms")):
            yield from _renewal(terms.get("renewal"), ("duty", place, "terms", at, "renewal"))
    for place, team in teams:
        known = [each for each in tables(team.get("terms")) if "in_force" not in each[1]]
        yield from _order(known, ("team", place))
        for at, terms in tables(team.get("terms")):
            yield from _order([(at, terms)], ("team", place)) if "in_force" in terms else ()


def _renews(renews: object, path: Path) -> Iterator[Problem]:
    """A card may be renewed late through one day."""
    if isinstance(renews, dict) and {"late_through", "late_under"} <= set(renews):
        yield Problem(
            (*path, "late_under"),
            "'late_under' beside 'late_through'",
            "one end of a late renewal",
            "take one of the two out",
        )


def _parent(raw: Table) -> Iterator[Problem]:
    """Find a pack that would tighten itself."""
    tightens = raw.get("tightens")
    if isinstance(tightens, dict) and tightens.get("pack") == raw.get("id"):
        yield Problem(
            ("tightens", "pack"),
            "the pack itself",
            "the pack of another body",
            "give this pack another id; a newer text of a pack takes the place of the older one",
        )


def _references(
    credentials: list[tuple[int, Table]], requirements: list[tuple[int, Table]], raw: Table
) -> Iterator[Problem]:
    """Every credential that is accepted is defined; and if so, every one that is defined is accepted."""
    defined = {str(each["id"]): place for place, each in credentials if isinstance(each.get("id"), str)}
    accepted = duty_checks.looked_at(raw) & set(defined) | duty_checks.cards_looked_at(raw)
    for path, name in team_checks.cards(raw):
        accepted.add(name)
        if name not in defined:
            yield undefined(name, defined, path)
    for place, requirement in requirements:
        for path, name in cards_of(requirement):
            accepted.add(name)
            if name not in defined:
                yield undefined(name, defined, ("requirement", place, *path))
        for inside, name in _names(requirement, "credential"):
            accepted.add(name)
            if name not in defined:
                yield undefined(name, defined, ("requirement", place, "credential", inside))
    if accepted <= set(defined):
        for name in sorted(set(defined) - accepted):
            yield Problem(
                ("credential", defined[name], "id"),
                f"'{name}', which no requirement accepts",
                "credentials that a requirement accepts",
                "name it in a requirement's 'credential', or take the block out",
            )


def undefined(name: str, defined: Iterable[str], path: Path) -> Problem:
    """Return the problem of a credential that is named and nowhere defined."""
    near = get_close_matches(name, defined, n=1)
    return Problem(
        path,
        f"'{name}', which this pack does not define",
        f"'{near[0]}'" if near else "a credential of this pack",
        f"write '{near[0]}'" if near else f"add a [[credential]] with id = '{name}'",
    )


def _names(requirement: Table, key: str) -> list[tuple[int, str]]:
    """Return what ``topic`` or ``credential`` names, one or many."""
    value = requirement.get(key)
    listed = value if isinstance(value, list) else [value]
    return [(place, each) for place, each in enumerate(listed) if isinstance(each, str)]


def _requirement(requirement: Table, path: Path) -> Iterator[Problem]:
    roles = requirement.get("roles")
    if isinstance(roles, list) and "*" in roles and len(roles) > 1:
        yield Problem(
            (*path, "roles"),
            "'*' beside other roles",
            "'*' alone",
            "'*' binds everybody; take the others out, or '*'",
        )
    topics, credentials = "topic" in requirement or "all_of" in requirement, "credential" in requirement
    terms = tables(requirement.get("terms"))
    yield from _order(terms, path)
    named = [name for _, name in _names(requirement, "topic")]
    for place, each in terms:
        here = (*path, "terms", place)
        yield from of_cycle(each, here, named, cycle="cycle" in requirement)
        yield from _renewal(each.get("renewal"), (*here, "renewal"))
        yield from _idle(each, here, topics=topics, credentials=credentials)


def _order(terms: list[tuple[int, Table]], path: Path) -> Iterator[Problem]:
    """Terms are written oldest first, do not overlap, and are picked by one kind of date."""
    before: date | None = None
    ended: date | None = None
    for place, each in terms:
        here = (*path, "terms", place)
        effective, through = _day(each, "effective"), _day(each, "through")
        if effective and before and effective <= before:
            yield Problem(
                (*here, "effective"),
                str(effective),
                f"a day after {before}",
                "write the terms oldest first, each from its own day",
            )
        elif effective and ended and effective <= ended:
            yield Problem(
                (*here, "effective"),
                f"{effective}, while the terms before run through {ended}",
                f"a day after {ended}",
                "end the terms before sooner, or begin these later",
            )
        if effective and through and through < effective:
            yield Problem(
                (*here, "through"),
                str(through),
                f"a day not before {effective}",
                "write the last day on which these are the terms",
            )
        before, ended = effective or before, through or ended
    picked = [(place, each.get("version_by", VersionBy.SERVICE_DATE.value)) for place, each in terms]
    for place, by in picked:
        if by != picked[0][1] and isinstance(by, str) and by in set(VersionBy):
            yield Problem(
                (*path, "terms", place, "version_by"),
                f"'{by}'",
                f"{shown(picked[0][1])}, as in the first terms",
                "let one kind of date pick all terms of a requirement; otherwise a day could have two",
            )


def _day(terms: Table, key: str) -> date | None:
    """Return a date, where one is written; an instant is none."""
    value = terms.get(key)
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _idle(terms: Table, path: Path, *, topics: bool, credentials: bool) -> Iterator[Problem]:
    """A number that muster would never look at is a mistake, not an ornament."""
    for key in ("hours", "renewal"):
        if key in terms and credentials and not topics:
            yield Problem(
                (*path, key),
                f"'{key}' where only a credential is asked for",
                f"'{key}' beside a topic",
                "take it out; a credential counts whole, as long as its own validity says",
            )
    if "grace" in terms and topics and not credentials and "renewal" not in terms:
        yield Problem(
            (*path, "grace"),
            "'grace' without 'renewal'",
            "something that can lapse",
            "take it out, or add 'renewal'",
        )


def _renewal(renewal: object, path: Path) -> Iterator[Problem]:
    """Each anchor has what it counts from, and nothing that it would not look at."""
    if not isinstance(renewal, dict):
        return
    named = renewal.get("anchor", Anchor.COMPLETION.value)
    if not isinstance(named, str) or named not in set(Anchor):
        return
    anchor = Anchor(named)
    ends = [key for key in ("unsettled_from", "unsettled_through") if key in renewal]
    if len(ends) == 1:
        yield Problem((*path, ends[0]), "one end of what is unsettled", "both its ends", "write its first and last day")
    key, example = NEEDS.get(anchor, ("", ""))
    if key and key not in renewal:
        yield Problem((*path, "anchor"), f"'{anchor}' without '{key}'", f"'{key}' beside it", f"add {key} = {example}")
    for part, anchors in USED_BY.items():
        if part in renewal and anchor not in anchors:
            used = " or ".join(f"'{each}'" for each in anchors)
            yield Problem(
                (*path, part),
                f"'{part}' beside anchor '{anchor}'",
                f"anchor {used}",
                f"take '{part}' out, or change the anchor",
            )
