"""A copy of the source to plant faults in: one for each worker, and as it was again after every test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"


@pytest.fixture(scope="session")
def _copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house") / "src"
    return shutil.copytree(SRC, folder, ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def copy(_copied: Path) -> Iterator[Path]:
    """Return the copy. Whatever is planted in it is gone afterwards."""
    yield _copied
    mend(_copied)


def mend(folder: Path) -> None:
    """Let a copy of the source be one again."""
    for each in sorted(folder.rglob("*"), reverse=True):  # what is in a folder before the folder
        original = SRC / each.relative_to(folder)
        if not original.exists():
            each.rmdir() if each.is_dir() else each.unlink()
        elif original.is_file() and written(each) != written(original):
            shutil.copy2(original, each)


def written(file: Path) -> tuple[int, int]:
    """Return how large a file is, and when it was written: a copy has both of its original."""
    found = file.stat()
    return found.st_size, found.st_mtime_ns
