"""What a database holds, in figures that anybody can count again: how a restore is compared with its backup."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self
from uuid import UUID


@dataclass(frozen=True, order=True, slots=True)
class LedgerStand:
    """Where one agency's ledger stands. ``digest``: SHA-256 over the hashes of all its leaves, in their order."""

    agency: UUID
    position: int
    leaves: int
    digest: str


@dataclass(frozen=True, slots=True)
class Stand:
    """What a database holds at one moment. ``documents``: the digest of every file that is on record."""

    migrations: tuple[str, ...]
    rows: tuple[tuple[str, int], ...]
    ledgers: tuple[LedgerStand, ...]
    documents: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        plain = asdict(self)
        for each in plain["ledgers"]:
            each["agency"] = str(each["agency"])
        return {**plain, "rows": dict(self.rows)}

    @classmethod
    def of_json(cls, said: dict[str, Any]) -> Self:
        """Read it back.

        >>> stand = Stand(("a",), (("act", 1),), (LedgerStand(UUID(int=1), 1, 1, "00"),), ())
        >>> Stand.of_json(stand.as_json()) == stand
        True
        """
        return cls(
            tuple(said["migrations"]),
            tuple(sorted((str(table), int(count)) for table, count in said["rows"].items())),
            tuple(
                LedgerStand(UUID(each["agency"]), each["position"], each["leaves"], each["digest"])
                for each in said["ledgers"]
            ),
            tuple(said["documents"]),
        )

    def differences(self, other: Stand) -> list[str]:
        """Name everything in which another stand differs from this one."""
        found = []
        if self.migrations != other.migrations:
            found.append(f"migrations: {len(self.migrations)} here, {len(other.migrations)} there")
        mine, theirs = dict(self.rows), dict(other.rows)
        found += [
            f"rows of {table}: {mine.get(table)} here, {theirs.get(table)} there"
            for table in sorted(mine.keys() | theirs.keys())
            if mine.get(table) != theirs.get(table)
        ]
        ours = {each.agency: each for each in self.ledgers}
        there = {each.agency: each for each in other.ledgers}
        found += [
            f"ledger of agency {agency}: {ours.get(agency)} here, {there.get(agency)} there"
            for agency in sorted(ours.keys() | there.keys())
            if ours.get(agency) != there.get(agency)
        ]
        if self.documents != other.documents:
            found.append(f"files on record: {len(self.documents)} here, {len(other.documents)} there")
        return found
