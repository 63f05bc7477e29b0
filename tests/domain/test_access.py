"""Who may do what, and how far a place reaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from muster.domain.access import (
    EVERYBODY,
    IN_A_PROGRAM,
    MATRIX,
    NOBODY,
    OWN,
    Membership,
    Permission,
    Principal,
    Reach,
    Role,
    Scope,
    operator,
)
from muster.domain.errors import Forbidden, Invalid, NotFound

HERE, DAY, NIGHT, BEN, INES = (UUID(int=place) for place in range(1, 6))
TODAY = date(2026, 11, 22)


def somebody(*places: tuple[Role, UUID | None], person: UUID | None = None) -> Principal:
    held = tuple(Membership(HERE, role, person, program=program) for role, program in places)
    return Principal(Scope(HERE, uuid4(), NOBODY), held)


def test_a_place_in_the_agency_reaches_everybody() -> None:
    assert somebody((Role.HR, None)).require(Permission.PEOPLE_READ).reach == Reach(whole=True)


def test_a_place_in_a_program_reaches_its_people_only() -> None:
    assert somebody((Role.HR, DAY)).require(Permission.PEOPLE_READ).reach == Reach(programs=frozenset({DAY}))


def test_each_permission_reaches_as_far_as_the_places_that_have_it() -> None:
    both = somebody((Role.HR, DAY), (Role.SUPERVISOR, NIGHT))

    assert both.require(Permission.PEOPLE_READ).reach.programs == {DAY, NIGHT}
    assert both.require(Permission.PEOPLE_RECORD).reach.programs == {DAY}


def test_an_auditor_of_the_agency_does_not_record_beyond_the_program_where_they_are_hr() -> None:
    both = somebody((Role.HR, DAY), (Role.AUDITOR, None))

    assert both.require(Permission.PEOPLE_READ).reach.whole
    assert both.require(Permission.PEOPLE_RECORD).reach == Reach(programs=frozenset({DAY}))


@pytest.mark.parametrize("permission", sorted(OWN))
def test_a_responder_reaches_their_own_record_and_no_other(permission: Permission) -> None:
    ben = somebody((Role.RESPONDER, None), person=BEN)

    assert ben.require(permission, person=BEN).reach == Reach(person=BEN)
    with pytest.raises(Forbidden):
        ben.require(permission, person=INES)
    with pytest.raises(Forbidden):
        ben.require(permission)


def test_whoever_looks_something_up_reaches_themselves_at_least() -> None:
    assert somebody((Role.RESPONDER, None), person=BEN).looking(Permission.TRAINING_READ).reach == Reach(person=BEN)
    with pytest.raises(Forbidden):
        somebody((Role.RESPONDER, None)).looking(Permission.TRAINING_READ)


def test_what_is_about_the_whole_agency_is_not_for_a_place_in_a_program() -> None:
    with pytest.raises(Forbidden) as refused:
        somebody((Role.ADMINISTRATOR, DAY)).require(Permission.PROGRAM_ADD, whole=True)

    assert refused.value.code == "beyond-your-program"
    somebody((Role.ADMINISTRATOR, None)).require(Permission.PROGRAM_ADD, whole=True)


def test_what_is_about_another_program_is_not_either() -> None:
    hers = somebody((Role.ADMINISTRATOR, DAY))

    hers.require(Permission.STANDING_READ, program=DAY)
    with pytest.raises(Forbidden):
        hers.require(Permission.STANDING_READ, program=NIGHT)


def test_a_limit_takes_away_whatever_the_roles_allow() -> None:
    limited = replace(operator(HERE), limit=frozenset({Permission.PEOPLE_READ}))

    limited.require(Permission.PEOPLE_READ)
    with pytest.raises(Forbidden):
        limited.require(Permission.PEOPLE_RECORD)


def test_a_limit_binds_what_one_may_read_of_oneself_too() -> None:
    limited = replace(somebody((Role.RESPONDER, None), person=BEN), limit=frozenset({Permission.PACK_READ}))

    with pytest.raises(Forbidden):
        limited.require(Permission.PEOPLE_READ, person=BEN)


def test_an_outsider_is_told_nothing_not_even_that_it_is_refused() -> None:
    with pytest.raises(NotFound):
        somebody().require(Permission.PEOPLE_READ)


def test_what_is_about_nobody_reaches_nobody() -> None:
    assert somebody((Role.HR, None)).scope.reach == NOBODY


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.REGION_LIAISON, Role.STATE_LIAISON])
def test_whoever_runs_muster_or_compares_programs_sees_nobodys_record(role: Role) -> None:
    who_looked = {Permission.ACCESS_LOG_READ}  # by ids alone, and no record of anybody's

    assert MATRIX[role] & OWN <= who_looked


def test_an_auditor_changes_nothing() -> None:
    verbs = {permission.partition(":")[2] for permission in MATRIX[Role.AUDITOR]}

    assert verbs <= {"read", "verify", "draw"}


@pytest.mark.parametrize("role", sorted(set(Role) - IN_A_PROGRAM))
def test_some_roles_are_of_the_agency_and_not_of_a_program(role: Role) -> None:
    with pytest.raises(Invalid, match="of the whole agency"):
        Membership(HERE, role, program=DAY).check(today=TODAY)


def test_an_auditors_place_ends() -> None:
    with pytest.raises(Invalid, match="no last day"):
        Membership(HERE, Role.AUDITOR).check(today=TODAY)
    Membership(HERE, Role.AUDITOR, through=TODAY).check(today=TODAY)


def test_a_place_does_not_end_before_it_is_given() -> None:
    with pytest.raises(Invalid, match="before today"):
        Membership(HERE, Role.HR, through=date(2026, 11, 21)).check(today=TODAY)


# -- what each condition is there for: tests/house/test_conditions.py takes each of them out


def test_a_reach_covers_a_program_when_it_is_whole_or_names_it() -> None:
    assert EVERYBODY.covers(DAY)
    assert EVERYBODY.covers(None)
    assert Reach(programs=frozenset({DAY})).covers(DAY)
    assert not Reach(programs=frozenset({DAY})).covers(NIGHT)
    assert not Reach(programs=frozenset({DAY}), person=BEN).covers(None)


def test_whoever_is_a_person_reaches_themselves_beside_what_their_place_reaches() -> None:
    of_all = somebody((Role.HR, None), person=BEN)
    of_one = somebody((Role.HR, DAY), person=BEN)

    assert of_all.require(Permission.PEOPLE_READ).reach == Reach(whole=True, person=BEN)
    assert of_one.require(Permission.PEOPLE_READ).reach == Reach(programs=frozenset({DAY}), person=BEN)


def test_nobody_records_about_themselves_because_it_is_themselves() -> None:
    assert somebody((Role.HR, DAY), person=BEN).require(Permission.PEOPLE_RECORD).reach.person is None
    with pytest.raises(Forbidden):
        somebody((Role.RESPONDER, None), person=BEN).require(Permission.PEOPLE_RECORD, person=BEN)


def test_what_may_be_done_is_what_would_not_be_refused() -> None:
    ben = somebody((Role.RESPONDER, None), person=BEN)

    assert ben.may(Permission.PEOPLE_READ, person=BEN)
    assert not ben.may(Permission.PEOPLE_READ, person=INES)
    assert not ben.may(Permission.PEOPLE_READ)
    assert somebody((Role.HR, DAY)).may(Permission.PEOPLE_READ)


def test_whoever_reaches_beyond_their_program_is_told_so() -> None:
    with pytest.raises(Forbidden) as refused:
        somebody((Role.ADMINISTRATOR, DAY)).require(Permission.STANDING_READ, program=NIGHT)

    assert refused.value.code == "beyond-your-program"


@pytest.mark.parametrize("role", Role)
def test_anybody_can_be_given_a_place_in_the_agency_with_an_end(role: Role) -> None:
    Membership(HERE, role, through=TODAY).check(today=TODAY)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
def test_only_an_auditors_place_has_to_end(role: Role) -> None:
    Membership(HERE, role).check(today=TODAY)


@pytest.mark.parametrize("role", sorted(IN_A_PROGRAM))
def test_a_place_may_be_in_a_program(role: Role) -> None:
    Membership(HERE, role, program=DAY, through=TODAY).check(today=TODAY)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Membership(HERE, Role.GRANT_OFFICER, program=DAY), "role-of-the-agency"),
        (Membership(HERE, Role.AUDITOR), "no-last-day"),
        (Membership(HERE, Role.HR, through=date(2026, 11, 21)), "ended-already"),
    ],
)
def test_what_is_wrong_with_a_place_is_named(place: Membership, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        place.check(today=TODAY)

    assert refused.value.code == code
