"""Data carried along: found in a checkout, found in an installation, and missed out loud."""

from pathlib import Path

import pytest

from muster import data
from muster.domain.errors import NotFound, Unavailable

ROOT = Path(__file__).resolve().parents[2]


def test_data_lies_in_plain_sight_in_a_checkout() -> None:
    assert data.folder("cases") == ROOT / "tests" / "rules" / "cases"
    assert data.folder("reports") == ROOT / "reports"


def test_data_lies_inside_the_package_once_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carried = tmp_path / "site-packages" / "muster" / "_data" / "migrations"
    carried.mkdir(parents=True)
    monkeypatch.setattr(data, "_HERE", carried.parents[1])

    assert data.folder("migrations") == carried


def test_data_that_is_missing_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "_HERE", tmp_path)
    monkeypatch.setattr(data, "_ROOT", tmp_path)

    with pytest.raises(Unavailable, match="The installation is incomplete"):
        data.folder("cases")


def test_a_folder_beside_an_installation_is_not_taken_for_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reports").mkdir()
    monkeypatch.setattr(data, "_HERE", tmp_path / "muster")
    monkeypatch.setattr(data, "_ROOT", tmp_path)

    with pytest.raises(Unavailable):
        data.folder("reports")


def test_there_is_no_other_data() -> None:
    with pytest.raises(NotFound, match="it carries cases, migrations, reports"):
        data.folder("secrets")
