"""Hours in the cycle of a card, as the API and the pages say them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from muster.api.shapes.compliance import FindingOut
from muster.domain.credentials import Credential
from muster.domain.facts import Facts
from muster.domain.intervals import Interval
from muster.domain.people import RoleHeld
from muster.domain.standing.engine import assess
from muster.domain.training import Completion, Mode
from muster.domain.words import ENGLISH
from muster.rules import packs
from muster.web.findings import item_of

REGISTRY = {each.id: each for each in packs.load("us-nremt").requirements}
ENDS = date(2025, 3, 31)
SPRING = date(2024, 5, 1)


def emt(*did: Completion) -> Facts:
    """Make an EMT whose certificate ends in March 2025."""
    card = Credential("nremt-emt", issued_on=date(2023, 4, 1), valid_through=ENDS)
    return Facts((RoleHeld("emt", UUID(int=1), Interval(date(2023, 4, 1))),), (), did, (card,))


def done(topic: str, hours: int) -> Completion:
    """Make a course in person."""
    return Completion(frozenset({topic}), SPRING, 60 * hours, mode=Mode.IN_PERSON)


def test_a_finding_says_the_cycle_each_bucket_and_what_could_be_moved() -> None:
    ben = emt(done("nccp-national", 22), done("nccp-local", 10), done("nccp-individual", 7))

    said = FindingOut.of(assess(REGISTRY["education-emt"], ben, on=date(2025, 4, 1)), {}).model_dump(mode="json")

    assert said["cycle"] == {"start": "2023-04-01", "last": "2025-03-31", "closes": "2025-03-31"}
    (tally,) = said["tallies"]
    assert (tally["complete"], tally["left"]) == (False, 180)
    assert [(line["topic"], line["counted"], line["asked"], line["left"]) for line in tally["lines"]] == [
        ("nccp-national", 1320, 1200, 0),
        ("nccp-local", 600, 600, 0),
        ("nccp-individual", 420, 600, 180),
    ]
    assert tally["moves"] == [{"minutes": 120, "source": "nccp-national", "to": "nccp-individual"}]
    assert said["missing"]["topics"] == ["nccp-individual"]
    assert "NCCP individual: 7 of 10 hours; 3 hours missing" in said["arithmetic"]


def test_a_card_that_is_over_says_how_long_it_may_be_renewed_late() -> None:
    said = FindingOut.of(assess(REGISTRY["certification-emt"], emt(), on=date(2025, 4, 10)), {})

    assert (said.verdict, said.reason) == ("not_met", "lapsed")
    assert said.renewal is not None
    assert (said.renewal.opens_on, said.renewal.late_through) == (date(2024, 10, 1), date(2025, 4, 30))
    assert "Late renewal through: April 30, 2025" in said.arithmetic


def test_the_page_of_a_person_shows_the_same_arithmetic() -> None:
    item = item_of(assess(REGISTRY["education-emt"], emt(done("nccp-national", 18)), on=ENDS), ENDS, ENGLISH)

    assert ("NCCP national", "18 of 20 hours; 2 hours missing") in item.rows
    assert ("Cycle", "April 1, 2023 to March 31, 2025") in item.rows
