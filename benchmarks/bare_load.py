"""The bare load: PostgreSQL reads the same files, and what they say goes into the same tables, unchecked.

COPY into temporary tables, since row-level security refuses it in the real ones; then one INSERT for each
of them, under every constraint, index and policy. Ids are the database's own. No value is looked at, nothing
is compared with what is on record, and no leaf is left. It is rolled back, unless it is to be kept.
"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from benchmarks import bare
from benchmarks.loading import Loaded
from benchmarks.spreadsheets import DAY_HOURS, PROGRAM, TITLE, Spreadsheet
from benchmarks.workload import NOW, ROLE
from muster.domain.acts import Act
from muster.persistence.facts import (
    COMPLETION,
    COURSE,
    EFFORT,
    EMPLOYMENT,
    IDENTIFIER,
    OPEN_POSITION,
    PAID_DAY,
    PAY_RATE,
    PERSON,
    ROLE_HELD,
    SYSTEM,
    FactKind,
)

_ALWAYS, _NO_END = "'-infinity'", "'infinity'"
_THE_PROGRAM: Final = f"(SELECT fact FROM program_version WHERE agency = $1 AND name = '{PROGRAM}')"  # noqa: S608 - a name of ours


@dataclass(frozen=True, slots=True)
class Beside:
    """A temporary table of a file's columns; ``facts``: columns of ids, one for each fact that a row makes."""

    name: str
    columns: Mapping[str, str]
    facts: tuple[str, ...]

    def made(self) -> str:
        """Return the statement that makes it."""
        columns = [f"{name} {kind}" for name, kind in self.columns.items()]
        ids = [f"{name} uuid NOT NULL DEFAULT gen_random_uuid()" for name in self.facts]
        return f"CREATE TEMPORARY TABLE {self.name} ({', '.join([*columns, *ids])}) ON COMMIT DROP"


@dataclass(frozen=True, slots=True)
class Into:
    """One kind of fact: where its rows come from, the days, and what is said, each as SQL."""

    kind: FactKind
    source: str
    fact: str
    said: Mapping[str, str]
    since: str = _ALWAYS
    until: str = _NO_END

    def statements(self) -> tuple[str, str]:
        """Return the INSERT of what the facts are, and that of what is said of them; $1 agency, $2 position."""
        about = self.kind.anchored
        head, kept = ", ".join(("id", "agency", *about)), ", ".join((self.fact, "$1", *map(self.said.get, about)))  # type: ignore[arg-type]
        system = ("gen_random_uuid()", "$1", self.fact, self.since, self.until, "'known'", "$2", str(OPEN_POSITION))
        columns, values = ", ".join((*SYSTEM, *self.said)), ", ".join((*system, *self.said.values()))
        return (
            f"INSERT INTO {self.kind.name} ({head}) SELECT {kept} FROM {self.source}",  # noqa: S608 - the words below
            f"INSERT INTO {self.kind.table} ({columns}) SELECT {values} FROM {self.source}",  # noqa: S608 - the same
        )


_ROSTER: Final = Beside(
    "roster",
    {"number": "text", "last": "text", "first": "text", "email": "text", "title": "text", "hired_on": "date"}
    | {"status": "text", "fte": "numeric", "rate": "numeric"},
    ("person", "identifier", "employment", "role", "pay_rate"),
)
_LEARNED: Final = Beside(
    "learned",
    {"name": "text", "email": "text", "course": "text", "done_on": "date", "hours": "numeric"}
    | {"delivery": "text", "status": "text"},
    ("completion",),
)
_COURSES: Final = (
    "CREATE TEMPORARY TABLE courses ON COMMIT DROP AS"
    " SELECT gen_random_uuid() AS id, course AS title FROM (SELECT DISTINCT course FROM learned) AS once"
)
_TRAINING: Final = (
    Into(
        PERSON,
        "roster",
        "person",
        {"name": "first || ' ' || last", "preferred_name": "''", "email": "email", "phone": "''", "language": "'en'"},
    ),
    Into(IDENTIFIER, "roster", "identifier", {"person": "person", "register": "'hr'", "value": "number"}),
    Into(EMPLOYMENT, "roster", "employment", {"person": "person", "kind": "'employee'"}, "hired_on"),
    Into(
        ROLE_HELD,
        f"roster WHERE title = '{TITLE}'",
        "role",
        {"person": "person", "program": _THE_PROGRAM, "role": f"'{ROLE}'", "fte_percent": "fte * 100"},
        "hired_on",
    ),
    Into(
        PAY_RATE,
        "roster",
        "pay_rate",
        {"person": "person", "cents_per_hour": "rate * 100"},
        "hired_on",
    ),
    Into(
        COURSE,
        "courses",
        "id",
        {"title": "title", "provider": "''", "topics": "'{a-topic}'", "minutes": "60", "mode": "'unknown'"},
    ),
    Into(
        COMPLETION,
        "learned JOIN roster USING (email) JOIN courses ON courses.title = learned.course",
        "completion",
        {"person": "person", "course": "courses.id", "minutes": "hours * 60", "mode": "'in-person'"}
        | {"proof": "'self-reported'"},
        "done_on",
    ),
)
_WORKED: Final = Beside(
    "worked",
    {"number": "text", "work_on": "date", "hours": "numeric", "code": "text", "award": "text", "line": "text"}
    | {"approved_by": "text"},
    ("effort", "paid_day"),
)
_HELD: Final = "AND {0}.agency = $1 AND {0}.known_until = " + str(OPEN_POSITION)
_BY_NUMBER: Final = (
    "worked JOIN identifier_version who ON who.register = 'hr' AND who.value = worked.number " + _HELD.format("who")
)
_CHARGED: Final = (
    f"{_BY_NUMBER} JOIN award_version given ON given.number = worked.award {_HELD.format('given')}"
    f" JOIN personnel_line_version line ON line.award = given.fact AND line.code = worked.line {_HELD.format('line')}"
    f" JOIN identifier_version head ON head.register = 'hr' AND head.value = approved_by {_HELD.format('head')}"
)
_PAYROLL: Final = (
    Into(
        EFFORT,
        _CHARGED,
        "worked.effort",
        {"person": "who.person", "minutes": "hours * 60", "kind": "'work'", "line": "line.fact"}
        | {"partnership": "NULL::uuid", "approved_by": "head.person"},
        "work_on",
        "work_on + 1",
    ),
    Into(
        PAID_DAY,
        _BY_NUMBER,
        "worked.paid_day",
        {"person": "who.person", "minutes": str(DAY_HOURS * 60)},
        "work_on",
        "work_on + 1",
    ),
)


async def training(raw: bare.Raw, loaded: Loaded, files: Sequence[Spreadsheet]) -> int:
    """Load a roster and an export of a learning system; return how many facts that made."""
    roster, learned = files
    async with _written(raw, loaded) as position:
        await _copied(raw, _ROSTER, roster)
        await _copied(raw, _LEARNED, learned)
        await raw.execute(_COURSES)
        return await _inserted(raw, loaded, position, _TRAINING)


async def payroll(raw: bare.Raw, loaded: Loaded, files: Sequence[Spreadsheet], *, keep: bool = False) -> int:
    """Load a payroll; return how many facts that made. ``keep``: it stays, with a leaf that says nothing of it."""
    (worked,) = files
    async with _written(raw, loaded, keep=keep) as position:
        await _copied(raw, _WORKED, worked)
        return await _inserted(raw, loaded, position, _PAYROLL)


@asynccontextmanager
async def _written(raw: bare.Raw, loaded: Loaded, *, keep: bool = False) -> AsyncIterator[int]:
    """Take a position for an act, as whoever writes has to; unless it is to be kept, nothing of it stays."""
    opened = raw.transaction()
    await opened.start()
    try:
        await raw.fetch(
            "SELECT set_config('muster.agency', $1, true), set_config('muster.reach', 'whole', true)",
            str(loaded.agency),
        )
        position = await raw.fetchval(
            "UPDATE ledger SET position = position + 1 WHERE agency = $1 RETURNING position", loaded.agency
        )
        await raw.execute(
            "INSERT INTO act (id, agency, position, act, at) VALUES (gen_random_uuid(), $1, $2, $3, $4)",
            *(loaded.agency, position, str(Act.FILES_IMPORTED), NOW.at),
        )
        yield position
        if keep:  # a tree over the ledger stands on leaves, and this is no true one
            await raw.execute(
                "INSERT INTO leaf (id, agency, position, place, subject, salt, commitment, hash)"
                " VALUES (gen_random_uuid(), $1, $2, 0, $1, NULL, $3, $3)",
                *(loaded.agency, position, bytes(32)),
            )
    except BaseException:
        await opened.rollback()
        raise
    await (opened.commit() if keep else opened.rollback())


async def _copied(raw: bare.Raw, beside: Beside, file: Spreadsheet) -> None:
    await raw.execute(beside.made())
    await raw.copy_to_table(
        beside.name, source=io.BytesIO(file.content), columns=[*beside.columns], format="csv", header=True
    )


async def _inserted(raw: bare.Raw, loaded: Loaded, position: int, facts: Sequence[Into]) -> int:
    made = 0
    for each in facts:
        anchors, versions = each.statements()
        await raw.execute(anchors, loaded.agency)
        made += int((await raw.execute(versions, loaded.agency, position)).rpartition(" ")[2])
    return made
