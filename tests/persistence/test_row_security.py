"""The second wall, asked over SQL with no filter at all: what the application's own role can see and touch."""

# ruff: noqa: S608 - names come from here or from the catalogue; values are parameters

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from muster.domain.errors import Refusal
from muster.persistence import sessions
from muster.persistence.database import fetch, scoped, transaction
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.facts import OPEN_POSITION
from muster.services import credentials, people, training
from tests import make
from tests.cast import NOW
from tests.persistence.full import Full, fill
from tests.persistence.rigs import Raw, look_at, raw, superuser, tables

OF_A_POSITION = {"act", "leaf", "ledger", "remark"}  # elsewhere, a position is what somebody is employed as
OF_AN_ACCOUNT = {
    "attempt": "tries to sign in, for whoever names whose and from where",
    "known_browser": "a browser, for whoever has its key",
    "openid_flow": "somebody who is away to sign in, for whoever has the cookie",
    "openid_subject": "what a provider calls an account, for that account",
    "recovery_code": "of an account, whatever the agency",
    "second_factor": "of an account, whatever the agency",
    "session": "a browser, for whoever has its key",
}
# Seen by nobody who does not say what for; and what is there only for a moment.
APART = {
    "disclosure": "what somebody has lived through",
    "disclosure_version": "what somebody has lived through",
    "doomed": "a file that is being taken away",
    "import_draft": "of whoever chose the files, whatever the role of others",
    "import_draft_file": "of whoever chose the files, whatever the role of others",
}
OF_NO_AGENCY = {"migration": "which migrations ran: the same for everybody, and no right to change it"}

UNGUARDED = """
SELECT c.relname, CASE
    WHEN c.relkind NOT IN ('r', 'p') THEN 'is no table: nothing guards it'
    WHEN NOT c.relrowsecurity THEN 'has no row security'
    WHEN NOT c.relforcerowsecurity THEN 'does not hold its owner to it'
    WHEN NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) THEN 'has no policy'
    WHEN EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive
        AND (pg_get_expr(p.polqual, p.polrelid) = 'true' OR pg_get_expr(p.polwithcheck, p.polrelid) = 'true')
        AND p.polroles <> ARRAY[c.relowner]) THEN 'has a policy that lets everybody through'
    WHEN c.relowner = 'muster_app'::regrole THEN 'belongs to the application'
    WHEN EXISTS (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee = 0) THEN 'is open to every role'
    WHEN EXISTS (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee = 'muster_app'::regrole
        AND NOT (a.privilege_type IN ('SELECT', 'INSERT') OR a.privilege_type = 'DELETE' AND c.relname IN
            ('session', 'second_factor', 'recovery_code', 'known_browser', 'openid_subject',
             'calendar', 'calendar_day', 'card')))
      THEN 'may be changed as a whole'
  END AS why
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
"""

PLANTED = {
    "a table somebody forgot": "CREATE TABLE planted (agency uuid, words text)",
    "row security without a policy": "CREATE TABLE planted (agency uuid);"
    "ALTER TABLE planted ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
    "row security that the owner escapes": "ALTER TABLE person NO FORCE ROW LEVEL SECURITY",
    "row security switched off": "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
    "a policy for all": "CREATE POLICY planted ON person USING (true)",
    "a policy for all who write": "CREATE POLICY planted ON person FOR INSERT WITH CHECK (true)",
    "a table open to everybody": "GRANT SELECT ON person TO PUBLIC",
    "a table that may be changed": "GRANT UPDATE ON person TO muster_app",
    "a view over a table": "CREATE VIEW planted AS SELECT * FROM person",
    "a copy of a table": "CREATE MATERIALIZED VIEW planted AS SELECT * FROM person",
    "a table of the application": "ALTER TABLE person OWNER TO muster_app",
}


async def unguarded(by: Raw) -> dict[str, str]:
    """Return every table that the second wall does not stand before, and what is missing."""
    rows = await by.fetch(UNGUARDED)
    return {row["relname"]: row["why"] for row in rows if row["why"] and row["relname"] not in OF_NO_AGENCY}


@pytest.fixture
async def harbor(database: Embedded) -> Full:
    return await fill("kestrel")


@pytest.fixture
async def far(database: Embedded) -> Full:
    return await fill("bittern")


async def test_every_table_has_a_wall_before_it(database: Embedded) -> None:
    async with superuser(database) as root:
        assert await unguarded(root) == {}
        print(f"{len(await tables(root))} tables")  # noqa: T201 - for reading: pytest -rP


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
async def test_a_table_without_a_wall_would_be_found(database: Embedded, planted: str) -> None:
    async with superuser(database) as root:
        trying = root.transaction()
        await trying.start()
        try:
            await root.execute(planted)

            assert set(await unguarded(root)) & {"planted", "person"}
        finally:
            await trying.rollback()


async def test_the_application_is_nobody_in_particular(database: Embedded) -> None:
    async with superuser(database) as root:
        mine = await root.fetchrow("SELECT * FROM pg_roles WHERE rolname = 'muster_app'")
        owned = await root.fetchval("SELECT count(*) FROM pg_class WHERE relowner = 'muster_app'::regrole")
        parts = await root.fetchval("SELECT count(*) FROM pg_auth_members WHERE member = 'muster_app'::regrole")

    assert mine is not None
    powers = ("rolsuper", "rolcreaterole", "rolcreatedb", "rolreplication", "rolbypassrls")
    assert [name for name in powers if mine[name]] == []
    assert (owned, parts) == (0, 0)


async def rows_seen(by: Raw, table: str) -> str:
    return repr([tuple(row) for row in await by.fetch(f"SELECT * FROM {table}")])


async def test_without_a_filter_an_agency_sees_its_own_rows_and_no_others(
    database: Embedded, harbor: Full, far: Full
) -> None:
    shown = {}
    async with raw(database, DatabaseRole.APP) as app:
        every = [table for table in await tables(app) if table not in OF_NO_AGENCY]
        async with app.transaction():
            await look_at(app, harbor.has.agency)
            for table in every:
                shown[table] = await rows_seen(app, table)

    theirs = {str(far.has.agency), far.word, str(far.has.person), str(far.has.account), str(far.has.completion)}
    assert {table: rows for table, rows in shown.items() if any(each in rows for each in theirs)} == {}
    assert {table for table, rows in shown.items() if rows == "[]"} == {*OF_AN_ACCOUNT, *APART}, (
        "the control: one's own are there"
    )


async def test_whoever_says_for_nobody_sees_nothing_at_all(database: Embedded, harbor: Full) -> None:
    async with raw(database, DatabaseRole.APP) as app:
        every = [table for table in await tables(app) if table not in OF_NO_AGENCY]
        for table in every:
            assert await rows_seen(app, table) == "[]", "before anything was ever set"
        async with app.transaction():
            await look_at(app, harbor.has.agency)
        for table in every:
            assert await rows_seen(app, table) == "[]", "after a transaction that had set it"
        async with app.transaction():
            await look_at(app, None)
            for table in every:
                assert await rows_seen(app, table) == "[]", "with it set to nothing"


async def test_a_session_that_has_ended_is_seen_by_nobody(database: Embedded, harbor: Full) -> None:
    begun = make.session(harbor.has.account, harbor.has.agency, at=NOW.at.replace(year=2020), whole=timedelta(hours=1))
    await sessions.begin_session("a key", begun)

    async with raw(database, DatabaseRole.APP) as app:
        assert await rows_seen(app, "session") == "[]"


async def test_what_is_said_for_one_transaction_is_forgotten_in_the_next(database: Embedded, harbor: Full) -> None:
    said = "SELECT pg_backend_pid() AS connection, current_setting('muster.agency', true) AS agency"
    async with scoped(harbor.by.scope):
        (first,) = await fetch(said)
    async with transaction():
        (then,) = await fetch(said)

    assert first["agency"] == str(harbor.has.agency)
    assert then["connection"] == first["connection"], "the control: it is the same connection, given back as it was"
    assert not then["agency"]


async def test_no_row_can_be_written_for_another_agency(database: Embedded, harbor: Full, far: Full) -> None:
    accepted, tried = [], 0
    async with superuser(database) as root, raw(database, DatabaseRole.APP) as app:
        head = await root.fetchval("SELECT position FROM ledger WHERE agency = $1", harbor.has.agency)
        for table in await tables(root):
            columns = [
                row[0]
                for row in await root.fetch(
                    "SELECT attname FROM pg_attribute"
                    " WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
                    table,
                )
            ]
            if "agency" not in columns or table in OF_AN_ACCOUNT:
                continue
            if not await root.fetchval("SELECT has_table_privilege('muster_app', $1, 'INSERT')", table):
                continue  # by no right at all, whose row ever
            said = {
                "id": "gen_random_uuid()",
                "agency": "$1",
                "known_from": "$2",
                "known_until": str(OPEN_POSITION),
            }
            if table in OF_A_POSITION:
                said["position"] = "$2"
            values = ", ".join(said.get(each, f'"{each}"') for each in columns)
            names = ", ".join(f'"{each}"' for each in columns)
            tried += 1
            try:
                async with app.transaction():
                    await look_at(app, harbor.has.agency)
                    await app.execute("SELECT set_config('muster.disclosures', 'ledger', true)")
                    own = "SELECT set_config('muster.account', $1, true)"
                    await app.execute(own, str(harbor.has.administrator))
                    await app.execute("UPDATE ledger SET position = position + 1")  # a position honestly taken
                    await app.execute(
                        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}"
                        " WHERE $2::bigint IS NOT NULL LIMIT 1",
                        far.has.agency,
                        head + 1,
                    )
            except asyncpg.InsufficientPrivilegeError as why:
                assert "row-level security" in str(why)  # noqa: PT017 - which of the two refused is the point
            else:
                accepted.append(table)

    assert accepted == []
    assert tried >= 25


# What else has to change, so that no other constraint answers before the key does.
MOVED = {
    ("employment_version", "person"): ", valid_from = '1990-01-01', valid_until = '1990-01-02'",
    ("adoption_version", "award"): ", program = NULL",
    ("adoption_version", "partnership"): ", program = NULL",
    ("effort_confirmation_version", "approved_by"): ", approved_on = valid_until",
    ("completion_version", "award"): ", paid_elsewhere = NULL",
}
# What every agency has for itself: counts, and the names of its logs and of the keys that sign for it.
WITHIN_ITS_AGENCY = {"agency", "key", "known_from", "log", "number", "position"}
FOREIGN_KEYS = """
SELECT n.conname, n.conrelid::regclass::text AS here, n.confrelid::regclass::text AS there,
       (SELECT array_agg(attname ORDER BY place) FROM unnest(n.conkey) WITH ORDINALITY AS k(num, place)
          JOIN pg_attribute a ON a.attrelid = n.conrelid AND a.attnum = k.num) AS mine,
       (SELECT array_agg(attname ORDER BY place) FROM unnest(n.confkey) WITH ORDINALITY AS k(num, place)
          JOIN pg_attribute a ON a.attrelid = n.confrelid AND a.attnum = k.num) AS theirs
  FROM pg_constraint n WHERE n.contype = 'f'
"""


async def test_no_foreign_key_can_cross_agencies(database: Embedded, harbor: Full, far: Full) -> None:
    """Asked as the superuser, whom no policy stops: the keys alone must hold."""
    crossing, tried = [], 0
    async with superuser(database) as root:
        for key in await root.fetch(FOREIGN_KEYS):
            if key["there"] in {"agency", "account", "ledger"}:
                continue
            pairs = list(zip(key["mine"], key["theirs"], strict=True))
            assert ("agency", "agency") in pairs, f"{key['conname']} does not hold the agency"
            for mine, theirs in pairs:
                if mine in WITHIN_ITS_AGENCY:
                    continue
                another = await root.fetchval(
                    f"SELECT {theirs} FROM {key['there']} WHERE agency = $1 ORDER BY ctid DESC LIMIT 1",
                    far.has.agency,
                )
                then = MOVED.get((key["here"], mine), "")
                tried += 1
                try:
                    await root.execute(
                        f"UPDATE {key['here']} SET {mine} = $1{then} WHERE ctid ="
                        f" (SELECT ctid FROM {key['here']} WHERE agency = $2 LIMIT 1)",
                        another,
                        harbor.has.agency,
                    )
                except asyncpg.ForeignKeyViolationError:
                    continue
                crossing.append((key["conname"], mine))

    assert crossing == []
    assert tried >= 20


@pytest.mark.parametrize("what", ["course", "person"])
async def test_a_completion_cannot_point_into_another_agency(harbor: Full, far: Full, what: str) -> None:
    async def recorded(who: UUID, course: UUID) -> str:
        with pytest.raises(Refusal) as refused:
            await training.record_completion(who, make.completion(course), by=harbor.by, now=NOW)
        return f"{type(refused.value).__name__} {refused.value}"

    own, theirs, nobodys = harbor.has, far.has, uuid4()
    if what == "course":
        assert await recorded(own.person, theirs.course) == await recorded(own.person, nobodys)
    else:
        assert await recorded(theirs.person, own.course) == await recorded(nobodys, own.course)


# -- keys


async def test_every_key_holds_the_agency(database: Embedded) -> None:
    async with superuser(database) as root:
        rows = await root.fetch(
            "SELECT i.indexrelid::regclass::text AS key FROM pg_index i WHERE (i.indisunique OR i.indisexclusion) AND"
            " EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attname = 'agency')"
            " AND pg_get_indexdef(i.indexrelid) !~ '\\(.*agency' AND i.indrelid::regclass::text <> ALL ($1)",
            list(OF_AN_ACCOUNT),
        )

    assert [row["key"] for row in rows] == []


async def add(kind: str, to: Full, fact: UUID) -> UUID:
    """Add something to an agency under an id that the caller chose; about somebody new, so that nothing overlaps."""
    who = to.has.person if kind == "person" else await people.add_person(make.identity(), by=to.by, now=NOW)
    match kind:
        case "person":
            return await people.add_person(make.identity(), by=to.by, now=NOW, fact=fact)
        case "employment":
            return await people.record_employment(who, make.employment(), by=to.by, now=NOW, fact=fact)
        case "role":
            held = make.role(program=to.has.program)
            return await people.record_role(who, held, by=to.by, now=NOW, fact=fact)
        case "course":
            return await training.add_course(make.course(), by=to.by, now=NOW, fact=fact)
        case "completion":
            done = make.completion(to.has.course)
            return await training.record_completion(who, done, by=to.by, now=NOW, fact=fact)
        case "credential":
            return await credentials.record_credential(who, make.credential(), by=to.by, now=NOW, fact=fact)
    raise AssertionError(kind)


@pytest.mark.parametrize("kind", ["person", "employment", "role", "course", "completion", "credential"])
async def test_an_id_that_another_agency_uses_is_as_free_as_any_other(harbor: Full, far: Full, kind: str) -> None:
    async def added(fact: UUID) -> str:
        try:
            return str(await add(kind, harbor, fact) == fact)
        except Refusal as why:
            return f"{type(why).__name__} {why}"

    assert await added(getattr(far.has, kind)) == await added(uuid4())


async def test_whether_another_agency_employs_somebody_cannot_be_tried_out(
    database: Embedded, harbor: Full, far: Full
) -> None:
    async def tried(person: UUID) -> str:
        async with raw(database, DatabaseRole.APP) as app, app.transaction():
            await look_at(app, harbor.has.agency)
            await app.execute("UPDATE ledger SET position = position + 1")
            with pytest.raises(asyncpg.PostgresError) as refused:
                await app.execute(
                    "INSERT INTO employment_version (id, agency, fact, person, valid_from, valid_until, dating,"
                    " known_from, known_until, kind)"
                    " SELECT $1, $2, $1, $3, '2026-01-01', '2026-01-02', 'known', position, $4, 'employee' FROM ledger",
                    uuid4(),
                    harbor.has.agency,
                    person,
                    OPEN_POSITION,
                )
        return type(refused.value).__name__

    assert await tried(far.has.person) == await tried(uuid4())
