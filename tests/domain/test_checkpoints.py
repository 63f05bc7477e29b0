"""Checkpoints as text: written in one way, read strictly, in the form that transparency logs share."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from uuid import UUID

import pytest

from muster.domain.errors import Invalid
from muster.domain.ledger.checkpoints import Checkpoint, Introduction, Log, Note, PublicKey, Signature

AGENCY = UUID(int=7)
AT = datetime(2026, 11, 25, 22, 40, tzinfo=UTC)
SAID = Checkpoint(AGENCY, Log.LEDGER, 433, bytes(range(32)), 412, AT)
TEXT = (
    "muster/ledger/00000000-0000-0000-0000-000000000007\n"
    "433\n"
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    "position 412\n"
    "at 2026-11-25T22:40:00Z\n"
)
KNOWN = PublicKey(base64.b64decode("XpYDQpYsT/2/6zXPfKz/Xu6vZcfe2gvkW4Pb8VWBkjc="))


def test_a_checkpoint_is_written_in_one_way_and_read_back() -> None:
    assert SAID.text() == TEXT
    assert Checkpoint.read(TEXT) == SAID


def test_a_note_is_written_in_one_way_and_read_back() -> None:
    note = Note(TEXT, (Signature(SAID.origin, b"abcd", bytes(64)), Signature("a.witness", b"efgh", bytes(64))))

    assert Note.read(note.written()) == note
    assert note.written().startswith(f"{TEXT}\n\N{EM DASH} {SAID.origin} YWJjZ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT.replace("433", "0433"),
        TEXT.replace("433", "-1"),
        TEXT.replace("433", "4 33"),
        TEXT.replace("ledger", "gossip"),
        TEXT.replace("position 412", "position"),
        TEXT.replace("position 412", "412"),
        TEXT.replace("AAECAwQF", "AAECAwQ"),
        TEXT.replace("AAECAwQFBgcI", ""),
        TEXT.replace("Z\n", "\n"),
        TEXT.replace("22:40:00Z", "22:40:00+00:00"),
        TEXT.replace("-0000-", ""),
        TEXT[:-1],
        TEXT + "\n",
        TEXT.upper(),
    ],
)
def test_a_checkpoint_in_any_other_way_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="no signed checkpoint"):
        Checkpoint.read(text)


@pytest.mark.parametrize(
    "written",
    [
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}\n\N{EM DASH} name\n",
        f"{TEXT}\n- name AAAA\n",
        f"{TEXT}\n\N{EM DASH} name AAAA\n",
        f"{TEXT}\n\N{EM DASH} two words {base64.b64encode(bytes(68)).decode()}\n",
        f"{TEXT}\n\N{EM DASH} name {base64.b64encode(bytes(68)).decode()}",
        f"{TEXT}\n\N{EM DASH} name {base64.b64encode(bytes(67)).decode()}\n",
        # the same bytes, written with other bits behind the last of them
        f"{TEXT}\n\N{EM DASH} name {base64.b64encode(bytes(68)).decode().replace('AA=', 'AB=')}\n",
    ],
)
def test_a_note_in_any_other_way_is_refused(written: str) -> None:
    with pytest.raises(Invalid, match="no signed checkpoint"):
        Note.read(written)


def test_a_key_is_introduced_in_one_way() -> None:
    said = Introduction(AGENCY, KNOWN, AT, after="0123456789abcdef")

    assert Introduction.read(said.text()) == said
    assert Introduction.read(Introduction(AGENCY, KNOWN, AT).text()).after == ""
    for wrong in (said.text()[:-1], said.text().replace("since", "from"), said.text().replace(KNOWN.id, "0" * 16), ""):
        with pytest.raises(Invalid):
            Introduction.read(wrong)


def test_a_key_is_named_as_other_readers_of_notes_name_it() -> None:
    """The verifier key of a public checksum database: a name, four bytes, and the key that they stand for."""
    name, named, key = ["sum.golang.org", "033de0ae", "Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"]
    raw = base64.b64decode(key)

    assert raw[:1] == b"\x01"
    assert PublicKey(raw[1:]).hash_under(name).hex() == named
