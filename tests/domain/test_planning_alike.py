"""Two plans are alike when they write the same: the ids that each makes up for what is new do not matter."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from muster.domain.anchors import BirthMonth
from muster.domain.importing.claims import Claim
from muster.domain.importing.planning.plan import alike
from tests.planning import BEN, HARBOR, HOA, after, award, card, completion, hours, line, paper, person, plan, share

CLAIMS: tuple[Claim, ...] = (
    person(HOA),
    award(conditions=("de-escalation",)),
    line(),
    paper(),
    share(HOA, 50),
    completion(HOA),
    card(HOA),
    hours(HOA, 8, partner="Harbor 911"),
)


def test_the_same_planned_twice_is_alike_whatever_its_new_ids() -> None:
    one, other = plan(*CLAIMS), plan(*CLAIMS)

    assert {write.fact for write in one.writes}.isdisjoint(write.fact for write in other.writes)
    assert alike(one, other)


@pytest.mark.parametrize(
    "others",
    [
        CLAIMS[:-1],
        (*CLAIMS, person(BEN)),
        (*CLAIMS[:4], share(HOA, 60), *CLAIMS[5:]),
        (person(BEN), *CLAIMS[1:4], share(BEN, 50), completion(BEN), card(BEN), hours(BEN, 8, partner="Harbor 911")),
    ],
    ids=["less", "more", "another share", "somebody else"],
)
def test_what_writes_anything_else_is_not(others: tuple[Claim, ...]) -> None:
    assert not alike(plan(*CLAIMS), plan(*others))


def test_a_correction_of_another_version_is_not_the_same_correction() -> None:
    hired = after(plan(person(HOA)))
    born = [each._replace(value=replace(each.value, birth=BirthMonth(1990, 5))) for each in hired.people]
    on = replace(hired, people=born)
    corrected = replace(on, people=[each._replace(version=UUID(int=99)) for each in born])
    renamed = person(HOA, phone="555-0199")

    assert alike(plan(renamed, on=on), plan(renamed, on=on))
    assert not alike(plan(renamed, on=on), plan(renamed, on=corrected))
    assert not alike(plan(renamed, on=on), plan(renamed, on=HARBOR))
