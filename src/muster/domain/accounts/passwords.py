"""What a password may be: long enough, and none of those that anybody would try first.

NIST SP 800-63B-4, 3.1.1.2: no rules of composition, no change that is forced by the calendar, every
character counts and may be there. Passwords are normalised (Unicode NFKC) before anything else is
done with them, so that the same letters typed on two keyboards are one password.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable
from typing import Final

from muster.domain.errors import Invalid

ALONE: Final = 15
"""Characters, where nothing but the password is asked for."""
BESIDE: Final = 8
"""Characters, beside a one-time code."""
LONGEST: Final = 1024
_MUSTER: Final = "muster"


def normalised(password: str) -> str:
    r"""Return what is digested: the password in NFKC, spaces and all.

    >>> normalised("cafe\u0301 ") == normalised("caf\u00e9 ") == "caf\u00e9 "
    True
    """
    return unicodedata.normalize("NFKC", password)


def length(password: str) -> int:
    r"""Return how many characters it has: as typed or normalised, whichever is less.

    One sign may stand for many (\ufdfa becomes eighteen letters) and several for one; neither makes
    a password longer than it is.

    >>> length("caf\u00e9"), length("cafe\u0301"), length("\ufdfa")
    (4, 4, 1)
    """
    return min(len(password), len(normalised(password)))


def at_least(*, second: bool) -> int:
    """Return how many characters it takes; ``second``: beside a one-time code."""
    return BESIDE if second else ALONE


def check(password: str, *, second: bool, common: Container[str], own: Iterable[str] = ()) -> None:
    """Refuse what a password may not be.

    ``second``: it stands beside a one-time code. ``common``: passwords that are tried first, in lower
    case. ``own``: what is known of whoever chooses it: their address, their agency's name.

    Raises:
        Invalid: it is too short or too long, common, or made of what anybody knows of them.
    """
    least, found = at_least(second=second), length(password)
    if found < least:
        raise Invalid(
            f"a password has {least} characters or more, this one has {found}; "
            "a short sentence that only you would say makes a good one",
            code="bad-password-length",
        )
    if len(password) > LONGEST or not _writable(password):
        raise Invalid(
            f"a password has at most {LONGEST} characters, each of them one that can be written; take a shorter one",
            code="bad-password-length",
        )
    if unit(bare(password)) in {bare(word) for word in _words(own)} - {""}:
        raise Invalid(
            "this password is your own address, your agency's name or muster's, which are tried first; "
            "a short sentence that only you would say makes a good one",
            code="own-name-password",
        )
    written = normalised(password).casefold().strip()
    if written in common or unit(written) in common or len(unit(written)) <= 1:
        raise Invalid(
            "this password is one of those that are tried first, or such a word over and over; "
            "a short sentence that only you would say makes a good one",
            code="common-password",
        )


def bare(text: str) -> str:
    """Return the letters and digits of a text, without what is written large or between them.

    >>> bare("Amara.O@County-Example.org")
    'amaraocountyexampleorg'
    """
    return "".join(each for each in normalised(text).casefold() if each.isalnum())


def unit(text: str) -> str:
    """Return the shortest text that this one is a repetition of; mostly itself.

    >>> unit("mustermuster"), unit("aaaa"), unit("a short sentence")
    ('muster', 'a', 'a short sentence')
    """
    return text[: (text + text).find(text, 1)] if text else ""


def _words(own: Iterable[str]) -> Iterable[str]:
    for each in (_MUSTER, *own):
        yield each
        name, _, domain = each.partition("@")
        if domain:
            yield name


def _writable(text: str) -> bool:
    """Is it text that UTF-8 can carry? Half of a surrogate pair is not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
