"""What an earlier muster put on record holds in a later one: nothing of it has to be said again."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from muster.domain.access import Principal, operator
from muster.domain.ledger.leaves import Leaf, commitment
from muster.persistence import migrate
from muster.persistence.database import connect, disconnect
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.persistence.facts import OPEN_POSITION
from muster.rules.packs import canonical, shipped_text
from muster.services import awards, ledger, packs
from tests import make
from tests.cast import NOW
from tests.persistence.rigs import another_database, found, superuser

FIRST_RELEASE = ("2026-11-22T10:12:49:081226", "2026-11-22T10:30:00:000000")
TEXT = canonical(shipped_text("us-osha-bbp"))
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
SALT = b"s" * 32


def said(fact: UUID, version: UUID) -> dict[str, object]:
    """Return what the first release committed to when an agency adopted a pack. It knew of no awards."""
    adoption = {
        "valid_from": "2024-01-01",
        "valid_until": "infinity",
        "dating": "known",
        "pack": "us-osha-bbp",
        "digest": DIGEST,
        "program": None,
    }
    return {
        "closed": [],
        "opened": [{"kind": "adoption", "fact": str(fact), "version": str(version), "said": adoption}],
    }


async def adopted_then(server: Embedded, database: str) -> tuple[Principal, UUID]:
    """Write what the first release wrote when an agency adopted a pack, and return whose and which it is."""
    by, fact, version = operator(uuid4()), uuid4(), uuid4()
    agency, committed = by.scope.agency, commitment(SALT, said(fact, version))
    leaf = Leaf(agency, 1, 0, 1, "pack-adopted", None, NOW.at, None, fact, committed)
    async with superuser(server, database=database) as root:
        await root.execute("INSERT INTO ledger (agency, position, at) VALUES ($1, 1, $2)", agency, NOW.at)
        await root.execute(
            "INSERT INTO act (id, agency, position, act, at) VALUES ($1, $2, 1, 'pack-adopted', $3)",
            uuid4(),
            agency,
            NOW.at,
        )
        await root.execute(
            "INSERT INTO pack_text (id, agency, digest, pack, text) VALUES ($1, $2, $3, 'us-osha-bbp', $4)",
            uuid4(),
            agency,
            DIGEST,
            TEXT,
        )
        await root.execute("INSERT INTO adoption (id, agency) VALUES ($1, $2)", fact, agency)
        await root.execute(
            "INSERT INTO adoption_version (id, agency, fact, valid_from, valid_until, dating, known_from, known_until,"
            " pack, digest) VALUES ($1, $2, $3, '2024-01-01', 'infinity', 'known', 1, $4, 'us-osha-bbp', $5)",
            version,
            agency,
            fact,
            OPEN_POSITION,
            DIGEST,
        )
        await root.execute(
            "INSERT INTO leaf (id, agency, position, place, subject, salt, commitment, hash)"
            " VALUES ($1, $2, 1, 0, $3, $4, $5, $6)",
            uuid4(),
            agency,
            fact,
            SALT,
            committed,
            leaf.hash(),
        )
    return by, fact


@pytest.fixture
async def upgraded(server: Embedded, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Principal, UUID, str]]:
    """A database of the first release with an adopted pack in it, brought up to date."""
    async with another_database(server) as database:
        owner = server.connection_parameters(DatabaseRole.OWNER, database=database)
        with monkeypatch.context() as then:
            then.setattr(migrate, "pending", first_release)
            assert await migrate.migrate(owner) == list(FIRST_RELEASE)
        by, fact = await adopted_then(server, database)
        assert await migrate.migrate(owner), "the control: there was something to bring up to date"
        await connect(server.connection_parameters(DatabaseRole.APP, database=database), pool=2)
        yield by, fact, database
        await disconnect()


async def first_release() -> list[str]:
    return list(FIRST_RELEASE)


async def test_a_pack_adopted_before_awards_could_adopt_any_still_verifies(
    upgraded: tuple[Principal, UUID, str],
) -> None:
    by, fact, _ = upgraded

    verified = await ledger.verify(by=by)

    assert (verified.faults, verified.leaves) == ((), 1)
    (adopted,) = await packs.adoptions(by=by)
    assert (adopted.fact, adopted.value.award, adopted.value.program) == (fact, None, None)


async def test_it_can_be_ended_like_any_other_and_verifies_then(upgraded: tuple[Principal, UUID, str]) -> None:
    by, fact, _ = upgraded

    await packs.end_adoption(fact, through=NOW.today, version=None, because="a new edition", by=by, now=NOW)

    assert not (await ledger.verify(by=by)).faults
    (ended,) = await packs.adoptions(by=by)
    assert ended.value.during.last == NOW.today


async def test_an_award_written_into_it_by_hand_is_found(
    server: Embedded, upgraded: tuple[Principal, UUID, str]
) -> None:
    by, fact, database = upgraded
    award = await awards.add_award(make.award(), by=by, now=NOW)
    async with superuser(server, database=database) as root:
        await root.execute("UPDATE adoption_version SET award = $1 WHERE fact = $2", award, fact)

    (fault,) = (await ledger.verify(by=by)).faults

    assert fault == f"position 1, leaf 0, subject {fact}: the facts differ from what was recorded"


async def test_an_award_taken_out_of_an_adoption_by_hand_is_found(database: Embedded) -> None:
    by = await found()
    award = await awards.add_award(make.award(), by=by, now=NOW)
    fact, _ = await packs.adopt_pack(TEXT, since=make.LONG_AGO, award=award, by=by, now=NOW)
    async with superuser(database, tampering=True) as root:
        await root.execute("UPDATE adoption_version SET award = NULL WHERE fact = $1", fact)

    (fault,) = (await ledger.verify(by=by)).faults

    assert fault == f"position 2, leaf 0, subject {fact}: the facts differ from what was recorded"
