"""What is sealed opens under its own key, for whom it was sealed, and for nobody else."""

from __future__ import annotations

import os
import secrets
import stat
import threading
from pathlib import Path

import pytest

from muster.domain.errors import Unavailable
from muster.sealing import Sealing

SECRET = b"JBSWY3DPEHPK3PXP"


@pytest.fixture
def sealing(tmp_path: Path) -> Sealing:
    return Sealing(tmp_path / "secrets" / "sealing.key")


def code_of(refused: pytest.ExceptionInfo[Unavailable]) -> str:
    return refused.value.code


def test_what_is_sealed_opens_again_and_shows_nothing_of_itself(sealing: Sealing) -> None:
    sealed = sealing.seal(SECRET, "Amara")

    assert sealing.open(sealed, "Amara") == SECRET
    assert SECRET not in sealed
    assert sealing.seal(SECRET, "Amara") != sealed, "the same secret looks different each time"


def test_the_key_is_made_when_first_needed_and_only_its_owner_reads_it(sealing: Sealing) -> None:
    assert not sealing.file.parent.exists()
    sealing.seal(SECRET, "Amara")

    assert stat.S_IMODE(sealing.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(sealing.file.parent.stat().st_mode) == 0o700
    assert [each.name for each in sealing.file.parent.iterdir()] == ["sealing.key"], "nothing half made is left"
    assert len(sealing.file.read_text().strip()) == 64


def test_it_opens_for_nobody_else(sealing: Sealing) -> None:
    sealed = sealing.seal(SECRET, "Amara")

    with pytest.raises(Unavailable) as refused:
        sealing.open(sealed, "Ben")

    assert code_of(refused) == "sealed-elsewhere"


@pytest.mark.parametrize("place", [0, 1, 9, 21, -1])
def test_a_byte_changed_anywhere_is_found(sealing: Sealing, place: int) -> None:
    sealed = bytearray(sealing.seal(SECRET, "Amara"))
    sealed[place] ^= 1

    with pytest.raises(Unavailable):
        sealing.open(bytes(sealed), "Amara")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + bytes(20), bytes(60)])
def test_what_was_never_sealed_does_not_open(sealing: Sealing, sealed: bytes) -> None:
    sealing.seal(SECRET, "Amara")

    with pytest.raises(Unavailable):
        sealing.open(sealed, "Amara")


def test_without_the_file_nothing_opens_and_no_key_is_made_instead(sealing: Sealing) -> None:
    sealed = sealing.seal(SECRET, "Amara")
    sealing.file.unlink()

    with pytest.raises(Unavailable, match="recovery codes") as refused:
        sealing.open(sealed, "Amara")

    assert code_of(refused) == "sealed-elsewhere"
    assert not sealing.file.exists()


def test_another_home_s_key_opens_nothing(sealing: Sealing, tmp_path: Path) -> None:
    sealed = sealing.seal(SECRET, "Amara")
    other = Sealing(tmp_path / "other.key")
    other.seal(SECRET, "Amara")

    with pytest.raises(Unavailable):
        other.open(sealed, "Amara")


def test_a_key_is_changed_by_writing_a_new_one_above_it(sealing: Sealing) -> None:
    before = sealing.seal(SECRET, "Amara")
    old = sealing.file.read_text()
    sealing.file.write_text(f"{secrets.token_hex(32)}\n{old}")
    after = sealing.seal(SECRET, "Amara")

    assert sealing.open(before, "Amara") == sealing.open(after, "Amara") == SECRET
    sealing.file.write_text(sealing.file.read_text().split()[0])
    assert sealing.open(after, "Amara") == SECRET
    with pytest.raises(Unavailable):
        sealing.open(before, "Amara")


@pytest.mark.parametrize("written", ["", "no key", "0" * 63, "g" * 64, "é" * 64])
def test_a_file_with_no_keys_in_it_seals_nothing(sealing: Sealing, written: str) -> None:
    sealing.file.parent.mkdir()
    sealing.file.write_text(written)

    with pytest.raises(Unavailable) as refused:
        sealing.seal(SECRET, "Amara")

    assert code_of(refused) == "no-sealing-key"
    assert sealing.file.read_text() == written, "a file that is not understood is not overwritten"


def test_of_many_that_need_a_key_at_once_one_makes_it(tmp_path: Path) -> None:
    file = tmp_path / "sealing.key"
    sealed: list[bytes] = []
    threads = [threading.Thread(target=lambda: sealed.append(Sealing(file).seal(SECRET, "Amara"))) for _ in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert len(sealed) == 20
    assert [Sealing(file).open(each, "Amara") for each in sealed] == [SECRET] * 20
    assert os.listdir(tmp_path) == ["sealing.key"]  # noqa: PTH208 - every name there is
