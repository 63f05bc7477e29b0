"""Credentials and what their issuers did to them: rows to values and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.credentials import Credential, End, Proof, Status, StatusEvent
from muster.domain.intervals import FOREVER, day_before, the_day
from muster.domain.records import OnRecord
from muster.persistence.database import fetch, scoped
from muster.persistence.facts import CREDENTIAL, CREDENTIAL_STATUS, Dates
from muster.persistence.ledger import Entry, New
from muster.persistence.people import of_people


async def credentials(scope: Scope, who: Sequence[UUID] | None, *, known: int) -> list[OnRecord[Credential]]:
    """Return what people hold, by first good day, with every status event; ``who`` unset: everybody."""
    async with scoped(scope):
        held = await of_people(scope, "credential_version", _OWN, who, known)
        events = await of_people(scope, "credential_status_version", "v.credential, v.status", who, known)
    statuses: defaultdict[UUID, list[StatusEvent]] = defaultdict(list)
    for event in events:
        statuses[event["credential"]].append(StatusEvent(event["valid_from"], Status(event["status"])))
    return [_credential(row, tuple(statuses.get(row["fact"], ())) if statuses else ()) for row in held]


async def credential(scope: Scope, which: UUID, *, known: int) -> OnRecord[Credential] | None:
    """Return one credential."""
    async with scoped(scope):
        found = await fetch("SELECT person FROM credential WHERE agency = $1 AND id = $2", scope.agency, which)
        held = await credentials(scope, [row["person"] for row in found], known=known)
    return next((each for each in held if each.fact == which), None)


async def add_credential(entry: Entry, who: UUID, held: Credential, *, fact: UUID | None = None) -> UUID:
    """Add a credential."""
    return await entry.add(CREDENTIAL, _values(held), dates=_dates(held), fact=fact, person=who)


async def correct_credential(entry: Entry, fact: UUID, held: Credential, *, version: UUID | None) -> UUID:
    """Say something else of a credential."""
    return await entry.supersede(CREDENTIAL, fact, _values(held), dates=_dates(held), version=version)


async def withdraw_credential(entry: Entry, fact: UUID, *, version: UUID | None) -> None:
    """Stop believing a credential."""
    await entry.withdraw(CREDENTIAL, fact, version=version)


async def add_status(entry: Entry, who: UUID, credential: UUID, event: StatusEvent) -> UUID:
    """Add what an issuer did to a credential."""
    return await entry.add(
        CREDENTIAL_STATUS,
        {"status": str(event.status)},
        dates=Dates(event.on),
        person=who,
        credential=credential,
    )


def new_credential(who: UUID, value: Credential, fact: UUID) -> New:
    """Return a credential to add among many."""
    return New(fact, _values(value), _dates(value), {"person": who})


_OWN = "v.kind, v.number, v.jurisdiction, v.issued_on, v.earned_on, v.proof"
_PROOFS = {str(proof): proof for proof in Proof}


def _credential(row: asyncpg.Record, statuses: tuple[StatusEvent, ...]) -> OnRecord[Credential]:
    fact, version, since, person, start, end, dating, kind, number, jurisdiction, issued_on, earned_on, proof = row
    end_known = dating in {"known", "start-unknown"}
    start, issued_on = the_day(start), issued_on and the_day(issued_on)
    through = day_before(end) if end_known and end != FOREVER else None
    value = Credential(
        kind,
        issued_on,
        start if dating in {"known", "end-unknown"} else None,
        through,
        End.PRINTED if through else End.NEVER if end_known else End.UNKNOWN,
        earned_on,
        number,
        jurisdiction,
        _PROOFS[proof],
        statuses,
        fact,
    )
    return OnRecord(fact, version, since, value, person)


def _values(held: Credential) -> dict[str, object]:
    return {
        "kind": held.kind,
        "number": held.number,
        "jurisdiction": held.jurisdiction,
        "issued_on": held.issued_on,
        "earned_on": held.earned_on,
        "proof": str(held.proof),
    }


def _dates(held: Credential) -> Dates:
    return Dates(held.valid_from, held.valid_through, end_known=held.end is not End.UNKNOWN)
