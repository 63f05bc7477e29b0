"""The key that signs: made once, read by nobody else, and never replaced unseen."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from muster.domain.errors import Unavailable
from muster.domain.ledger.checkpoints import Note
from muster.signing import KeyFile, Signer, signers

TEXT = "a line\n"


def test_a_key_is_made_at_first_need_readable_by_nobody_else(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "secrets" / "key.pem")

    first = keys.signer().public

    assert keys.signer().public == first
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.path.parent.stat().st_mode) == 0o700
    assert list(keys.path.parent.iterdir()) == [keys.path], "nothing half made is left"


def test_many_at_once_make_one_key(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "secrets" / "key.pem")
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: keys.signer().public, range(16)))

    assert len(found) == 1


def test_a_file_that_somebody_named_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="MUSTER_SIGNING_KEY_FILE") as refused:
        KeyFile(tmp_path / "key.pem", given=True).signer()

    assert refused.value.code == "no-signing-key"
    assert not (tmp_path / "key.pem").exists()


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    path.chmod(0o600)

    with pytest.raises(Unavailable, match="no Ed25519 key"):
        KeyFile(path).signer()


def test_a_key_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "key.pem")
    keys.signer()
    keys.path.chmod(0o644)

    with pytest.raises(Unavailable, match="chmod 600"):
        keys.signer()


def test_only_whoever_signed_is_found_to_have_signed() -> None:
    one, other = Signer.made(), Signer.made()
    note = Note(TEXT, (one.sign(TEXT, name="a.log"),))
    known = (one.public, other.public)

    assert signers(note, known, name="a.log") == (one.public,)
    assert signers(note, known, name="another.log") == ()
    assert signers(Note("a lime\n", note.signatures), known, name="a.log") == ()
    forged = Note(TEXT, (other.sign(TEXT, name="a.log"),))
    assert signers(forged, (one.public,), name="a.log") == ()


def test_the_key_is_in_no_text_of_its_signer(tmp_path: Path) -> None:
    signer = KeyFile(tmp_path / "key.pem").signer()

    assert signer.pem().decode().splitlines()[1] not in repr(signer)
