"""The doors through which anything goes: what they refuse to the application itself, and what verifying finds after."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest

from muster.domain.errors import Conflict
from muster.persistence import erasing
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.facts import OPEN_POSITION
from muster.persistence.facts import PERSON as PERSON_FACT
from muster.services import drafts, erasure, holds, ledger, people
from tests import departed
from tests.cast import NOW, Cast
from tests.departed import Departed
from tests.persistence.rigs import Raw, look_at, raw, superuser

PERSON, OWN, OTHER = "person-erased", "own-data-erased", "completion-recorded"


@pytest.fixture
async def gone(cast: Cast) -> Departed:
    return await departed.leave(cast, "zorro", reported=False)


@pytest.fixture
async def another(cast: Cast) -> Departed:
    return await departed.leave(cast, "tiger", reported=False)


@asynccontextmanager
async def acting(server: Embedded, cast: Cast, act: str, who: UUID | None, *at: int) -> AsyncIterator[Raw]:
    """Take a position as the application, say that an act of this name erases at these positions, and keep none of it.

    ``who`` unset: it says nothing of any erasure.
    """
    async with raw(server, DatabaseRole.APP) as app:
        trying = app.transaction()
        await trying.start()
        try:
            await look_at(app, cast.agency)
            position = await app.fetchval("UPDATE ledger SET position = position + 1 RETURNING position")
            await app.execute(
                "INSERT INTO act (id, agency, position, act, at) SELECT $1, $2, $3, $4, at FROM ledger",
                uuid4(),
                cast.agency,
                position,
                act,
            )
            for of in at if who else ():
                fact = uuid4()
                await app.execute(
                    "INSERT INTO erasure (id, agency, person) VALUES ($1, $2, $3)", fact, cast.agency, who
                )
                await app.execute(
                    "INSERT INTO erasure_version (id, agency, fact, person, valid_from, valid_until, dating,"
                    " known_from, known_until, of_position, of_place)"
                    " VALUES ($1, $2, $3, $4, '-infinity', 'infinity', 'known', $5, $6, $7, 0)",
                    uuid4(),
                    cast.agency,
                    fact,
                    who,
                    position,
                    OPEN_POSITION,
                    of,
                )
            yield app
        finally:
            await trying.rollback()


async def positions(server: Embedded, who: UUID) -> list[int]:
    async with superuser(server) as root:
        rows = await root.fetch("SELECT position FROM leaf WHERE subject = $1 ORDER BY position", who)
    return [row["position"] for row in rows]


NAMED = "identity LIMIT (SELECT count(*) FROM identity WHERE name <> 'identity removed')"


async def counted(by: Raw, *tables: str) -> list[int]:
    """Count rows, as the application sees them."""
    return [len(await by.fetch(f"TABLE {table}")) for table in tables]


# -- what the application may not


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM identity",
        "UPDATE identity SET name = 'x'",
        "UPDATE leaf SET salt = NULL",
        "UPDATE remark SET words = NULL, salt = NULL",
        "DELETE FROM completion_version",
        "DELETE FROM completion",
        "DELETE FROM erasure_version",
        "UPDATE erasure_version SET remains = NULL",
        "DELETE FROM hold_version",
        "DELETE FROM doomed",
        "DELETE FROM reminder",
    ],
)
async def test_the_application_itself_takes_nothing_whatever_act_it_writes(
    database: Embedded, cast: Cast, gone: Departed, statement: str
) -> None:
    at = await positions(database, gone.person)
    async with acting(database, cast, PERSON, gone.person, *at) as app:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
            await app.execute(statement)


@pytest.mark.parametrize(
    "call",
    ["muster_erase('{}')", "muster_resalt('{}', '{}', '{}')", "muster_erase_drafts()", "muster_erase_shifts('{}')"],
)
@pytest.mark.parametrize("act", [OTHER, PERSON, OWN])
async def test_the_doors_are_shut_without_an_act_that_erases_and_says_what(
    database: Embedded, cast: Cast, gone: Departed, act: str, call: str
) -> None:
    at = await positions(database, gone.person)
    async with acting(database, cast, act, gone.person if act == OTHER else None, *at) as app:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="without an act that says so"):
            await app.fetch(f"SELECT {call}")


async def test_the_doors_are_shut_outside_the_transaction_that_took_the_position(
    database: Embedded, cast: Cast, gone: Departed, tmp_path: Path
) -> None:
    by, home = cast.amara.principal, departed.home(tmp_path)
    found = await erasure.preview_erasure(gone.person, by=by, now=NOW, home=home)
    await erasure.erase_person(
        gone.person, read=found.digest, confirmed=found.name, because="", by=by, now=NOW, home=home
    )

    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, cast.agency)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.fetch("SELECT muster_erase($1)", [gone.effort])


@pytest.mark.parametrize("on", ["the person", "the agency", "somebody else"])
async def test_the_doors_are_shut_while_a_hold_stands(
    database: Embedded, cast: Cast, gone: Departed, another: Departed, on: str
) -> None:
    held = {"the person": gone.person, "the agency": None, "somebody else": another.person}[on]
    await holds.place_hold(held, because="Doe v. Harbor", by=cast.amara.principal, now=NOW)
    at = await positions(database, gone.person)

    async with acting(database, cast, PERSON, gone.person, *at) as app:
        if on == "somebody else":
            await app.fetch("SELECT muster_erase($1)", [gone.effort])
            return
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="while a hold stands"):
            await app.fetch("SELECT muster_erase($1)", [gone.effort])


async def test_an_act_takes_nothing_of_anybody_else(
    database: Embedded, cast: Cast, gone: Departed, another: Departed
) -> None:
    at = [*await positions(database, gone.person), *await positions(database, another.person)]
    everything = (NAMED, "effort_version", "completion_version", "remark")
    async with acting(database, cast, PERSON, gone.person, *at) as app:
        before = await counted(app, *everything)
        await app.fetch("SELECT muster_erase($1)", [another.effort, another.completion, gone.effort])
        after = await counted(app, *everything)
        left = await app.fetchval("SELECT count(*) FROM effort_version WHERE fact = $1", another.effort)

    assert [one - other for one, other in zip(before, after, strict=True)] == [2, 1, 0, 0]
    assert left == 1


async def test_an_act_takes_nothing_that_it_does_not_name(database: Embedded, cast: Cast, gone: Departed) -> None:
    first = (await positions(database, gone.person))[0]
    async with acting(database, cast, PERSON, gone.person, first) as app:
        await app.fetch("SELECT muster_erase($1)", [gone.effort, gone.completion])

        assert await counted(app, "effort_version", "completion_version") == [1, 2]
        assert await app.fetchval("SELECT count(*) FROM identity WHERE name = 'identity removed'") == 1


async def test_two_people_are_never_erased_by_one_act(
    database: Embedded, cast: Cast, gone: Departed, another: Departed
) -> None:
    at = await positions(database, gone.person)
    async with acting(database, cast, PERSON, gone.person, *at) as app:
        position = await app.fetchval("SELECT position FROM ledger")
        fact = uuid4()
        await app.execute(
            "INSERT INTO erasure (id, agency, person) VALUES ($1, $2, $3)", fact, cast.agency, another.person
        )
        await app.execute(
            "INSERT INTO erasure_version (id, agency, fact, person, valid_from, valid_until, dating, known_from,"
            " known_until, of_position, of_place)"
            " VALUES ($1, $2, $1, $3, '-infinity', 'infinity', 'known', $4, $5, 1, 7)",
            fact,
            cast.agency,
            another.person,
            position,
            OPEN_POSITION,
        )
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.fetch("SELECT muster_erase($1)", [gone.effort])


async def test_what_a_person_has_erased_by_themselves_takes_no_fact_that_others_recorded(
    database: Embedded, cast: Cast, gone: Departed
) -> None:
    at = await positions(database, gone.person)
    async with acting(database, cast, OWN, gone.person, *at) as app:
        before = await counted(app, "effort_version", NAMED)
        await app.fetch("SELECT muster_erase($1)", [gone.effort])

        assert await counted(app, "effort_version", NAMED) == before


async def test_an_agency_erases_nothing_of_another(database: Embedded, cast: Cast, gone: Departed) -> None:
    async with raw(database, DatabaseRole.APP) as app, app.transaction():
        await look_at(app, cast.chidi.principal.scope.agency)
        await app.fetchval("UPDATE ledger SET position = position + 1 RETURNING position")
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await app.execute(
                "INSERT INTO erasure (id, agency, person) VALUES ($1, $2, $3)",
                uuid4(),
                cast.chidi.principal.scope.agency,
                gone.person,
            )


async def test_an_act_that_erases_takes_the_drafts_of_its_agency_and_of_no_other(
    database: Embedded, cast: Cast, gone: Departed
) -> None:
    everybody = [each.principal for each in (cast.amara, cast.chidi)]
    for by in everybody:
        await drafts.begin_draft([("a.csv", b"Name\nWen Li\n")], "", by=by, now=NOW)
    at = await positions(database, gone.person)

    async with acting(database, cast, PERSON, gone.person, *at) as app:
        await app.fetch("SELECT muster_erase_drafts()")

        left = []
        for by in everybody:
            await look_at(app, by.scope.agency)
            await app.execute("SELECT set_config('muster.account', $1, true)", str(by.scope.account))
            left.append(await counted(app, "import_draft", "import_draft_file"))
    assert left == [[0, 0], [1, 1]]


# -- what is found afterwards


@pytest.fixture
async def erased(cast: Cast, gone: Departed, tmp_path: Path) -> Departed:
    by, home = cast.amara.principal, departed.home(tmp_path)
    found = await erasure.preview_erasure(gone.person, by=by, now=NOW, home=home)
    await erasure.erase_person(
        gone.person, read=found.digest, confirmed=found.name, because="", by=by, now=NOW, home=home
    )
    return gone


TAMPERED = {
    "what an erasure left was altered": (
        "UPDATE credential_version SET jurisdiction = 'NY' WHERE fact = $1",
        "the facts differ from what was left when it was erased",
    ),
    "what an erasure left was given its number back": (
        "UPDATE credential_version SET number = 'E-1' WHERE fact = $1",
        "the facts differ from what was left when it was erased",
    ),
    "what an erasure left is gone as well": (
        "DELETE FROM credential_version WHERE fact = $1",
        "no act says that it was erased",
    ),
    "the new salt was taken too": (
        "UPDATE leaf SET salt = NULL WHERE position = (SELECT min(known_from) FROM credential_version WHERE fact = $1)",
        "what an erasure had left of it is gone, and no act says that it was erased",
    ),
    "an erasure was struck out": (
        """DELETE FROM erasure_version v USING credential_version c
           WHERE c.fact = $1 AND v.of_position = c.known_from AND v.agency = c.agency""",
        "the facts differ from what was recorded",
    ),
    "an erasure was said of a leaf that there is none of": (
        """UPDATE erasure_version v SET of_place = 9 FROM credential_version c
           WHERE c.fact = $1 AND v.of_position = c.known_from AND v.agency = c.agency""",
        "leaf 9 was erased, they say, and there is none",
    ),
}


@pytest.mark.parametrize(("statement", "said"), TAMPERED.values(), ids=TAMPERED)
async def test_whoever_alters_what_an_erasure_left_is_found(
    database: Embedded, cast: Cast, erased: Departed, statement: str, said: str
) -> None:
    by = cast.amara.principal
    assert (await ledger.verify(by=by)).faults == ()

    async with superuser(database, tampering=True) as root:
        await root.execute(statement, erased.credential)

    assert any(said in fault for fault in (await ledger.verify(by=by)).faults)


async def test_what_does_not_verify_is_not_erased_over(
    database: Embedded, cast: Cast, gone: Departed, tmp_path: Path
) -> None:
    by, home = cast.amara.principal, departed.home(tmp_path)
    async with superuser(database, tampering=True) as root:
        await root.execute("UPDATE identity SET phone = '1' WHERE fact = $1", gone.person)

    found = await erasure.preview_erasure(gone.person, by=by, now=NOW, home=home)
    with pytest.raises(Conflict) as refused:
        await erasure.erase_person(
            gone.person, read=found.digest, confirmed=found.name, because="", by=by, now=NOW, home=home
        )

    assert refused.value.code == "does-not-verify"


async def test_a_door_that_takes_something_else_than_was_planned_undoes_it_all(
    database: Embedded, cast: Cast, gone: Departed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, home = cast.amara.principal, departed.home(tmp_path)
    found = await erasure.preview_erasure(gone.person, by=by, now=NOW, home=home)
    without_phone = {name: blank for name, blank in erasing.BLANKED[PERSON_FACT].items() if name != "phone"}
    monkeypatch.setattr(erasing, "BLANKED", {**erasing.BLANKED, PERSON_FACT: without_phone})

    with pytest.raises(RuntimeError, match="something else than was planned"):
        await erasure.erase_person(
            gone.person, read=found.digest, confirmed=found.name, because="", by=by, now=NOW, home=home
        )

    monkeypatch.undo()
    assert (await people.person(gone.person, by=by)).value.name == found.name
    assert (await ledger.verify(by=by)).faults == ()
