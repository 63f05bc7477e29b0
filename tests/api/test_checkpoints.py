"""Proofs over HTTP, checked with nothing but what the replies say."""

from __future__ import annotations

import base64
import hashlib

import httpx
import pytest

from muster.domain.ledger import tree
from tests.api.matrix import V1
from tests.api.world import World, gather_world
from tests.cast import Cast
from verifier import verify_ledger as verifier


@pytest.fixture
async def world(cast: Cast) -> World:
    return await gather_world(cast)


def root_of(note: str) -> bytes:
    return base64.b64decode(note.split("\n")[2])


async def test_a_sample_is_followed_to_a_signed_root(world: World, amara: httpx.AsyncClient) -> None:
    person = world.ids["person"]
    recorded = (await amara.get(f"{V1}/people/{person}/completions")).json()["items"][0]

    proof = (await amara.get(f"{V1}/ledger/proofs/{recorded['since']}", params={"subject": str(person)})).json()

    (leaf,) = proof["leaves"]
    assert leaf["subject"] == str(person)
    hashed = hashlib.sha256(b"\x00" + leaf["leaf"].encode()).digest()
    assert hashed.hex() == leaf["hash"]
    path = [bytes.fromhex(each) for each in leaf["path"]]
    signed = proof["checkpoint"]
    assert tree.included(hashed, leaf["index"], signed["size"], path, root_of(signed["note"]))
    assert signed["root"] == root_of(signed["note"]).hex()


async def test_a_checkpoint_that_was_kept_is_proved_to_be_the_beginning(
    world: World, amara: httpx.AsyncClient, ben: httpx.AsyncClient
) -> None:
    kept = (await ben.get(f"{V1}/ledger/checkpoint")).json()
    await amara.post(f"{V1}/people", json={"name": "Hoa Tran"})

    proof = (await amara.get(f"{V1}/ledger/consistency", params={"from": kept["size"]})).json()

    path = [bytes.fromhex(each) for each in proof["path"]]
    new = proof["checkpoint"]
    assert new["size"] == kept["size"] + 1
    assert proof["root"] == kept["root"]
    assert tree.consistent(kept["size"], new["size"], path, root_of(kept["note"]), root_of(new["note"]))


async def test_each_log_has_checkpoints_of_its_own(cast: Cast, world: World, amara: httpx.AsyncClient) -> None:
    ledger, looks = [(await amara.get(f"{V1}/{log}/checkpoint")).json() for log in ("ledger", "access-log")]

    for log, found in (("ledger", ledger), ("access-log", looks)):
        said = verifier.read_checkpoint("here", found["note"], str(cast.agency))
        assert isinstance(said, verifier.Checkpoint)
        assert (said.log, said.size, said.root.hex()) == (log, found["size"], found["root"])
        assert found["log"] == log


async def test_verification_says_what_was_compared(world: World, amara: httpx.AsyncClient) -> None:
    signed = (await amara.get(f"{V1}/ledger/checkpoint")).json()

    found = (await amara.get(f"{V1}/ledger/verification")).json()

    assert (found["holds"], found["faults"], found["notes"]) == (True, [], [])
    assert (found["checkpoints"], found["keys"], found["leaves"]) == (1, [signed["key"]], signed["size"])
