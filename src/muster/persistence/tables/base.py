"""What the columns and rows of every table share. Nothing has a default: what is left out is refused, never guessed."""

from __future__ import annotations

from piccolo.columns import UUID, BigInt, Date, Integer, Text


def uuid(*, null: bool = False, key: bool = False) -> UUID:
    """Return a column of ids."""
    return UUID(default=None, null=null, required=not null, primary_key=key)


def text(*, null: bool = False) -> Text:
    """Return a column of text."""
    return Text(default=None, null=null, required=not null)


def integer(*, null: bool = False) -> Integer:
    """Return a column of whole numbers."""
    return Integer(default=None, null=null, required=not null)


class Anchor:
    """The identity of a fact; what foreign keys point at, together with the agency."""

    id = uuid(key=True)
    agency = uuid()


class PersonAnchor(Anchor):
    """The identity of a fact about one person."""

    person = uuid()


class Version:
    """What was said of a fact: the days it is true of, and the positions between which it was believed.

    ``dating`` says which of the two days are known; the open end of days is ``infinity``, of
    positions the largest bigint.
    """

    id = uuid(key=True)
    agency = uuid()
    fact = uuid()
    valid_from = Date(default=None, required=True)
    valid_until = Date(default=None, required=True)
    dating = text()
    known_from = BigInt(default=None, required=True)
    known_until = BigInt(default=None, required=True)


class PersonVersion(Version):
    """What was said of a fact about one person."""

    person = uuid()
