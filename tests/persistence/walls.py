"""What row-level security lets somebody see and write, table by table, beside what it should.

What it should is said here once, by the kind of table and in plain predicates; the tables, their columns
and their policies come from the catalogue, so a new table is held to it without being named. One whose
policies say something else takes a line in ``SEEN_BY`` or ``NOT_BY_PERSON``, or in ``trespass.ALSO_WRONG``; one
that has another key than an agency is named in ``HELD_ELSEWHERE``, with the tests that hold its wall.
"""

# ruff: noqa: S608 - names come from here or from the catalogue; values are ids made here

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from muster.persistence.embedded import Embedded
from muster.persistence.facts import OPEN_POSITION
from tests.persistence.full import Full, fill
from tests.persistence.rigs import Raw, superuser, tables

OPEN = {"migration"}  # which migrations ran: the same for everybody

# Tables with a column of this kind are about a person, and are seen as far as somebody reaches.
SUBJECT = {"person": "id", "identity": "fact"}
NOT_BY_PERSON = {
    "membership_version": "a place in the agency; whose record it opens is said in the record",
    "invitation_version": "a place that is offered, as above",
    "hold_version": "it stands for the whole agency, and so does who may place it",
}

# Tables that are seen and written by other keys than an agency's, each with the tests that hold its wall.
HELD_ELSEWHERE: Final[Mapping[str, str]] = {
    "attempt": "tests/api/test_sign_in_attacks.py",
    "checkpoint": "tests/services/test_checkpoints.py",
    "disclosure": "tests/services/test_disclosures.py",
    "disclosure_version": "tests/services/test_disclosures.py",
    "doomed": "tests/persistence/test_erasing.py",
    "erasure": "tests/persistence/test_erasing.py",
    "erasure_version": "tests/persistence/test_erasing.py",
    "known_browser": "tests/api/test_sign_in_attacks.py",
    "link": "tests/services/test_links.py",
    "openid_flow": "tests/web/test_openid.py",
    "openid_subject": "tests/web/test_openid.py",
    "recovery_code": "tests/services/test_one_time_codes.py",
    "second_factor": "tests/services/test_one_time_codes.py",
    "session": "tests/services/test_account_events.py",
    "share_version": "tests/services/test_shares.py",
    "signing_key": "tests/services/test_checkpoints.py",
    "token_key": "tests/services/test_tokens.py",
    "tree": "tests/persistence/test_tree.py",
    "tree_leaf": "tests/persistence/test_tree.py",
    "tree_node": "tests/persistence/test_tree.py",
}

# Who sees what, where it is more or less than the agency's own.
SEEN_BY: Final[Mapping[str, str]] = {
    "account": "id = {account} OR email = {email} OR id IN (SELECT account FROM membership WHERE agency = {agency})",
    "membership": "agency = {agency} OR account = {account}",
    "membership_version": "agency = {agency} OR account = {account}",
    "import_draft": "agency = {agency} AND account = {account}",
    "import_draft_file": "agency = {agency} AND account = {account}",
}

# What whoever brings its digest sees too, and does no more with than before.
BROUGHT = {"calendar", "card"}


@dataclass(frozen=True, slots=True)
class Eyes:
    """Whose eyes look, as the settings of a transaction say."""

    agency: UUID | None = None
    whole: bool = False
    programs: tuple[UUID, ...] = ()
    person: UUID | None = None
    account: UUID | None = None
    email: str | None = None
    calendar: str | None = None
    card: str | None = None

    def settings(self) -> dict[str, str]:
        """Return what to tell the database."""
        said: dict[str, object] = {
            "agency": self.agency,
            "reach": "whole" if self.whole else "some",
            "programs": ",".join(map(str, self.programs)),
            "person": self.person,
            "account": self.account,
            "signing_in": self.email,
            "calendar": self.calendar,
            "card": self.card,
        }
        return {f"muster.{name}": "" if value is None else str(value) for name, value in said.items()}


@dataclass(frozen=True, slots=True)
class Walls:
    """Two agencies with something in every table, current and closed, and a third that has only begun."""

    here: Full
    far: Full
    empty: UUID
    columns: Mapping[str, tuple[str, ...]]
    digests: Mapping[str, str]

    def personal(self, table: str) -> str | None:
        """Return the column that says whom a row is about, where that decides who sees it."""
        if table in NOT_BY_PERSON:
            return None
        return SUBJECT.get(table) or ("person" if "person" in self.columns[table] else None)

    def should_see(self, table: str, eyes: Eyes) -> str:
        """Return the rows that these eyes should see, as a predicate."""
        own = self.theirs(table, eyes)
        return f"({own}) OR digest = {literal(getattr(eyes, table))}" if table in BROUGHT else own

    def theirs(self, table: str, eyes: Eyes) -> str:
        """Return the rows that these eyes should see, whatever they bring."""
        said = {name: literal(getattr(eyes, name)) for name in ("agency", "account", "email", "person")}
        if table in SEEN_BY:
            return SEEN_BY[table].format(**said)
        own, about = f"agency = {said['agency']}", self.personal(table)
        if about is None or eyes.whole:
            return own
        programs = ", ".join(map(literal, eyes.programs)) or "NULL"
        there = f"SELECT person FROM role_held_version WHERE agency = {said['agency']} AND program IN ({programs})"
        return f"{own} AND ({about} = {said['person']} OR {about} IN ({there}))"

    def looks(self) -> dict[str, Eyes]:
        """Return every way of looking that is tried."""
        has = self.here.has
        return {
            "nobody": Eyes(),
            "the agency": Eyes(has.agency, whole=True),
            "somebody with no reach": Eyes(has.agency),
            "its program": Eyes(has.agency, programs=(has.program,)),
            "a program elsewhere": Eyes(has.agency, programs=(self.far.has.program,)),
            "one of its people": Eyes(has.agency, person=has.person),
            "one of the others": Eyes(has.agency, person=self.far.has.person),
            "an account": Eyes(account=has.account),
            "an address": Eyes(email=has.email),
            "whoever chose the files": Eyes(has.agency, account=has.administrator),
            "whoever chose them, elsewhere": Eyes(self.empty, whole=True, account=has.administrator),
            "another account of the agency": Eyes(has.agency, whole=True, account=has.account),
            "whoever brings a calendar": Eyes(calendar=self.digests["calendar"]),
            "whoever brings a card": Eyes(card=self.digests["card"]),
        }


def literal(value: object) -> str:
    """Return an id or a word as SQL says it."""
    return "NULL" if value is None else f"'{value}'"


async def build(server: Embedded) -> Walls:
    """Fill two agencies, and put closed versions before the current ones, so that there is something of everything."""
    here, far = await fill("kestrel"), await fill("bittern")
    empty = uuid4()
    async with superuser(server, tampering=True) as root:
        await root.execute(f"INSERT INTO ledger VALUES ('{empty}', 0, now())")
        every = [table for table in await tables(root) if table not in {*OPEN, *HELD_ELSEWHERE}]
        columns = {table: await columns_of(root, table) for table in every}
        for table, names in columns.items():
            if {"known_from", "known_until"} <= set(names):
                earlier = {"id": "gen_random_uuid()", "known_from": "known_from - 1", "known_until": "known_from"}
                values = ", ".join(earlier.get(each, f'"{each}"') for each in names)
                await root.execute(
                    f"INSERT INTO {table} SELECT {values} FROM {table} WHERE known_until = {OPEN_POSITION}"
                )
        # Somebody elsewhere holds a role in a program of the same id, and has the id of somebody here.
        stranger = await root.fetchval(
            "SELECT id FROM person WHERE agency = $1 AND id <> $2", here.has.agency, here.has.person
        )
        made = "gen_random_uuid()"
        values = ", ".join(
            {"id": made, "fact": made, "person": literal(stranger), "program": literal(here.has.program)}.get(
                each, each
            )
            for each in columns["role_held_version"]
        )
        await root.execute(
            f"INSERT INTO role_held_version SELECT {values} FROM role_held_version"
            f" WHERE agency = '{far.has.agency}' AND known_until = {OPEN_POSITION}"
        )
        digests = {
            table: await root.fetchval(f"SELECT digest FROM {table} WHERE agency = $1", here.has.agency)
            for table in sorted(BROUGHT)
        }
    return Walls(here, far, empty, columns, digests)


async def columns_of(by: Raw, table: str) -> tuple[str, ...]:
    """Return the columns of a table, in order."""
    rows = await by.fetch(
        "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped"
        " ORDER BY attnum",
        table,
    )
    return tuple(row["attname"] for row in rows)
