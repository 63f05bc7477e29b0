"""What an import said, how it stands by now, and what hangs on it; and the writes that take it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from muster.domain.access import Scope
from muster.domain.importing.planning.plan import ORDER, Kind
from muster.domain.importing.undoing import InTheWay, Stands, Why, stands
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import (
    AWARD,
    COURSE,
    CREDENTIAL,
    KINDS,
    MEMBERSHIP,
    OPEN_POSITION,
    PARTNER,
    PARTNERSHIP,
    PERSON,
    PERSONNEL_LINE,
    FactKind,
)
from muster.persistence.imports import COUNTED
from muster.persistence.ledger import Entry

Said = Mapping[str, Any]
# The columns by which one fact points at another that an import may add. A test holds them to the foreign keys.
POINTS: Final[Mapping[str, FactKind]] = {
    "person": PERSON,
    "approved_by": PERSON,
    "signed_by": PERSON,
    "course": COURSE,
    "credential": CREDENTIAL,
    "award": AWARD,
    "line": PERSONNEL_LINE,
    "partner": PARTNER,
    "partnership": PARTNERSHIP,
}
_NAMED: Final = ("code", "number", "title", "pack", "team")  # what a fact of nobody is called by, the first that it has


class Touched(NamedTuple):
    """A fact that an act said something of: what it said, what had been believed before, what is believed now."""

    kind: Kind
    fact: UUID
    before: Said | None
    said: Said | None
    now: Said | None

    @property
    def stands(self) -> Stands:
        """How it stands by now."""
        return stands(_values(self.before), _values(self.said), _values(self.now))

    @property
    def added(self) -> bool:
        """Is it as the act added it?"""
        return self.before is None and self.stands is Stands.AS_SAID

    @property
    def back(self) -> bool:
        """Is it as the act said it otherwise, or withdrew it?"""
        return self.before is not None and self.stands is Stands.AS_SAID


async def touched(scope: Scope, position: int) -> list[Touched]:
    """Return every fact that the import at a position said something of; the files themselves are none of it."""
    found = []
    async with scoped(scope):
        for kind in (each for each in ORDER if each in COUNTED):
            table = COUNTED[kind].table
            rows = await fetch(
                f"WITH touched AS (SELECT fact FROM {table} WHERE agency = $1 AND known_from = $2"
                f" UNION SELECT fact FROM {table} WHERE agency = $1 AND known_until = $2)"
                f" SELECT v.* FROM {table} v JOIN touched t ON t.fact = v.fact WHERE v.agency = $1"
                " AND (v.known_from = $2 OR v.known_until = $2 OR v.known_until = $3) ORDER BY v.fact",
                scope.agency,
                position,
                OPEN_POSITION,
            )
            versions: defaultdict[UUID, list[Said]] = defaultdict(list)
            for row in rows:
                versions[row["fact"]].append(dict(row))
            found += [_touched(kind, fact, each, position) for fact, each in versions.items()]
    return found


def _touched(kind: Kind, fact: UUID, versions: Sequence[Said], position: int) -> Touched:
    return Touched(
        kind,
        fact,
        next((each for each in versions if each["known_until"] == position), None),
        next((each for each in versions if each["known_from"] == position), None),
        next((each for each in versions if each["known_until"] == OPEN_POSITION), None),
    )


def _values(said: Said | None) -> dict[str, Any] | None:
    """Return what a version says, whenever it was said."""
    own = {"id", "known_from", "known_until"}
    return None if said is None else {name: value for name, value in said.items() if name not in own}


Blocked = tuple[FactKind, Said, Why]


async def in_the_way(scope: Scope, found: Sequence[Touched]) -> list[InTheWay]:
    """Return what keeps facts from being taken back, in the order of the kinds."""
    async with scoped(scope):
        rows = [
            *((COUNTED[each.kind], _last(each), Why.CHANGED) for each in found if each.stands is Stands.OTHERWISE),
            *[each async for each in _leaning(scope, found)],
            *[each async for each in _missing(scope, found)],
        ]
        names = await _names(scope, [said for _, said, _ in rows])
    return [
        InTheWay(kind.name, said["fact"], _whose(said, kind), _name(said, kind, names), why) for kind, said, why in rows
    ]


def points(kind: FactKind) -> list[str]:
    """Return the columns by which facts of a kind point at others that an import may add."""
    return [name for name in kind.values if name in POINTS]


async def _leaning(scope: Scope, found: Sequence[Touched]) -> AsyncIterator[Blocked]:
    """Yield what else is believed about facts that would go; of a place in the agency, also that there was one.

    What people say of themselves is left out: they say it with such a place, and nobody else is to know of it.
    """
    going: defaultdict[FactKind, set[UUID]] = defaultdict(set)
    for each in found:
        if each.added:
            going[COUNTED[each.kind]].add(each.fact)
    own = [each.fact for each in found]
    for kind in (each for each in KINDS if not each.apart):
        believed = "" if kind is MEMBERSHIP else f" AND known_until = {OPEN_POSITION}"
        for column in points(kind):
            if going[POINTS[column]]:
                rows = await fetch(
                    f"SELECT DISTINCT ON (fact) * FROM {kind.table} WHERE agency = $1 AND {column} = ANY($2::uuid[])"
                    f" AND NOT fact = ANY($3::uuid[]){believed} ORDER BY fact, known_from DESC",
                    scope.agency,
                    list(going[POINTS[column]]),
                    own,
                )
                for row in rows:
                    yield kind, dict(row), Why.LEANS


async def _missing(scope: Scope, found: Sequence[Touched]) -> AsyncIterator[Blocked]:
    """Yield what would be put back and points at something that is not believed any more."""
    back = [(each, each.before) for each in found if each.back and each.before is not None]
    there = {each.fact for each, _ in back}
    for kind in dict.fromkeys(POINTS.values()):
        rows = await fetch(
            f"SELECT fact FROM {kind.table} WHERE agency = $1 AND known_until = $2 AND fact = ANY($3::uuid[])",
            scope.agency,
            OPEN_POSITION,
            [before[column] for _, before in back for column in _pointing(before, kind)],
        )
        there |= {row["fact"] for row in rows}
    for each, before in back:
        if any(before[column] not in there for kind in set(POINTS.values()) for column in _pointing(before, kind)):
            yield COUNTED[each.kind], before, Why.MISSES


def _pointing(said: Said, kind: FactKind) -> list[str]:
    return [name for name, pointed in POINTS.items() if pointed is kind and said.get(name) is not None]


async def take_back(entry: Entry, found: Sequence[Touched]) -> None:
    """Withdraw what an import added, and say again what it had said otherwise or withdrawn."""
    for kind, fact_kind in COUNTED.items():
        own = [each for each in found if each.kind is kind and each.stands is Stands.AS_SAID]
        await entry.withdraw_many(fact_kind, [each.now["id"] for each in own if each.now is not None])
        await entry.say_again(fact_kind, [each.before for each in own if each.before is not None])


async def _names(scope: Scope, said: Sequence[Said]) -> dict[UUID, str]:
    """Return what people, partners, courses and awards are called, or were last, of whom these versions are."""
    found: dict[UUID, str] = {}
    for kind, column, named in (
        *((PERSON, "person", "name"), (PARTNER, "partner", "name")),
        *((COURSE, "course", "title"), (AWARD, "award", "number")),
    ):
        rows = await fetch(
            f"SELECT DISTINCT ON (fact) fact, {named} AS name FROM {kind.table} WHERE agency = $1"
            " AND fact = ANY($2::uuid[]) ORDER BY fact, known_from DESC",
            scope.agency,
            [each[column] for each in said if each.get(column) is not None],
        )
        found |= {row["fact"]: row["name"] for row in rows}
    return found


def _whose(said: Said, kind: FactKind) -> UUID | None:
    found: UUID | None = said["fact"] if kind is PERSON else said.get("person")
    return found


def _name(said: Said, kind: FactKind, names: Mapping[UUID, str]) -> str:
    """Return what a fact is called by: whom it is about, its own name, or the course or the award that it is about."""
    if kind in {PERSON, PARTNER}:
        return str(said["name"])
    for whose in ("person", "partner"):
        if said.get(whose) is not None:
            return names[said[whose]]
    own = next((str(said[each]) for each in _NAMED if said.get(each)), None)
    return names[said.get("course") or said["award"]] if own is None else own


def _last(each: Touched) -> Said:
    """Return the version of a fact to call it by."""
    found = each.now or each.said or each.before
    assert found is not None  # noqa: S101 - it is here since one of them was found
    return found
