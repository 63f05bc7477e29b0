"""The one door for facts.

``recorded`` opens the transaction, takes the agency's next position and holds it to commit;
facts are written through the ``Entry`` it gives, which leaves one salted leaf for each subject.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

import asyncpg
from piccolo.table import Table

from muster.domain.access import Scope
from muster.domain.acts import Act
from muster.domain.errors import Conflict, Fault, Invalid, NotFound, Stale
from muster.domain.ledger.leaves import SALT_BYTES, Leaf, commitment
from muster.persistence.database import connection, fetch, scoped
from muster.persistence.facts import OPEN_POSITION, Dates, FactKind, Once
from muster.persistence.tables import ActRow, LeafRow, Remark

_LOG: Final = logging.getLogger("muster.persistence")
FEW: Final = 100  # leaves written by one plain insert

_entry: ContextVar[Entry | None] = ContextVar("muster_entry", default=None)


@dataclass(slots=True)
class Change:
    """What happened to one subject: versions opened, versions closed."""

    opened: list[dict[str, object]] = field(default_factory=list)
    closed: list[dict[str, object]] = field(default_factory=list)

    def values(self) -> dict[str, object]:
        """Return what the leaf commits to, in an order that anyone can find again."""
        return {
            "closed": sorted(self.closed, key=lambda each: str(each["version"])),
            "opened": sorted(self.opened, key=lambda each: str(each["version"])),
        }


class New(NamedTuple):
    """A fact to add. ``about`` names whom or what it is about (``person``)."""

    fact: UUID
    values: Mapping[str, object]
    dates: Dates
    about: Mapping[str, UUID]


@dataclass(slots=True)
class Entry:
    """An act being recorded: the only thing that can write facts, and only while it is open."""

    scope: Scope
    position: int
    at: datetime
    act: Act
    because: bytes | None = None
    changes: dict[UUID, Change] = field(default_factory=dict)

    async def add(
        self,
        kind: FactKind,
        values: Mapping[str, object],
        *,
        dates: Dates,
        fact: UUID | None = None,
        **about: UUID,
    ) -> UUID:
        """Add a fact and return its id. ``about`` names whom or what it is about (``person=``).

        Raises:
            Conflict: a fact with this id is there already, or it overlaps one that excludes it.
            NotFound: something it points at is not in this agency.
        """
        fact = fact or uuid4()
        with _refusals(kind, {**values, **dates.columns()}):
            await _insert(kind.anchor, {"id": fact, "agency": self.scope.agency, **about})
            await self._open(kind, fact, {**about, **values}, dates)
        return fact

    async def add_many(self, kind: FactKind, facts: Sequence[New]) -> None:
        """Add many facts of one kind at once: the same checks, policies and leaves, by bulk load.

        Row-level security refuses COPY into its tables, so the rows are copied beside them first.

        Raises:
            Conflict: one is there already, or overlaps one that excludes it.
            NotFound: one points at something that is not in this agency.
        """
        if not facts:
            return
        anchors: list[dict[str, object]] = []
        versions: list[dict[str, object]] = []
        here = {"agency": self.scope.agency, "known_from": self.position, "known_until": OPEN_POSITION}
        for each in facts:
            anchors.append({"id": each.fact, "agency": self.scope.agency, **each.about})
            own = {**each.about, **each.values}
            said = {"id": uuid4(), "fact": each.fact, **each.dates.columns(), **own}
            versions.append({**said, **here})
            self._change(kind, said).opened.append(opened(kind, said))
        with _refusals(kind):
            await _copy(kind.anchor, anchors)
            await _copy(kind.versions, versions)

    async def supersede(
        self,
        kind: FactKind,
        fact: UUID,
        values: Mapping[str, object],
        *,
        dates: Dates,
        version: UUID | None = None,
    ) -> UUID:
        """Say something else of a fact from now on, keeping what was said before; return the new version.

        ``version`` is the one that the writer had read.

        Raises:
            NotFound: no such fact is believed in this agency.
            Stale: somebody changed it since.
            Conflict: it now overlaps a fact that excludes it.
        """
        with _refusals(kind, {**values, **dates.columns()}):
            old = await self._close(kind, fact, version)
            about = {name: old[name] for name in kind.anchored}
            return await self._open(kind, fact, {**about, **values}, dates)

    async def withdraw(self, kind: FactKind, fact: UUID, *, version: UUID | None = None) -> None:
        """Stop believing a fact, keeping that it was believed.

        Raises:
            NotFound: no such fact is believed in this agency.
            Stale: somebody changed it since.
        """
        await self._close(kind, fact, version)

    async def withdraw_many(self, kind: FactKind, versions: Sequence[UUID]) -> None:
        """Stop believing many facts of one kind at once, each by the version that the writer had read.

        Raises:
            Stale: somebody changed one since.
        """
        closing = await fetch(
            f"UPDATE {kind.table} SET known_until = $1 WHERE agency = $2 AND id = ANY($3::uuid[]) AND known_until = $4"
            " RETURNING *",
            self.position,
            self.scope.agency,
            list(versions),
            OPEN_POSITION,
        )
        if len(closing) != len(versions):
            raise Stale("somebody changed one of these since you read them; read them again")
        for each in closing:
            self._change(kind, each).closed.append(closed(kind, each))

    async def say_again(self, kind: FactKind, versions: Sequence[Mapping[str, object]]) -> None:
        """Believe facts that are not believed now as these versions of theirs, believed once, had said them.

        Raises:
            Conflict: one overlaps, or says the same as, something that is believed by now.
        """
        if not versions:
            return
        here = {"known_from": self.position, "known_until": OPEN_POSITION}
        saying = [{**each, "id": uuid4(), **here} for each in versions]
        for said in saying:
            self._change(kind, said).opened.append(opened(kind, said))
        with _refusals(kind):
            await _copy(kind.versions, saying)

    async def _open(self, kind: FactKind, fact: UUID, values: Mapping[str, object], dates: Dates) -> UUID:
        version = uuid4()
        said = {"id": version, "fact": fact, **dates.columns(), **values}
        await _insert(
            kind.versions,
            {**said, "agency": self.scope.agency, "known_from": self.position, "known_until": OPEN_POSITION},
        )
        self._change(kind, said).opened.append(opened(kind, said))
        return version

    async def _close(self, kind: FactKind, fact: UUID, version: UUID | None) -> asyncpg.Record:
        closing = await fetch(
            f"UPDATE {kind.table} SET known_until = $1 WHERE agency = $2 AND fact = $3 AND known_until = $4"
            " RETURNING *",
            self.position,
            self.scope.agency,
            fact,
            OPEN_POSITION,
        )
        if not closing:
            raise NotFound(f"there is no such {kind.name.replace('_', ' ')} here")
        if version is not None and closing[0]["id"] != version:
            raise Stale(
                "somebody changed this since you read it; read it again, and say your correction of that",
            )
        self._change(kind, closing[0]).closed.append(closed(kind, closing[0]))
        return closing[0]

    def _change(self, kind: FactKind, said: Mapping[str, object]) -> Change:
        return self.changes.setdefault(subject(kind, said), Change())


def subject(kind: FactKind, said: Mapping[str, object]) -> UUID:
    """Return whom a version is about: its person if it has one, else the fact itself, as is what stands apart."""
    found = said["person"] if "person" in kind.anchored and not kind.apart else said["fact"]
    assert isinstance(found, UUID)  # noqa: S101 - both columns are
    return found


def opened(kind: FactKind, said: Mapping[str, object]) -> dict[str, object]:
    """Return what a leaf commits to of a version that an act opened."""
    names = ("valid_from", "valid_until", "dating", *kind.values)
    own = {name: said[name] for name in names if said[name] is not None or name not in kind.later}
    return {"kind": kind.name, "fact": said["fact"], "version": said["id"], "said": own}


def closed(kind: FactKind, said: Mapping[str, object]) -> dict[str, object]:
    """Return what a leaf commits to of a version that an act closed."""
    return {"kind": kind.name, "fact": said["fact"], "version": said["id"]}


@asynccontextmanager
async def recorded(scope: Scope, act: Act, *, at: datetime, because: str = "") -> AsyncIterator[Entry]:
    """Record an act: everything written inside is committed with its leaves, or not at all.

    ``at`` is the caller's instant; the ledger never runs backwards, so an earlier one is
    recorded as the instant of the act before. ``because`` is somebody's own words.

    Raises:
        NotFound: there is no such agency.
        Unavailable: no database answers.
    """
    if _entry.get() is not None:
        raise RuntimeError("an act is being recorded already; one act, one position")
    async with scoped(scope):
        entry = await _take_position(scope, act, at)
        await _insert_act(entry, because)
        token = _entry.set(entry)
        try:
            yield entry
        finally:
            _entry.reset(token)
        if not entry.changes:
            raise RuntimeError(f"{act} changed nothing: an act leaves a leaf, or its absence would never be noticed")
        await _insert_leaves(entry)


async def _insert_act(entry: Entry, because: str) -> None:
    """Say what is being done; what was said of it is kept apart, and committed to."""
    here = {"agency": entry.scope.agency, "position": entry.position}
    salt = secrets.token_bytes(SALT_BYTES)
    if because:
        entry.because = commitment(salt, because)
    act = {"act": str(entry.act), "account": entry.scope.account, "at": entry.at, "because": entry.because}
    await _insert(ActRow, {"id": uuid4(), **here, **act})
    if because:
        await _insert(Remark, {"id": uuid4(), **here, "words": because, "salt": salt})


async def _take_position(scope: Scope, act: Act, at: datetime) -> Entry:
    """Take the agency's next position. Its row stays locked, so nobody else can until commit."""
    taken = await fetch(
        "UPDATE ledger SET position = position + 1, at = greatest(at, $2) WHERE agency = $1 RETURNING position, at",
        scope.agency,
        at,
    )
    if not taken:
        raise NotFound("there is no such agency here")
    return Entry(scope, taken[0]["position"], taken[0]["at"], act)


async def _insert_leaves(entry: Entry) -> None:
    """Commit to what the act did to each subject, each under a salt of its own."""
    rows: list[dict[str, Any]] = []
    for place, (about, change) in enumerate(entry.changes.items()):
        salt = secrets.token_bytes(SALT_BYTES)
        committed = commitment(salt, change.values())
        leaf = Leaf(
            entry.scope.agency,
            entry.position,
            place,
            len(entry.changes),
            entry.act,
            entry.scope.account,
            entry.at,
            entry.because,
            about,
            committed,
        )
        rows.append(
            {
                "id": uuid4(),
                "agency": entry.scope.agency,
                "position": entry.position,
                "place": place,
                "subject": about,
                "salt": salt,
                "commitment": committed,
                "hash": leaf.hash(),
            }
        )
    if len(rows) > FEW:  # a query has room for so many values, and an import touches thousands
        await _copy(LeafRow, rows)
    else:
        await LeafRow.insert(*(LeafRow(**row) for row in rows))


async def _insert(table: type[Table], values: Mapping[str, Any]) -> None:
    await table.insert(table(**values))


async def _copy(table: type[Table], rows: Sequence[Mapping[str, object]]) -> None:
    """Load many rows at once, by way of a table of this session's own."""
    name = table._meta.tablename
    columns = list(rows[0])
    beside = f"beside_{name}"
    await fetch(f"CREATE TEMPORARY TABLE {beside} (LIKE {name}) ON COMMIT DROP")
    await connection().copy_records_to_table(
        beside, columns=columns, records=[tuple(row[column] for column in columns) for row in rows]
    )
    listed = ", ".join(columns)
    await fetch(f"INSERT INTO {name} ({listed}) SELECT {listed} FROM {beside}")
    await fetch(f"DROP TABLE {beside}")


@contextmanager
def _refusals(kind: FactKind, said: Mapping[str, object] = MappingProxyType({})) -> Iterator[None]:
    """Say in words what the database refuses. The transaction is over by then, and nothing is kept."""
    what = kind.name.replace("_", " ")
    try:
        yield
    except asyncpg.UniqueViolationError as why:
        if kind.once and why.constraint_name == f"{kind.table}_once_uq":
            raise _said_already(kind.once, said.get(kind.once.column)) from why
        raise Conflict(f"this {what} is recorded already, under the same id", code="already-recorded") from why
    except asyncpg.ExclusionViolationError as why:
        raise Conflict(
            f"this {what} overlaps one that is on record for the same days; end or correct that one first",
            code="overlaps",
        ) from why
    except asyncpg.ForeignKeyViolationError as why:
        raise NotFound(f"this {what} points at something that is not on record here", code="points-nowhere") from why
    except asyncpg.InsufficientPrivilegeError as why:  # it is about somebody whom the writer does not reach
        raise NotFound(f"this {what} points at something that is not on record here", code="points-nowhere") from why
    except asyncpg.CheckViolationError as why:
        _LOG.warning("%s refused a value that every other check let through", why.constraint_name)
        raise Invalid(
            f"this {what} has a value that cannot be; correct it and send it again", code="impossible-value"
        ) from why


def _said_already(once: Once, found: object) -> Conflict:
    """Return the refusal of what only one fact may say; ``found`` unset: one of many said it."""
    if found is None:
        sentence = f"two of these, or one of these and one on record, say the same: {once.words.format('…')}"
        return Conflict(f"{sentence}; each may be there once", code="said-already")
    sentence = f"there is {once.words.format(repr(str(found)))} on record already"
    fault = Fault(
        f"/{once.field or once.column}",
        repr(str(found)),
        "one that is not on record",
        "correct it, or the one on record",
    )
    return Conflict(sentence, code="said-already", faults=[fault])


def recording() -> bool:
    """Is an act being recorded here, of which more may be written at its position?"""
    return _entry.get() is not None
