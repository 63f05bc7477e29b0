"""Paths of renewal, and terms with a cycle: what cannot be is refused, and why."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from muster.domain.credentials import CredentialKind
from muster.domain.duties import Part
from muster.domain.errors import Invalid
from muster.domain.hours.cycles import Cycles
from muster.domain.hours.paths import Bucket, Cap, Path
from muster.domain.intervals import Span
from muster.domain.requirements import Confidence, Event, Initial, Requirement, Terms, VersionBy
from muster.domain.training import Mode

A, B = Bucket(("a",), 60), Bucket(("b",), 60)
BOTH: Final = frozenset("ab")
CAPPED: Final = Cap(frozenset({Mode.SELF_PACED}), 60)
CARD: Final = CredentialKind("card", "Card", "Issuer")
CYCLE: Final = Cycles((CARD,), Span(months=24))
TURN: Final = date(2026, 1, 1)
HOURS: Final = Path(BOTH, 60)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("empty-path", {}),
        ("idle-carry", {"buckets": (A,), "carry": 60}),
        ("idle-carry", {"minutes": 60, "within": Span(months=24), "carry": 60}),
        ("caps-overlap", {"buckets": (Bucket(("a",), 60, cap=CAPPED), Bucket(("b",), 60, most=60))}),
        ("repeated-bucket", {"buckets": (A, Bucket(("a", "b"), 60))}),
        ("bucket-outside", {"buckets": (Bucket(("c",), 60),)}),
        ("unknown-bucket", {"buckets": (Bucket(("a",), 60, inside="b"), B)}),
        ("unknown-bucket", {"buckets": (A, Bucket(("b",), 60, inside="a")), "apart": True}),
        ("unknown-bucket", {"buckets": (Bucket(("a",), 60, takes=("a",)),)}),
    ],
)
def test_a_path_that_cannot_be_is_refused(code: str, parts: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        Path(BOTH, **parts)

    assert refused.value.code == code


def test_where_hours_are_apart_every_bucket_may_have_a_cap() -> None:
    capped = (Bucket(("a",), 60, cap=CAPPED), Bucket(("b",), 60, cap=CAPPED))

    assert Path(BOTH, buckets=capped, apart=True).buckets == capped


def terms(**parts: Any) -> Terms:  # noqa: ANN401 - any part of the terms
    """Make terms since 2025."""
    return Terms(date(2025, 1, 1), "Example 1", Confidence.READ, **parts)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("no-cycle", {"paths": (HOURS,)}),
        ("no-cycle", {"version_by": VersionBy.EXPIRATION_DATE}),
        ("two-deadlines", {"cycle": CYCLE, "initial": Initial(Event.ASSIGNMENT, Span(days=90))}),
        ("two-deadlines", {"cycle": CYCLE, "version_by": VersionBy.HIRE_DATE}),
        ("idle-terms", {"cycle": CYCLE, "paths": (HOURS,), "minutes": 60}),
        ("idle-terms", {"cycle": CYCLE, "paths": (HOURS,), "grace": Span(days=30)}),
    ],
)
def test_terms_that_do_not_suit_a_cycle_are_refused(code: str, parts: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        terms(**parts)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("code", "asked", "more"),
    [
        (
            "mixed-cycles",
            (terms(cycle=CYCLE, until=date(2026, 1, 1)), Terms(date(2026, 1, 1), "x", Confidence.READ)),
            {},
        ),
        ("path-outside", (terms(cycle=CYCLE, paths=(Path(frozenset("c"), 60),)),), {}),
        ("bad-cycle", (terms(cycle=CYCLE),), {"parts": (Part(frozenset("a")), Part(frozenset("b")))}),
    ],
)
def test_a_requirement_that_does_not_suit_its_cycle_is_refused(
    code: str, asked: tuple[Terms, ...], more: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        Requirement("example", "education", "Done.", frozenset({"*"}), BOTH, (), asked, **more)

    assert refused.value.code == code
