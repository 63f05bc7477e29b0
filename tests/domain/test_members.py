"""Who may give which place to whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from muster.domain.access import MATRIX, NOBODY, Membership, Permission, Principal, Role, Scope, operator
from muster.domain.errors import Forbidden, NotFound, Refusal
from muster.domain.members import Member, keeps, may_give
from tests.cast import NOW, TODAY

HERE, DAY, NIGHT = (UUID(int=place) for place in range(1, 4))
EVERY = frozenset(Role)


def somebody(*places: tuple[Role, UUID | None]) -> Principal:
    held = tuple(Membership(HERE, role, program=program) for role, program in places)
    return Principal(Scope(HERE, uuid4(), NOBODY), held)


def place(role: Role, program: UUID | None = None) -> Membership:
    return Membership(HERE, role, program=program)


def refused(by: Principal, given: Membership, account: UUID | None = None) -> str:
    """Return the code that it is refused with; nothing when it is not."""
    try:
        may_give(given, by=by, account=account)
    except Refusal as why:
        return why.code
    return ""


def given_by(by: Principal, program: UUID | None) -> set[Role]:
    return {role for role in Role if not refused(by, place(role, program))}


SYSTEM = EVERY - {Role.ADMINISTRATOR}
GIVERS = {
    "an administrator of the agency": (somebody((Role.ADMINISTRATOR, None)), (EVERY, EVERY, EVERY)),
    "an administrator of one program": (somebody((Role.ADMINISTRATOR, DAY)), ((), EVERY, ())),
    "whoever is at the prompt": (operator(HERE), (EVERY, EVERY, EVERY)),
    "a system administrator": (somebody((Role.SYSTEM_ADMINISTRATOR, None)), (SYSTEM, SYSTEM, SYSTEM)),
    "both, the one of a program only": (
        somebody((Role.SYSTEM_ADMINISTRATOR, None), (Role.ADMINISTRATOR, DAY)),
        (SYSTEM, EVERY, SYSTEM),
    ),
} | {
    f"no {role}": (somebody((role, None)), ((), (), ()))
    for role in Role
    if Permission.MEMBERSHIP_GRANT not in MATRIX[role]
}


@pytest.mark.parametrize(("by", "given"), GIVERS.values(), ids=GIVERS)
def test_who_may_give_what(by: Principal, given: tuple[Collection[Role], ...]) -> None:
    assert tuple(given_by(by, program) for program in (None, DAY, NIGHT)) == tuple(map(set, given))


def test_the_roles_that_nobody_gives_are_few() -> None:
    assert len(GIVERS) == 5 + len(EVERY) - 2, "the control: an administrator and a system administrator give places"


def test_each_refusal_says_which_it_is() -> None:
    system = somebody((Role.SYSTEM_ADMINISTRATOR, None))
    hers = somebody((Role.ADMINISTRATOR, DAY))

    assert refused(system, place(Role.ADMINISTRATOR)) == "beyond-your-rights"
    assert refused(hers, place(Role.HR)) == "beyond-your-program"
    assert refused(hers, place(Role.HR, NIGHT)) == "beyond-your-program"
    assert refused(somebody((Role.HR, None)), place(Role.RESPONDER)) == "forbidden"
    with pytest.raises(NotFound):
        may_give(place(Role.RESPONDER), by=somebody())


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR])
def test_nobody_gives_a_place_to_themselves(role: Role) -> None:
    by = somebody((role, None))

    assert refused(by, place(Role.HR), by.scope.account) == "own-place"
    assert refused(by, place(Role.HR), uuid4()) == "", "the control: to somebody else"


def test_whoever_runs_the_machine_is_nobody_in_particular() -> None:
    assert refused(operator(HERE), place(Role.HR), uuid4()) == ""


@pytest.mark.parametrize("role", Role)
def test_a_token_gives_nobody_anything_it_was_not_given_itself(role: Role) -> None:
    limited = replace(operator(HERE), limit=frozenset({Permission.MEMBERSHIP_GRANT}))

    with pytest.raises(Forbidden):
        may_give(place(role), by=limited)


@pytest.mark.parametrize(
    "held",
    [
        Membership(HERE, Role.ADMINISTRATOR, program=DAY),
        Membership(HERE, Role.ADMINISTRATOR, through=date(2099, 1, 1)),
        Membership(HERE, Role.SYSTEM_ADMINISTRATOR),
    ],
    ids=str,
)
def test_only_an_administrator_of_all_of_it_without_an_end_keeps_an_agency(held: Membership) -> None:
    assert keeps(Membership(HERE, Role.ADMINISTRATOR))
    assert not keeps(held)


def test_a_place_is_over_the_day_after_its_last() -> None:
    until = Membership(HERE, Role.AUDITOR, through=TODAY)
    member = Member(uuid4(), "dana@example.org", until, NOW.at)

    assert not member.ended(TODAY)
    assert member.ended(TODAY.replace(day=TODAY.day + 1))
    assert not replace(member, place=Membership(HERE, Role.HR)).ended(TODAY)
