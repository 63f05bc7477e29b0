"""The bytes that the ledger commits to are fixed for ever: leaves.json holds them, computed without muster."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.acts import Act
from muster.domain.errors import Invalid
from muster.domain.intervals import BEGINNING, FOREVER
from muster.domain.ledger.leaves import Leaf, canonical, commitment, plain

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("leaves.json").read_text())
DAYS = {"infinity": FOREVER, "-infinity": BEGINNING}

every_value = pytest.mark.parametrize("vector", VECTORS["canonical"], ids=lambda each: each["name"])
every_leaf = pytest.mark.parametrize("vector", VECTORS["leaves"], ids=lambda each: each["name"])

EXACT = 2**53
texts = st.text(st.characters(codec="utf-8"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(1 - EXACT, EXACT - 1) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
)


def meant(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what a vector stands for: days, identities and instants where it says so."""
    match value:
        case {"$date": day}:
            return DAYS.get(day) or date.fromisoformat(day)
        case {"$uuid": text}:
            return UUID(text)
        case {"$instant": at}:
            return datetime.fromisoformat(at)
        case dict():
            return {key: meant(each) for key, each in value.items()}
        case list():
            return [meant(each) for each in value]
    return value


def carried(value: Any) -> Any:  # noqa: ANN401 - as above
    """Return a vector's value as canonical JSON carries it: text for what JSON does not know."""
    match value:
        case {"$date": text} | {"$uuid": text} | {"$instant": text}:
            return text
        case dict():
            return {key: carried(each) for key, each in value.items()}
        case list():
            return [carried(each) for each in value]
    return value


def leaf_of(vector: dict[str, Any]) -> Leaf:
    said = vector["leaf"]
    return Leaf(
        UUID(said["agency"]),
        said["position"],
        said["place"],
        said["leaves"],
        said["act"],
        UUID(said["by"]) if said["by"] else None,
        datetime.fromisoformat(said["at"]),
        bytes.fromhex(said["because"]) if said["because"] else None,
        UUID(said["subject"]),
        bytes.fromhex(vector["commitment"]),
    )


@every_value
def test_a_value_is_written_in_one_way(vector: dict[str, Any]) -> None:
    assert canonical(meant(vector["value"])).hex() == vector["bytes"]


@every_value
def test_another_hand_writes_it_the_same_way(vector: dict[str, Any]) -> None:
    assert rfc8785.dumps(carried(vector["value"])).hex() == vector["bytes"]


@given(values)
def test_every_value_is_written_as_rfc_8785_says(value: Any) -> None:  # noqa: ANN401 - any value
    assert canonical(value) == rfc8785.dumps(value)


@every_leaf
def test_a_commitment_is_what_it_has_always_been(vector: dict[str, Any]) -> None:
    salt = bytes.fromhex(vector["salt"])

    assert commitment(salt, meant(vector["values"])).hex() == vector["commitment"]


@every_leaf
def test_a_leaf_is_what_it_has_always_been(vector: dict[str, Any]) -> None:
    leaf = leaf_of(vector)

    assert leaf.encoded().decode() == vector["bytes"]
    assert leaf.hash().hex() == vector["hash"]


@every_leaf
def test_another_hand_computes_the_same_leaf(vector: dict[str, Any]) -> None:
    said = rfc8785.dumps(carried(vector["values"]))
    committed = hmac.new(bytes.fromhex(vector["salt"]), said, hashlib.sha256).hexdigest()
    given = vector["leaf"]
    parts = {key: given[key] for key in ("act", "agency", "at", "because", "by", "leaves", "position", "subject")}
    encoded = rfc8785.dumps({**parts, "leaf": given["place"], "values": committed, "version": 1})

    assert committed == vector["commitment"]
    assert encoded.decode() == vector["bytes"]
    assert hashlib.sha256(b"\x00" + encoded).hexdigest() == vector["hash"]


@every_leaf
def test_whatever_is_changed_in_a_leaf_changes_its_hash(vector: dict[str, Any]) -> None:
    leaf = leaf_of(vector)
    another = UUID(int=1)
    changed = {
        "agency": another,
        "position": leaf.position - 1,
        "place": leaf.place + 1,
        "leaves": leaf.leaves + 1,
        "act": "pack-adopted",
        "by": another,
        "at": leaf.at + timedelta(microseconds=1),
        "because": b"\x01" * 32,
        "subject": another,
        "commitment": bytes(32),
    }
    fields = {name: getattr(leaf, name) for name in changed}

    hashes = {Leaf(**{**fields, name: value}).hash() for name, value in changed.items()}

    assert len(hashes | {leaf.hash()}) == len(changed) + 1


def test_without_the_salt_a_value_cannot_be_tried_out() -> None:
    values = {"opened": [{"said": {"minutes": 60}}], "closed": []}

    assert commitment(bytes(32), values) != commitment(b"\x01" * 32, values)
    assert commitment(bytes(32), values) != hashlib.sha256(canonical(values)).digest()


def test_the_same_instant_is_written_the_same_in_every_time_zone() -> None:
    at = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)

    assert canonical(at) == canonical(at.astimezone(timezone(timedelta(hours=-6)))) == b'"2026-11-22T15:00:00.000000Z"'


def test_a_word_of_ours_is_written_as_the_word() -> None:
    assert canonical([Act.PACK_ADOPTED, ("a", "b")]) == b'["pack-adopted",["a","b"]]'


class Colour(Enum):
    RED = 1


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        1.0,
        float("nan"),
        Decimal("1.50"),
        EXACT,
        -EXACT,
        b"bytes",
        {1, 2},
        frozenset({1}),
        datetime(2026, 11, 22, 15, 0),  # noqa: DTZ001 - an instant of no zone is the point
        timedelta(days=1),
        ...,
        Colour.RED,
        range(3),
        1j,
        {"deep": [{"down": 0.1}]},
    ],
    ids=repr,
)
def test_what_could_be_written_in_two_ways_is_refused(value: object) -> None:
    with pytest.raises(Invalid) as refused:
        canonical(value)

    assert refused.value.code == "not-canonical"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("half \ud83d a character", id="half a character"),
        pytest.param({"\ud83d": 1}, id="half a character as a key"),
        pytest.param({1: "a", "1": "b"}, id="two keys that read the same"),
        pytest.param({None: 1}, id="no key"),
    ],
)
def test_what_has_no_bytes_or_two_is_refused(value: object) -> None:
    with pytest.raises(Invalid) as refused:
        canonical(value)

    assert refused.value.code == "not-canonical"


def test_what_a_fact_carries_is_returned_plain() -> None:
    assert plain({"day": FOREVER, "list": (BEGINNING, None)}) == {"day": "infinity", "list": ["-infinity", None]}
