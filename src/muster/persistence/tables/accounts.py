"""Who signs in, with what, and where they are signed in. No facts, but for what was done to an account."""

from __future__ import annotations

from piccolo.columns import BigInt, Boolean, Bytea, Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import Anchor, Version, integer, text, uuid


class Account(Table, db=DB, tablename="account"):
    """A sign-in. One human may be a person in several agencies."""

    id = uuid(key=True)
    email = text()
    password = text()
    disabled_at = Timestamptz(default=None, null=True)


class Session(Table, db=DB, tablename="session"):
    """Somebody signed in on one browser, or halfway there; ``key`` is the digest of what the cookie carries."""

    id = uuid(key=True)
    key = text()
    account = uuid()
    agency = uuid(null=True)
    half = Boolean(default=None, required=True)
    second = Boolean(default=None, required=True)
    began_at = Timestamptz(default=None, required=True)
    seen_at = Timestamptz(default=None, required=True)
    idle_minutes = integer()
    ends_at = Timestamptz(default=None, required=True)
    browser = text()


class SecondFactor(Table, db=DB, tablename="second_factor"):
    """The secret of an account's one-time codes, sealed; ``step`` is the last one whose code was used."""

    id = uuid(key=True)
    account = uuid()
    sealed = Bytea(default=None, required=True)
    step = BigInt(default=None, required=True)
    made_at = Timestamptz(default=None, required=True)
    confirmed_at = Timestamptz(default=None, null=True)


class RecoveryCode(Table, db=DB, tablename="recovery_code"):
    """What stands in once for a one-time code: its digest."""

    id = uuid(key=True)
    account = uuid()
    digest = text()
    used_at = Timestamptz(default=None, null=True)


class KnownBrowser(Table, db=DB, tablename="known_browser"):
    """A browser that has signed in to an account; ``key`` is the digest of what its cookie carries."""

    id = uuid(key=True)
    key = text()
    account = uuid()
    ends_at = Timestamptz(default=None, required=True)


class Attempt(Table, db=DB, tablename="attempt"):
    """A try to sign in: whose account, and from where, as digests. ``counts``: it went wrong, so far as is known."""

    id = uuid(key=True)
    account = text()
    place = text()
    at = Timestamptz(default=None, required=True)
    counts = Boolean(default=None, required=True)


class AccountEvent(Anchor, Table, db=DB, tablename="account_event"):
    """Something that was done to the account of somebody who has a place in the agency."""

    account = uuid()


class AccountEventVersion(Version, Table, db=DB, tablename="account_event_version"):
    """What it was."""

    account = uuid()
    what = text()
