"""A fact is written through the ledger or not at all: the database itself refuses every other way.

Each attack is made over SQL, signed in as the application: what somebody could do who found a hole in muster.
"""

# ruff: noqa: S608 - names come from here or from the catalogue; values are parameters

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg
import pytest

from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.facts import ERASURE, KINDS, OPEN_POSITION
from muster.services import ledger
from tests.persistence.rigs import History, Raw, history, look_at, raw, superuser, tables

# What the application may change or take away, and why; anything else in the catalogue must refuse.
MAY_CHANGE = {
    **{
        (kind.table, "known_until"): "closes the version that is open, at the position held"
        for kind in KINDS
        if kind is not ERASURE
    },  # which nobody takes back
    ("ledger", "position"): "takes the next position",
    ("ledger", "at"): "and its time",
    ("access_log", "number"): "takes the next number",
    ("access_log", "at"): "and its time",
    ("tree", "size"): "takes in what is committed",
    ("tree", "position"): "and how far that goes",
    **{
        ("reminder", column): "a reminder is no fact: how far it has got, never what it is about"
        for column in ("state", "attempts", "not_before", "lease_until", "handed_over_at", "settled_at", "detail")
    },
    ("session", "seen_at"): "a session is no fact: it is used, and never another's",
    ("account", "password"): "an account is no fact: it changes its own password",
    ("account", "disabled_at"): "and is shut, which the ledger of each of its agencies says",
    ("second_factor", "step"): "a code is used up",
    ("second_factor", "confirmed_at"): "and the first one confirms the secret",
    ("recovery_code", "used_at"): "a recovery code is used up",
    ("attempt", "counts"): "a try that went through is counted no longer",
    ("token_key", "used_at"): "when a token was last used is no fact",
    **{
        ("link", column): "that it was used or ended, never what it opens" for column in ("used_at", "ended_at", "mail")
    },
    ("openid_flow", "used_at"): "that somebody came back",
    **{
        ("import_draft", column): "a draft is no fact: what is decided of it and how far it has got, never whose it is"
        for column in (
            *("state", "recipe", "asked", "ends_at", "done_at", "work", "lease_until", "planned_at", "held"),
            "position",
        )
    },
    **{
        ("calendar", column): "an address is no fact: another in its place, and that it is read, never about whom"
        for column in ("account", "digest", "made_at", "read_at")
    },
    **{
        ("calendar_day", column): "and what it has told, never of what"
        for column in ("day", "says", "sequence", "changed_at", "ended_at")
    },
    **{
        ("card", column): "a card is no fact: another in its place, what it shows, how often it is checked"
        for column in ("account", "digest", "sealed", "shows_name", "made_at", "times", "last_at")
    },
}
MAY_DELETE = {
    "session",
    "second_factor",
    "recovery_code",
    "known_browser",
    "openid_subject",
    "calendar",
    "calendar_day",
    "card",
}

TOP = str(OPEN_POSITION)


def act(at: int) -> str:
    values = f"(gen_random_uuid(), '{{agency}}', {at}, 'x', now())"
    return f"INSERT INTO act (id, agency, position, act, at) VALUES {values}"


def remark(at: int) -> str:
    return (
        "INSERT INTO remark (id, agency, position, words, salt)"
        f" VALUES (gen_random_uuid(), '{{agency}}', {at}, 'x', sha256('x'))"
    )


def leaf(at: int) -> str:
    return (
        "INSERT INTO leaf (id, agency, position, place, subject, salt, commitment, hash)"
        f" SELECT gen_random_uuid(), agency, {at}, 7, subject, salt, commitment, hash FROM leaf WHERE position = 5"
    )


def anchor() -> str:
    return "INSERT INTO completion (id, agency, person) VALUES (gen_random_uuid(), '{agency}', '{ben}')"


def version(known_from: int, known_until: str = TOP) -> str:
    return (
        "INSERT INTO completion_version (id, agency, fact, valid_from, valid_until, dating, known_from,"
        " known_until, person, course, minutes, mode, proof)"
        " SELECT gen_random_uuid(), agency, fact, valid_from, valid_until, dating,"
        f" {known_from}, {known_until}, person, course, 999, mode, proof FROM completion_version"
        " WHERE fact = '{withdrawn}'"
    )


def close(fact: str, known_until: str) -> str:
    return f"UPDATE completion_version SET known_until = {known_until} WHERE fact = '{{{fact}}}'"


def ledger_row(what: str) -> str:
    return f"UPDATE ledger SET {what}"


CHANGED = (
    "UPDATE completion_version SET minutes = 999, known_until = 10 WHERE fact = '{corrected}' AND known_until > 10"
)
TAKE = f"UPDATE ledger SET position = position + 1; {act(10)}; "


@dataclass(frozen=True, slots=True)
class Attack:
    """What is tried, over the history of nine acts that ``history`` writes.

    ``holds``: the transaction has honestly taken the tenth position first, as an act would.
    """

    what: str
    sql: str
    holds: bool = False


ATTACKS = (
    Attack("a version without a position", version(9)),
    Attack("a version at a position that nobody took", version(11), holds=True),
    Attack("a version at another position than the one held", version(5), holds=True),
    Attack("a version that was never open", version(10, "11"), holds=True),
    Attack("an anchor without a position", anchor()),
    Attack("an act without a position", act(10)),
    Attack("an act at another position than the one held", act(11), holds=True),
    Attack("a second act at a position", act(10), holds=True),
    Attack("a leaf without a position", leaf(5)),
    Attack("a leaf in another act than the one held", leaf(5), holds=True),
    Attack("a remark without a position", remark(6)),
    Attack("a remark in another act than the one held", remark(6), holds=True),
    Attack("a second remark on an act", f"{remark(10)}; {remark(10)}", holds=True),
    Attack("a second ledger", "INSERT INTO ledger (agency, position, at) VALUES ('{agency}', 0, now())"),
    Attack("a version closed without a position", close("corrected", "10")),
    Attack("a version closed at another position than the one held", close("corrected", "7"), holds=True),
    Attack("a closed version opened again", close("withdrawn", TOP), holds=True),
    Attack("a closed version closed again", close("withdrawn", "10"), holds=True),
    Attack("a value changed while its version is closed", CHANGED, holds=True),
    Attack(
        "a value by way of a conflict",
        f"{version(10)} ON CONFLICT (agency, fact) WHERE known_until = {TOP} DO UPDATE SET minutes = 1",
        holds=True,
    ),
    Attack("row security switched off", "SET row_security = off; SELECT * FROM act"),
    Attack("a policy changed", "ALTER POLICY act_insert ON act WITH CHECK (true)"),
    Attack("a policy dropped", "DROP POLICY act_insert ON act"),
    Attack("row security disabled", "ALTER TABLE act DISABLE ROW LEVEL SECURITY"),
    Attack("triggers disabled", "ALTER TABLE leaf DISABLE TRIGGER ALL"),
    Attack("foreign keys put to sleep", "SET session_replication_role = replica"),
    Attack("a right granted to itself", "GRANT DELETE ON act TO muster_app; DELETE FROM act"),
    Attack("the owner's part played", "SET ROLE muster_owner"),
    Attack("the superuser's part played", "SET SESSION AUTHORIZATION {superuser}"),
    Attack("a table dropped", "DROP TABLE remark"),
    Attack("a table of one's own", "CREATE TABLE planted (id uuid)"),
    Attack("a function of one's own", "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1"),
    Attack("a version added to an act of the past", version(5)),
    Attack("a version closed by an act of the past", close("corrected", "7")),
    Attack("an anchor added without an act", anchor()),
    Attack("a leaf added to an act of the past", leaf(5)),
    Attack("a remark added to an act of the past", remark(6)),
    Attack("an act at a position that was never taken", act(11)),
    Attack("the counter turned back", ledger_row("position = 3")),
    Attack("the counter moved on by more than one", ledger_row("position = position + 2")),
    Attack("the ledger's time turned back", ledger_row("at = '-infinity'")),
    Attack(
        "a pack text kept without an act",
        "INSERT INTO pack_text (id, agency, digest, pack, text)"
        " VALUES ('{ben}', '{agency}', repeat('a', 64), 'x', 'x')",
    ),
)

REFUSALS = {
    "InsufficientPrivilegeError",  # a right is missing, or a policy says no
    "UniqueViolationError",
    "ForeignKeyViolationError",
    "NoSuchRowError",  # a policy hides it from the change
    "CheckViolationError",  # the ledger takes one position after the other
}


async def everything(root: Raw, agency: UUID) -> dict[str, list[str]]:
    """Return what stands in every table for this agency, as the superuser sees it."""
    found = {}
    for table in await tables(root):
        columns = await columns_of(root, table)
        where = "agency = $1" if "agency" in columns else "id = $1" if table == "agency" else "$1::uuid IS NOT NULL"
        rows = await root.fetch(f"SELECT t::text FROM {table} t WHERE {where}", agency)
        found[table] = sorted(row[0] for row in rows)
    return found


async def columns_of(by: Raw, table: str) -> list[str]:
    rows = await by.fetch(
        "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped", table
    )
    return [row[0] for row in rows]


class NoSuchRowError(Exception):
    """It was let through, and found nothing to change."""


async def refusal(app: Raw, on: History, attack: Attack) -> str | None:
    """Make an attack as the application, and commit it if it can be; return why it was refused."""
    sql = f"{TAKE if attack.holds else ''}{attack.sql}".format(
        agency=on.agency,
        ben=on.ben,
        corrected=on.corrected,
        withdrawn=on.withdrawn,
        superuser=DatabaseRole.SUPERUSER.value,
    )
    try:
        async with app.transaction():
            await look_at(app, on.agency)
            if await app.execute(sql) in {"UPDATE 0", "INSERT 0 0", "DELETE 0"}:
                raise NoSuchRowError  # noqa: TRY301 - so that the position is given back
    except (asyncpg.PostgresError, NoSuchRowError) as why:
        return type(why).__name__
    return None


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.what)
async def test_an_attack_is_refused_and_changes_nothing(database: Embedded, attack: Attack) -> None:
    on = await history()
    async with raw(database, DatabaseRole.APP) as app, superuser(database) as root:
        before = await everything(root, on.agency)

        refused = await refusal(app, on, attack)

        assert refused in REFUSALS, f"{attack.what}: {refused or 'accepted'}"
        assert await everything(root, on.agency) == before
    assert not (await ledger.verify(by=on.by)).faults


async def test_no_value_on_record_can_be_changed_and_no_row_taken_away(database: Embedded) -> None:
    on = await history()
    made, accepted = 0, []
    async with raw(database, DatabaseRole.APP) as app, superuser(database) as root:
        before = await everything(root, on.agency)
        for table in await tables(root):
            tries = {
                f"UPDATE {table} SET {column} = {column}"
                for column in await columns_of(root, table)
                if (table, column) not in MAY_CHANGE
            }
            tries |= {f"TRUNCATE {table}"}
            tries |= {f"DELETE FROM {table}"} if table not in MAY_DELETE else set()
            for sql in sorted(tries):
                made += 1
                if await refusal(app, on, Attack("", sql, holds=True)) != "InsufficientPrivilegeError":
                    accepted.append(sql)

        assert accepted == []
        assert await everything(root, on.agency) == before
    print(f"{made} statements, none accepted")  # noqa: T201 - for reading: pytest -rP


async def test_the_table_of_what_may_change_says_no_more_than_the_catalogue(database: Embedded) -> None:
    async with superuser(database) as root:
        rows = await root.fetch(
            "SELECT table_name, column_name FROM information_schema.column_privileges"
            " WHERE grantee = 'muster_app' AND privilege_type = 'UPDATE'"
        )

    assert {tuple(row) for row in rows} == set(MAY_CHANGE)


async def test_a_right_granted_by_mistake_would_be_found(database: Embedded) -> None:
    on = await history()
    async with raw(database, DatabaseRole.APP) as app, superuser(database) as root:
        await root.execute("GRANT UPDATE (minutes) ON completion_version TO muster_app")
        try:
            refused = await refusal(app, on, Attack("", CHANGED, holds=True))
        finally:
            await root.execute("REVOKE UPDATE (minutes) ON completion_version FROM muster_app")

    assert refused is None, "the control: it must have been accepted"


async def test_rows_cannot_be_copied_in(database: Embedded) -> None:
    on = await history()
    async with raw(database, DatabaseRole.APP) as app:
        with pytest.raises(asyncpg.FeatureNotSupportedError, match="row-level security"):
            await app.copy_records_to_table(
                "completion", columns=["id", "agency", "person"], records=[(uuid4(), on.agency, on.ben)]
            )
