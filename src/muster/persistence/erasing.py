"""What goes when a person is erased: planned from the rows themselves, and taken through the owner's doors.

A leaf that loses something is committed to anew: its salt goes, a new one commits to what is left,
and the act that erased says so in a fact of its own for each such leaf. So what stays is still held
to, and a salt that is gone without such an act is somebody's doing.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

from muster.domain.access import Scope
from muster.domain.acts import Act
from muster.domain.ledger.leaves import SALT_BYTES, commitment
from muster.domain.people import REMOVED
from muster.persistence.database import disclosing, fetch, scoped
from muster.persistence.facts import (
    ALWAYS_TRUE,
    CREDENTIAL,
    DISCLOSURE,
    DOCUMENT,
    ERASURE,
    IDENTIFIER,
    INVITATION,
    KINDS,
    MEMBERSHIP,
    OPEN_POSITION,
    PERSON,
    REQUEST,
    TOKEN,
    FactKind,
)
from muster.persistence.ledger import Change, Entry, New, closed, opened, subject

# What a row keeps without its owner's name: the columns that are overwritten, and with what.
BLANKED: Final[Mapping[FactKind, Mapping[str, object]]] = MappingProxyType(
    {
        PERSON: {
            "name": REMOVED,
            "preferred_name": "",
            "email": "",
            "phone": "",
            "language": "en",
            "birth_year": None,
            "birth_month": None,
        },
        CREDENTIAL: {"number": ""},
    }
)
# Facts that are not of a person, and may go with one all the same.
BESIDES: Final = (DOCUMENT, INVITATION, TOKEN)
# No rule keeps any of these: they go whole.
ALWAYS: Final = (IDENTIFIER, DISCLOSURE, REQUEST)

Said = Mapping[str, Any]
Where = tuple[int, UUID]  # a position, and whom the leaf there is about


class Row(NamedTuple):
    """A version of a fact, as it stands in the database."""

    kind: FactKind
    said: Said

    @property
    def fact(self) -> UUID:
        """The fact that it is a version of."""
        found: UUID = self.said["fact"]
        return found


class Salted(NamedTuple):
    """A leaf, as far as an erasure is concerned. ``remains``: what an erasure before committed to."""

    place: int
    salt: bytes | None
    commitment: bytes
    remains: str | None
    erased: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything on record about one person, in every version, with the leaves that commit to it."""

    rows: tuple[Row, ...]
    leaves: Mapping[Where, Salted]


@dataclass(frozen=True, slots=True)
class Anew:
    """A leaf that loses something, what is left of it, and the salt that commits to that."""

    position: int
    place: int
    about: UUID
    left: Change | None
    salt: bytes | None = field(default=None, repr=False)

    @property
    def remains(self) -> str | None:
        """The commitment to what is left."""
        if self.left is None or self.salt is None:
            return None
        return commitment(self.salt, self.left.values()).hex()


async def stored(scope: Scope, who: UUID, *, besides: Collection[UUID] = ()) -> Stored:
    """Return everything on record about a person; ``besides``: of these files, invitations and tokens too."""
    async with scoped(scope), disclosing("ledger"):
        rows = [
            Row(kind, said)
            for kind in KINDS
            if kind.personal
            for said in await fetch(
                f"SELECT * FROM {kind.table} WHERE agency = $1 AND {'fact' if kind is PERSON else 'person'} = $2",
                scope.agency,
                who,
            )
        ]
        rows += [
            Row(kind, said)
            for kind in BESIDES
            for said in await fetch(
                f"SELECT * FROM {kind.table} WHERE agency = $1 AND fact = ANY($2::uuid[])", scope.agency, list(besides)
            )
        ]
        return Stored(tuple(rows), await _leaves(scope, {subject(*row) for row in rows}))


async def _leaves(scope: Scope, subjects: Collection[UUID]) -> dict[Where, Salted]:
    rows = await fetch(
        "SELECT l.position, l.place, l.subject, l.salt, l.commitment, e.remains, e.fact AS erasure FROM leaf l"
        " LEFT JOIN LATERAL (SELECT v.fact, v.remains FROM erasure_version v WHERE v.agency = l.agency"
        " AND v.of_position = l.position AND v.of_place = l.place ORDER BY v.known_from DESC LIMIT 1) AS e ON true"
        " WHERE l.agency = $1 AND l.subject = ANY($2::uuid[])",
        scope.agency,
        list(subjects),
    )
    return {
        (row["position"], row["subject"]): Salted(
            row["place"], row["salt"], row["commitment"], row["remains"], row["erasure"] is not None
        )
        for row in rows
    }


def anew(found: Stored, going: Collection[UUID], *, blank: bool = True) -> list[Anew]:
    """Return the leaves that lose something when these facts go, and, with ``blank``, names and numbers too."""
    before = _changes(found.rows)
    after = _changes(
        Row(row.kind, {**row.said, **BLANKED.get(row.kind, {})} if blank else row.said)
        for row in found.rows
        if row.fact not in going
    )
    lost = [where for where, change in before.items() if where not in after or after[where].values() != change.values()]
    return [
        Anew(
            where[0],
            found.leaves[where].place,
            where[1],
            after.get(where),
            secrets.token_bytes(SALT_BYTES) if where in after else None,
        )
        for where in sorted(lost)
    ]


def broken(found: Stored, lost: Iterable[Anew]) -> list[int]:
    """Return the positions whose leaves do not say what the facts say: what is not true now is not erased over."""
    changes = _changes(found.rows)
    return [
        each.position
        for each in lost
        if not _holds(found.leaves[each.position, each.about], changes[each.position, each.about])
    ]


def _holds(leaf: Salted, change: Change) -> bool:
    committed = bytes.fromhex(leaf.remains or "") if leaf.erased else leaf.commitment
    return leaf.salt is not None and hmac.compare_digest(commitment(leaf.salt, change.values()), committed)


def _changes(rows: Iterable[Row]) -> dict[Where, Change]:
    """Return what each leaf commits to, by position and subject."""
    found: dict[Where, Change] = {}
    for kind, said in rows:
        about = subject(kind, said)
        found.setdefault((said["known_from"], about), Change()).opened.append(opened(kind, said))
        if said["known_until"] != OPEN_POSITION:
            found.setdefault((said["known_until"], about), Change()).closed.append(closed(kind, said))
    return found


async def erase(
    entry: Entry,
    who: UUID,
    lost: Sequence[Anew],
    *,
    going: Collection[UUID],
    remarks: Sequence[int],
    blank: bool = True,
) -> None:
    """Take it, and see that what is left is what was committed to; an act that erases calls this and nothing else.

    Raises:
        RuntimeError: the database took something else than was planned; nothing of it is kept.
    """
    facts = [_erasure(who, each.position, each.place, each.remains) for each in lost]
    facts += [_erasure(who, position, None, None) for position in remarks]
    await entry.add_many(ERASURE, facts)
    await fetch("SELECT muster_erase($1::uuid[])", list(going))
    if blank:  # what a person takes back of what they said themselves is none of it
        await fetch("SELECT muster_erase_shifts($1::uuid[])", list(going))
    await fetch(
        "SELECT muster_resalt($1::bigint[], $2::integer[], $3::bytea[])",
        [each.position for each in lost],
        [each.place for each in lost],
        [each.salt for each in lost],
    )
    left = await stored(entry.scope, who, besides=going)
    changes = _changes(left.rows)
    amiss = [
        each.position
        for each in lost
        if changes.get((each.position, each.about), Change()).values() != (each.left or Change()).values()
    ]
    if amiss or {row.fact for row in left.rows} & set(going) or (blank and anew(left, ())):
        raise RuntimeError(f"erasing would have taken something else than was planned, at the positions {amiss}")


def _erasure(who: UUID, position: int, place: int | None, remains: str | None) -> New:
    said = {"of_position": position, "of_place": place, "remains": remains}
    return New(uuid4(), said, ALWAYS_TRUE, {"person": who})


# -- what stands beside the facts


class Remarked(NamedTuple):
    """Somebody's words about an act. ``theirs``: of an act that is about this person and nobody else."""

    position: int
    words: str
    theirs: bool


async def remarks(scope: Scope, who: UUID) -> list[Remarked]:
    """Return every remark that is not erased yet."""
    async with scoped(scope), disclosing("ledger"):
        subjects = [who]
        for table in (DISCLOSURE.anchor._meta.tablename, "hold_version", MEMBERSHIP.table):
            column = "id" if table == DISCLOSURE.anchor._meta.tablename else "fact"
            rows = await fetch(
                f"SELECT {column} AS id FROM {table} WHERE agency = $1 AND person = $2", scope.agency, who
            )
            subjects += [row["id"] for row in rows]
        rows = await fetch(
            "SELECT r.position, r.words, coalesce((SELECT bool_and(l.subject = ANY ($2::uuid[])) FROM leaf l"
            " WHERE l.agency = r.agency AND l.position = r.position), false) AS theirs"
            " FROM remark r JOIN act a ON a.agency = r.agency AND a.position = r.position"
            " WHERE r.agency = $1 AND r.words IS NOT NULL AND a.act <> $3 ORDER BY r.position",
            scope.agency,
            subjects,
            str(Act.PERSON_ERASED),  # why somebody was erased names nobody, and stays
        )
    return [Remarked(row["position"], row["words"], row["theirs"]) for row in rows]


async def reminded(scope: Scope, who: UUID) -> int:
    """Return how many reminders are on file for a person."""
    async with scoped(scope):
        rows = await fetch("SELECT count(*) AS n FROM reminder WHERE agency = $1 AND person = $2", scope.agency, who)
    found: int = rows[0]["n"]
    return found


class SignIn(NamedTuple):
    """An account that is a person's. ``only``: nobody else's, and of nobody elsewhere."""

    account: UUID
    email: str
    only: bool
    places: tuple[UUID, ...]


async def sign_ins(scope: Scope, who: UUID) -> list[SignIn]:
    """Return the accounts that are, or were, a person's, with the places they still have."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT v.account, a.email, muster_only_of(v.account, $2) AS only,"
            f" coalesce(array_agg(v.fact) FILTER (WHERE v.known_until = {OPEN_POSITION}), '{{}}') AS places"
            " FROM membership_version v JOIN account a ON a.id = v.account"
            " WHERE v.agency = $1 AND v.person = $2 GROUP BY v.account, a.email ORDER BY v.account",
            scope.agency,
            who,
        )
    return [SignIn(row["account"], row["email"], row["only"], tuple(row["places"])) for row in rows]


async def invitations_to(scope: Scope, who: UUID, emails: Collection[str]) -> list[UUID]:
    """Return every invitation that was ever sent to a person, or to one of these addresses."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT DISTINCT v.fact FROM invitation_version v WHERE v.agency = $1"
            " AND (v.person = $2 OR v.email = ANY($3::text[])) ORDER BY v.fact",
            scope.agency,
            who,
            [each.lower() for each in emails],
        )
    return [row["fact"] for row in rows]


async def tokens_of(scope: Scope, accounts: Sequence[UUID]) -> list[UUID]:
    """Return every token that these accounts ever had here."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT id FROM token WHERE agency = $1 AND account = ANY($2::uuid[]) ORDER BY id", scope.agency, accounts
        )
    return [row["id"] for row in rows]


async def forget(entry: Entry, sign_in: SignIn) -> None:
    """End a person's places, and take everything of a sign-in that is nobody else's."""
    for place in sign_in.places:
        await entry.withdraw(MEMBERSHIP, place)
    if sign_in.only:
        await fetch("SELECT muster_forget($1)", sign_in.account)


class Filed(NamedTuple):
    """A file on record. ``theirs``: something about the person was recorded from it."""

    fact: UUID
    name: str
    digest: str
    position: int
    theirs: bool


async def files(scope: Scope, who: UUID) -> list[Filed]:
    """Return every file that was brought in, in that order."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT v.fact, v.name, v.digest, v.known_from, EXISTS (SELECT FROM leaf l WHERE l.agency = v.agency"
            " AND l.position = v.known_from AND l.subject = $2) AS theirs"
            f" FROM {DOCUMENT.table} v WHERE v.agency = $1 ORDER BY v.known_from, v.name, v.fact",
            scope.agency,
            who,
        )
    return [Filed(*row) for row in rows]


async def doomed(scope: Scope) -> list[tuple[str, bool]]:
    """Return the files that nothing here names any more, and whether another agency still wants the same bytes."""
    async with scoped(scope):
        rows = await fetch(
            "SELECT digest, muster_file_wanted(digest) AS wanted FROM doomed WHERE agency = $1 ORDER BY digest",
            scope.agency,
        )
    return [(row["digest"], row["wanted"]) for row in rows]


async def file_gone(scope: Scope, digest: str) -> None:
    """Say that a file is gone, or is somebody else's."""
    async with scoped(scope):
        await fetch("SELECT muster_file_gone($1)", digest)


async def still_here(scope: Scope, who: UUID, *, today: date) -> bool:
    """Is a person employed, or do they hold a role, today or on a later day?"""
    async with scoped(scope):
        rows = await fetch(
            "SELECT EXISTS (SELECT FROM employment_version v WHERE v.agency = $1 AND v.person = $2"
            f" AND v.known_until = {OPEN_POSITION} AND v.valid_until > $3)"
            " OR EXISTS (SELECT FROM role_held_version v WHERE v.agency = $1 AND v.person = $2"
            f" AND v.known_until = {OPEN_POSITION} AND v.valid_until > $3) AS here",
            scope.agency,
            who,
            today,
        )
    found: bool = rows[0]["here"]
    return found
