"""Signing how a log stands: the same of the same size for ever, never a fork, and by keys that vouch for each other."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from muster.domain.errors import Forbidden, Invalid, NotFound
from muster.domain.ledger import tree
from muster.domain.ledger.checkpoints import Checkpoint, Log, Note
from muster.persistence import checkpoints as store
from muster.persistence import tree as tree_store
from muster.persistence.embedded import Embedded
from muster.services import checkpoints, ledger, people, proofs
from muster.services import tree as trees
from muster.signing import KeyFile, signers
from tests import make
from tests.cast import NOW, Cast
from tests.persistence.rigs import History, history


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "key.pem")


@pytest.fixture
async def on(database: Embedded) -> History:
    return await history()


async def grow(on: History, times: int = 1) -> None:
    for _ in range(times):
        await people.add_person(make.identity(), by=on.by, now=NOW)


async def test_it_says_how_the_log_stands_and_is_signed(on: History, keys: KeyFile) -> None:
    found = await checkpoints.checkpoint(Log.LEDGER, by=on.by, now=NOW, keys=keys)

    said = found.checkpoint
    assert (said.agency, said.log, said.size, said.position, said.at) == (on.agency, Log.LEDGER, 10, 9, NOW.at)
    assert said.root == await trees.root(on.by.scope, Log.LEDGER, 10)
    note = Note.read(found.note)
    assert Checkpoint.read(note.text) == said
    assert signers(note, [keys.signer().public], name=said.origin)
    assert found.key == keys.signer().public.id


async def test_of_one_size_there_is_one_checkpoint_whoever_asks_and_whenever(on: History, keys: KeyFile) -> None:
    at_once = await asyncio.gather(
        *(checkpoints.checkpoint(Log.LEDGER, by=on.by, now=NOW, keys=keys) for _ in range(5))
    )
    later = await checkpoints.signed(on.by.scope, Log.LEDGER, 10, at=NOW.at + timedelta(days=9), keys=keys)

    assert {each.note for each in (*at_once, later)} == {later.note}


async def test_an_older_position_is_signed_as_it_stood_and_for_ever(on: History, keys: KeyFile) -> None:
    await checkpoints.checkpoint(Log.LEDGER, by=on.by, now=NOW, keys=keys)

    then = await checkpoints.checkpoint_at(on.by.scope, 5, at=NOW.at, keys=keys)
    await grow(on)
    again = await checkpoints.checkpoint_at(on.by.scope, 5, at=NOW.at + timedelta(days=1), keys=keys)

    assert (then.checkpoint.size, then.checkpoint.position) == (5, 5)
    assert again == then
    assert (await checkpoints.checkpoint_at(on.by.scope, 0, at=NOW.at, keys=keys)).checkpoint.root == tree.EMPTY
    assert (await ledger.verify(by=on.by)).faults == ()


async def test_nothing_is_signed_by_the_hour_that_has_not_grown(on: History, keys: KeyFile) -> None:
    async def sizes() -> list[int]:
        return [each.size for each in await store.checkpoints(on.by.scope)]

    await checkpoints.tend(on.by.scope, at=NOW.at, keys=keys)
    await checkpoints.tend(on.by.scope, at=NOW.at + timedelta(hours=5), keys=keys)
    assert await sizes() == [10], "nobody looked, so the access log has none"
    await grow(on)
    await checkpoints.tend(on.by.scope, at=NOW.at + timedelta(minutes=59), keys=keys)
    assert await sizes() == [10]
    assert (await tree_store.stand(on.by.scope, Log.LEDGER)).size == 11, "but it is taken in at once"
    await checkpoints.tend(on.by.scope, at=NOW.at + timedelta(minutes=60), keys=keys)
    assert await sizes() == [10, 11]


# -- keys


async def rotated(on: History, keys: KeyFile) -> None:
    await checkpoints.introduce_next(on.by.scope, at=NOW.at + timedelta(days=1), keys=keys)
    keys.follow()


async def test_a_key_that_follows_is_vouched_for_and_what_was_signed_still_verifies(on: History, keys: KeyFile) -> None:
    before = await checkpoints.checkpoint(Log.LEDGER, by=on.by, now=NOW, keys=keys)
    await rotated(on, keys)
    await grow(on)
    after = await checkpoints.checkpoint(Log.LEDGER, by=on.by, now=NOW, keys=keys)

    found = await ledger.verify(by=on.by)

    assert before.key != after.key == keys.signer().public.id
    assert (found.faults, found.notes) == ((), ())
    assert found.witness.keys == (before.key, after.key)
    assert not keys.next.path.exists()


async def test_a_rotation_that_was_cut_off_goes_on_with_the_same_key(on: History, keys: KeyFile) -> None:
    await checkpoints.checkpoint(Log.LEDGER, by=on.by, now=NOW, keys=keys)
    first = await checkpoints.introduce_next(on.by.scope, at=NOW.at + timedelta(days=1), keys=keys)

    again = await checkpoints.introduce_next(on.by.scope, at=NOW.at + timedelta(days=2), keys=keys)
    keys.follow()

    assert first == again == keys.signer().public
    assert len(await store.keys(on.by.scope)) == 2


async def test_a_lost_key_that_is_replaced_is_said_and_is_no_fault(on: History, keys: KeyFile) -> None:
    await checkpoints.checkpoint(Log.LEDGER, by=on.by, now=NOW, keys=keys)
    keys.path.unlink()
    await grow(on)
    new = await checkpoints.signed(
        on.by.scope,
        Log.LEDGER,
        await trees.sequence(on.by.scope, Log.LEDGER),
        at=NOW.at + timedelta(days=1),
        keys=keys,
    )

    found = await ledger.verify(by=on.by)

    assert found.faults == ()
    (note,) = found.notes
    assert note.startswith(f"key {new.key} was not introduced by the key before it")


async def test_an_agency_that_nothing_was_signed_for_needs_no_introduction(on: History, keys: KeyFile) -> None:
    await rotated(on, keys)

    assert await store.keys(on.by.scope) == []


# -- proofs


async def test_every_act_is_proved_to_stand_under_the_checkpoint(on: History, keys: KeyFile) -> None:
    for position in range(1, 10):
        found = await proofs.prove_act(position, by=on.by, now=NOW, keys=keys)
        said = found.checkpoint.checkpoint
        assert len(found.leaves) == (2 if position == 9 else 1)
        for each in found.leaves:
            assert tree.leaf_hash(each.of.leaf.encoded()) == each.of.hash
            assert tree.included(each.of.hash, each.of.number, said.size, each.path, said.root)
            assert each.of.leaf.position == position


async def test_only_the_leaf_about_somebody_is_shown_to_whoever_asks_about_them(on: History, keys: KeyFile) -> None:
    (found,) = (await proofs.prove_act(9, subject=on.ines, by=on.by, now=NOW, keys=keys)).leaves

    assert (found.of.number, found.of.leaf.subject) == (9, on.ines)
    with pytest.raises(NotFound):
        await proofs.prove_act(8, subject=on.ines, by=on.by, now=NOW, keys=keys)
    with pytest.raises(NotFound):
        await proofs.prove_act(10, by=on.by, now=NOW, keys=keys)


async def test_an_act_about_too_many_is_proved_one_by_one(
    on: History, keys: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proofs, "MOST", 1)

    with pytest.raises(Invalid, match="name the one"):
        await proofs.prove_act(9, by=on.by, now=NOW, keys=keys)
    assert len((await proofs.prove_act(9, subject=on.ben, by=on.by, now=NOW, keys=keys)).leaves) == 1


async def test_every_earlier_ledger_is_proved_to_be_the_beginning_of_this_one(on: History, keys: KeyFile) -> None:
    for size in range(11):
        found = await proofs.prove_growth(size, by=on.by, now=NOW, keys=keys)
        said = found.checkpoint.checkpoint
        assert tree.consistent(size, said.size, found.path, found.root, said.root)
    with pytest.raises(Invalid, match="cannot be its beginning"):
        await proofs.prove_growth(11, by=on.by, now=NOW, keys=keys)


async def test_anybody_of_the_agency_may_keep_a_checkpoint_and_few_may_ask_for_proofs(
    cast: Cast, keys: KeyFile
) -> None:
    kept = await checkpoints.checkpoint(Log.LEDGER, by=cast.ben.principal, now=NOW, keys=keys)
    assert (await proofs.prove_act(1, by=cast.dana.principal, now=NOW, keys=keys)).checkpoint == kept
    with pytest.raises(Forbidden):
        await proofs.prove_act(1, by=cast.ben.principal, now=NOW, keys=keys)
    with pytest.raises(Forbidden):
        await proofs.prove_growth(0, by=cast.ben.principal, now=NOW, keys=keys)
