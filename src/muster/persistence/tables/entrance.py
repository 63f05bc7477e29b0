"""How people come in beside a password: links, invitations, and the sign-in of their organisation."""

from __future__ import annotations

from piccolo.columns import Timestamptz
from piccolo.table import Table

from muster.persistence.database import DB
from muster.persistence.tables.base import Anchor, Version, text, uuid


class LinkRow(Table, db=DB, tablename="link"):
    """A link that is good once; ``digest`` is of its token. It is of an account, or to an invitation of an agency's.

    ``mail`` is what became of the message that carried it, once that is known.
    """

    id = uuid(key=True)
    digest = text()
    purpose = text()
    account = uuid(null=True)
    inviting = uuid(null=True)
    invitation = uuid(null=True)
    made_at = Timestamptz(default=None, required=True)
    ends_at = Timestamptz(default=None, required=True)
    used_at = Timestamptz(default=None, null=True)
    ended_at = Timestamptz(default=None, null=True)
    mail = text(null=True)


class Invitation(Anchor, Table, db=DB, tablename="invitation"):
    """A place in the agency that is offered to somebody."""


class InvitationVersion(Version, Table, db=DB, tablename="invitation_version"):
    """To which address, as what, and until when it may be accepted. The membership to be ends with ``valid_until``."""

    email = text()
    role = text()
    person = uuid(null=True)
    program = uuid(null=True)
    ends_at = Timestamptz(default=None, required=True)


class OpenIdFlow(Table, db=DB, tablename="openid_flow"):
    """Somebody is away, signing in at their organisation; ``digest`` is of the cookie that they come back with."""

    id = uuid(key=True)
    digest = text()
    state = text()
    nonce = text()
    verifier = text()
    after = text()
    ends_at = Timestamptz(default=None, required=True)
    used_at = Timestamptz(default=None, null=True)


class OpenIdSubject(Table, db=DB, tablename="openid_subject"):
    """Which account somebody is who signs in at an organisation: by the provider's own name for them, for good."""

    id = uuid(key=True)
    issuer = text()
    subject = text()
    account = uuid()
    linked_at = Timestamptz(default=None, required=True)
