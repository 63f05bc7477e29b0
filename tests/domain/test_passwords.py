"""What a password may be, case by case."""

from __future__ import annotations

import unicodedata

import pytest

from muster.domain.accounts.passwords import LONGEST, check, length, normalised, unit
from muster.domain.errors import Invalid
from muster.services.passwords import common

EMAIL = "amara.okafor@harbor-county.example"
AGENCY = "Harbor County"

SHORT, COMMON, OWN = "bad-password-length", "common-password", "own-name-password"
LIGATURE = "\ufdfa"  # one sign that NFKC makes eighteen letters of

# (password, beside a one-time code?, refused with)
CASES: tuple[tuple[str, bool, str | None], ...] = (
    # length, alone: fifteen characters
    ("", False, SHORT),
    ("a", False, SHORT),
    ("no fourteen ch", False, SHORT),
    ("now fifteen che", False, None),
    ("a short sentence that only I would say", False, None),
    ("q" * 7 + "z" * 7, False, SHORT),
    ("kx" * 3 + "zqvwmplrt", False, None),
    # length, beside a code: eight
    ("", True, SHORT),
    ("seven c", True, SHORT),
    ("eight ch", True, None),
    ("now fifteen che", True, None),
    ("no fourteen ch", True, None),
    # up to 1,024 and no further
    ("word " * 204 + "four", False, None),
    ("word " * 204 + "five!", False, SHORT),
    ("word " * 2000, True, SHORT),
    ("x1" + "ab" * 31, False, None),
    # no rules of composition
    ("onlylowercaseletters", False, None),
    ("ONLYUPPERCASELETTERS", False, None),
    ("729104638512947", False, None),
    ("!?#$%&/()=+*~'_", False, None),
    ("nodigitsherejustwords", False, None),
    ("Aa1!Aa1!", True, None),
    # spaces are kept and count
    ("               ", False, COMMON),
    ("  leading spaces", False, None),
    ("trailing spaces  ", False, None),
    ("ab  cd  ef  gh  ", False, None),
    ("\ttabs\tcount\ttoo\t", False, None),
    # any Unicode
    ("contraseña muy larga", False, None),
    ("пароль из трёх слов", False, None),
    ("合言葉は誰にも言わないこと長い長い", False, None),
    ("كلمة سر طويلة جدا", False, None),
    ("mật khẩu rất dài", False, None),
    ("🦊🌲🚑🧭🪵🫖🐝🌊🪨🎻🥾🧶🐚🪁🛶", False, None),
    ("🦊🌲🚑🧭🪵🫖🐝", True, SHORT),
    ("🦊🌲🚑🧭🪵🫖🐝🌊", True, None),
    ("e\u0301" * 7 + "abcdefgh", False, None),
    ("cafe\u0301 e\u0301te\u0301", True, None),
    ("e\u0301a\u0301i\u0301o\u0301", True, SHORT),
    (LIGATURE, False, SHORT),
    (LIGATURE * 2 + "abcde", True, SHORT),
    ("half a \ud800 surrogate", False, SHORT),
    # what is tried first, in whatever case
    ("password", True, COMMON),
    ("PassWord", True, COMMON),
    (" password ", True, COMMON),
    ("iloveyou", True, COMMON),
    ("12345678", True, COMMON),
    ("qwertyuiop", True, COMMON),
    ("elizabeth", True, COMMON),
    ("\uff30\uff41\uff53\uff53\uff57\uff4f\uff52\uff44", True, COMMON),
    ("123456789123456789", False, COMMON),
    ("passwordpassword", False, COMMON),
    ("dragondragondragon", False, COMMON),
    ("zzzzzzzzzzzzzzz", False, COMMON),
    ("\u00a4" * 15, False, COMMON),
    ("dragon on the roof", False, None),
    ("password but longer than that", False, None),
    # one's own address, agency, and this program
    (EMAIL, False, OWN),
    (EMAIL.upper(), False, OWN),
    ("amara.okafor", True, OWN),
    ("Amara Okafor", True, OWN),
    ("amaraokaforamaraokafor", False, OWN),
    ("harborcounty", True, OWN),
    ("Harbor County", True, OWN),
    ("harbor-county!", True, OWN),
    ("mustermustermuster", False, OWN),
    ("M U S T E R M U S T E R", False, OWN),
    ("muster the crew", False, None),
    ("harbor county at dawn", False, None),
    ("amara went home early", False, None),
)


def refused(password: str, *, second: bool) -> str | None:
    try:
        check(password, second=second, common=common(), own=[EMAIL, AGENCY])
    except Invalid as why:
        return why.code
    return None


@pytest.mark.parametrize(("password", "second", "code"), CASES, ids=lambda each: ascii(each)[:40])
def test_what_a_password_may_be(password: str, second: bool, code: str | None) -> None:  # noqa: FBT001 - a column
    assert refused(password, second=second) == code


def test_there_are_enough_cases_of_every_kind() -> None:
    assert len(CASES) >= 60
    assert {code for _, _, code in CASES} == {None, SHORT, COMMON, OWN}


def test_the_sentence_says_what_was_found_and_what_it_takes() -> None:
    with pytest.raises(Invalid, match="15 characters or more, this one has 14"):
        check("no fourteen ch", second=False, common=())
    with pytest.raises(Invalid, match="8 characters or more, this one has 7"):
        check("seven c", second=True, common=())
    with pytest.raises(Invalid, match=f"at most {LONGEST}"):
        check("x1" * 600, second=True, common=())
    with pytest.raises(Invalid, match="tried first"):
        check("correct horse battery", second=False, common={"correct horse battery"})
    with pytest.raises(Invalid, match="your agency's name"):
        check("harbor county!!!", second=False, common=(), own=[AGENCY])


@pytest.mark.parametrize("password", [each for each, _, code in CASES if code and len(each) > 12])
def test_a_refusal_never_repeats_the_password(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(password, second=False, common=common(), own=[EMAIL, AGENCY])

    assert password not in str(refused.value)


def test_a_list_that_is_empty_refuses_nothing_so_that_the_list_is_what_refuses() -> None:
    check("password", second=True, common=())


def test_normalising_is_nfkc_and_happens_once() -> None:
    for typed in ("\uff46\uff55", "\ufb01", "e\u0301", "\u2460", "\u212b"):
        assert normalised(typed) == unicodedata.normalize("NFKC", typed) == normalised(normalised(typed))


def test_neither_way_of_writing_makes_a_password_longer() -> None:
    assert length("\u00e9" * 8) == length("e\u0301" * 8) == 8
    assert length(LIGATURE * 8) == 8


@pytest.mark.parametrize(
    ("text", "shortest"), [("", ""), ("a", "a"), ("abab", "ab"), ("aba", "aba"), ("abcabcabc", "abc")]
)
def test_the_unit_of_a_repetition(text: str, shortest: str) -> None:
    assert unit(text) == shortest
