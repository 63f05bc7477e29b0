"""What the access log commits to: fixed bytes, ids only, and a leaf for each subject alone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from muster.domain.access_log import Look, Sight, plain_detail

LOOK = Look(
    UUID(int=1),
    7,
    0,
    2,
    Sight.EXPORT,
    UUID(int=2),
    datetime(2026, 11, 22, 15, 0, tzinfo=UTC),
    date(2026, 11, 22),
    "grant-compliance 2026-07-01 2026-09-30 pdf",
    UUID(int=3),
)
WRITTEN = (
    '{"account":"00000000-0000-0000-0000-000000000002","agency":"00000000-0000-0000-0000-000000000001",'
    '"at":"2026-11-22T15:00:00.000000Z","detail":"grant-compliance 2026-07-01 2026-09-30 pdf","leaf":0,"leaves":2,'
    '"log":"access","number":7,"on":"2026-11-22","sight":"export",'
    '"subject":"00000000-0000-0000-0000-000000000003","version":1}'
)


def test_a_leaf_is_written_in_one_way() -> None:
    assert LOOK.encoded().decode() == WRITTEN
    assert LOOK.hash() == hashlib.sha256(b"\x00" + WRITTEN.encode()).digest()


def test_at_the_prompt_and_about_everybody_are_said_as_nothing() -> None:
    said = json.loads(replace(LOOK, account=None, subject=None).encoded())

    assert (said["account"], said["subject"]) == (None, None)


@pytest.mark.parametrize(
    "other",
    [
        replace(LOOK, agency=UUID(int=9)),
        replace(LOOK, number=8),
        replace(LOOK, place=1),
        replace(LOOK, leaves=1),
        replace(LOOK, sight=Sight.RECORD),
        replace(LOOK, account=None),
        replace(LOOK, at=LOOK.at.replace(microsecond=1)),
        replace(LOOK, on=date(2026, 11, 21)),
        replace(LOOK, detail=""),
        replace(LOOK, subject=UUID(int=4)),
    ],
)
def test_whatever_else_it_said_it_would_be_another_leaf(other: Look) -> None:
    assert other.hash() != LOOK.hash()


@pytest.mark.parametrize("detail", ["Ben Abdi", "ben@example.org", "é", "a\nb", "x" * 201])
def test_what_could_be_somebodys_name_is_refused(detail: str) -> None:
    with pytest.raises(ValueError, match="ids and codes only"):
        plain_detail(detail)
