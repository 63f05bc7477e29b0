"""The form of a token, what one may do, and who its bearer is."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.domain.access import MATRIX, NOBODY, OWN, Membership, Permission, Principal, Reach, Role, Scope
from muster.domain.accounts.tokens import (
    ALLOWED,
    NEVER,
    PATTERN,
    SECRET_BYTES,
    Token,
    TokenRefused,
    digest,
    public_of,
    well_formed,
    written,
)
from muster.domain.errors import Forbidden, Invalid
from tests.cast import TODAY

HERE, FAR, DAY, NIGHT, INES = (UUID(int=place) for place in range(1, 6))
ACCOUNT = uuid4()
REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference.md"


def token(*permissions: Permission, program: UUID | None = None, through: date = TODAY) -> Token:
    return Token("nightly export", "0" * 12, frozenset(permissions), through, program)


def place(role: Role, program: UUID | None = None, *, agency: UUID = HERE, person: UUID | None = None) -> Membership:
    return Membership(agency, role, person, program=program)


def owner(*places: Membership) -> Principal:
    return Principal(Scope(HERE, ACCOUNT, NOBODY), places)


def bearer(held: Token, places: Iterable[Membership]) -> Principal:
    return held.bearer(HERE, ACCOUNT, tuple(places))


# -- the form


@given(st.integers(0, 62**12 - 1), st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES))
def test_every_token_is_well_formed_and_has_the_published_pattern(public: int, secret: bytes) -> None:
    text = written(public, secret)

    assert well_formed(text)
    assert re.fullmatch(PATTERN, text)
    assert text.startswith(f"muster_{public_of(text)}_")
    assert len(text) == 69


def test_two_tokens_differ_however_little_their_secrets_do() -> None:
    some = {written(7, bytes(31) + bytes([last])) for last in range(256)}
    most = {written(7, b"\xff" * 31 + bytes([last])) for last in range(256)}

    assert len(some | most) == 512


def test_every_letter_altered_is_found_by_the_checksum() -> None:
    text = written(secrets.randbelow(62**12), secrets.token_bytes(SECRET_BYTES))

    for place, letter in enumerate(text):
        other = "1" if letter != "1" else "2"
        assert not well_formed(text[:place] + other + text[place + 1 :]), place


@pytest.mark.parametrize("text", ["", "muster_", "x" * 69, written(1, bytes(32)) + "\n", " " + written(1, bytes(32))])
def test_what_is_no_token_is_told_apart(text: str) -> None:
    assert not well_formed(text)


def test_a_leaked_token_is_found_in_a_text_and_what_only_looks_like_one_is_told_apart() -> None:
    real = written(secrets.randbelow(62**12), secrets.token_bytes(SECRET_BYTES))
    alike = real[:-1] + ("0" if real[-1] != "0" else "1")

    found = re.findall(PATTERN, f"export TOKEN={real} # not {alike}, not muster_import")

    assert found == [real, alike]
    assert [well_formed(each) for each in found] == [True, False]


def test_the_pattern_is_published() -> None:
    assert f"`{PATTERN}`" in REFERENCE.read_text()


def test_the_digest_says_nothing_of_the_token() -> None:
    text = written(1, bytes(32))

    assert re.fullmatch(r"[0-9a-f]{64}", digest(text))
    assert text[7:] not in digest(text)
    assert digest(text) != digest(text[:-1])


# -- what one may be


@pytest.mark.parametrize("through", [TODAY, date(2027, 11, 22)])
def test_a_token_lasts_a_year_at_most(through: date) -> None:
    token(Permission.PACK_READ, through=through).check(today=TODAY)


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        (token(), "/permissions"),
        (token(Permission.PACK_READ, through=TODAY - timedelta(days=1)), "/valid_through"),
        (token(Permission.PACK_READ, through=date(2027, 11, 23)), "/valid_through"),
        *((token(Permission.PACK_READ, each), "/permissions") for each in sorted(NEVER)),
    ],
    ids=["nothing allowed", "ended yesterday", "a day too long", *sorted(NEVER)],
)
def test_what_no_token_can_be_is_refused_at_its_place(asked: Token, where: str) -> None:
    with pytest.raises(Invalid) as refused:
        asked.check(today=TODAY)

    assert (refused.value.code, [each.where for each in refused.value.faults]) == ("no-such-token", [where])


def test_no_token_lets_anybody_in() -> None:
    assert {Permission.MEMBERSHIP_GRANT, Permission.TOKEN_ISSUE} <= NEVER
    assert set(ALLOWED) | NEVER == set(Permission)


@pytest.mark.parametrize("role", Role)
def test_nobody_issues_what_they_may_not_do(role: Role) -> None:
    by = owner(place(role))

    for permission in ALLOWED:
        if permission in MATRIX[role]:
            token(permission).grant(by)
        else:
            with pytest.raises(Forbidden, match=permission):
                token(permission).grant(by)


def test_a_token_for_a_program_needs_a_place_that_reaches_it() -> None:
    hers = owner(place(Role.HR, DAY))

    token(Permission.PEOPLE_READ, program=DAY).grant(hers)
    token(Permission.PEOPLE_READ).grant(hers)
    with pytest.raises(Forbidden, match="in that program"):
        token(Permission.PEOPLE_READ, program=NIGHT).grant(hers)


def test_what_somebody_may_read_of_themselves_a_token_may_too_but_not_in_the_name_of_a_program() -> None:
    ben = owner(place(Role.RESPONDER, person=INES))

    token(*OWN).grant(ben)
    with pytest.raises(Forbidden):
        token(Permission.PEOPLE_READ, program=DAY).grant(ben)


# -- who its bearer is


def test_the_bearer_is_the_owner_with_no_more_than_the_token_names() -> None:
    who = bearer(token(Permission.PEOPLE_READ), [place(Role.ADMINISTRATOR)])

    assert who.scope == Scope(HERE, ACCOUNT, NOBODY)
    assert {each for each in Permission if who.may(each)} == {Permission.PEOPLE_READ}


def test_what_the_owner_has_lost_the_token_has_lost() -> None:
    held = token(Permission.PEOPLE_READ, Permission.PAY_READ)

    assert bearer(held, [place(Role.HR)]).may(Permission.PAY_READ)
    assert not bearer(held, [place(Role.SUPERVISOR)]).may(Permission.PAY_READ)


def test_a_place_in_another_agency_lends_a_token_nothing() -> None:
    with pytest.raises(TokenRefused):
        bearer(token(Permission.PEOPLE_READ), [place(Role.ADMINISTRATOR, agency=FAR)])
    with pytest.raises(TokenRefused):
        bearer(token(Permission.PEOPLE_READ), [])


@pytest.mark.parametrize(
    ("places", "reach"),
    [
        ([place(Role.HR)], Reach(programs=frozenset({DAY}))),
        ([place(Role.HR, DAY)], Reach(programs=frozenset({DAY}))),
        ([place(Role.HR, DAY), place(Role.HR, NIGHT)], Reach(programs=frozenset({DAY}))),
        ([place(Role.GRANT_OFFICER, person=INES)], Reach(programs=frozenset({DAY}))),
        ([place(Role.RESPONDER, person=INES)], None),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_token_for_one_program_reaches_that_and_nobody_beyond(places: list[Membership], reach: Reach | None) -> None:
    who = bearer(token(Permission.PEOPLE_READ, program=DAY), places)

    assert who.reach(Permission.PEOPLE_READ) == reach
    assert who.reach(Permission.PEOPLE_READ, person=INES) == reach
    with pytest.raises(Forbidden):
        who.require(Permission.PEOPLE_READ, program=NIGHT)


def test_a_token_for_one_program_is_worth_nothing_to_whoever_has_a_place_in_another() -> None:
    with pytest.raises(TokenRefused):
        bearer(token(Permission.PEOPLE_READ, program=DAY), [place(Role.HR, NIGHT)])


@pytest.mark.parametrize("permission", sorted(NEVER))
def test_a_token_that_was_planted_with_what_none_may_have_does_not_have_it(permission: Permission) -> None:
    assert not bearer(token(permission), [place(Role.ADMINISTRATOR)]).may(permission)
