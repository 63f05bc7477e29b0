"""Figure 4: one new fact, where there are few and where there are many."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, turns
from benchmarks.one_person import some_people
from benchmarks.workload import DAY, KINDS, NOW, Size
from muster.domain.acts import Act
from muster.domain.credentials import Credential, Proof
from muster.domain.intervals import FOREVER
from muster.domain.training import Completion, Mode
from muster.persistence.facts import COMPLETION, CREDENTIAL, OPEN_POSITION, SYSTEM, FactKind
from muster.services import credentials, training


class Kind(NamedTuple):
    """A kind of fact: how muster records it, and the values that a bare INSERT puts there."""

    name: str
    record: Callable[[Loaded, UUID], Awaitable[object]]
    of: FactKind
    values: dict[str, object]


async def completion(loaded: Loaded, who: UUID) -> UUID:
    """Record that somebody completed a course."""
    done = Completion(frozenset(), DAY, 60, Proof.DOCUMENT_SEEN, loaded.course, Mode.IN_PERSON)
    return await training.record_completion(who, done, by=loaded.by, now=NOW)


async def credential(loaded: Loaded, who: UUID) -> UUID:
    """Record a card, among all those that are there."""
    held = Credential(
        KINDS[0],
        issued_on=DAY,
        valid_from=DAY,
        valid_through=DAY + timedelta(days=365),
        number="N-1",
        jurisdiction="US",
        proof=Proof.DOCUMENT_SEEN,
    )
    return await credentials.record_credential(who, held, by=loaded.by, now=NOW)


async def once(loaded: Loaded) -> object:
    """Record one completion."""
    return await completion(loaded, (await some_people(loaded))[0])


_CARD = {"kind": KINDS[0], "number": "N-1", "jurisdiction": "US", "issued_on": DAY, "earned_on": None}
KINDS_OF_FACT = (
    Kind("completion", completion, COMPLETION, {"minutes": 60, "mode": "in-person", "proof": "document-seen"}),
    Kind("credential", credential, CREDENTIAL, _CARD | {"proof": "document-seen"}),
)


async def _insert(raw: bare.Raw, loaded: Loaded, who: UUID, kind: Kind) -> None:
    """Run the statements that muster runs, on values that need no working out: the leaf is no true one."""
    agency = loaded.agency
    async with raw.transaction():
        await raw.fetch(
            "SELECT set_config('muster.agency', $1, true), set_config('muster.account', '', true),"
            " set_config('muster.reach', 'whole', true)",
            str(agency),
        )
        taken = await raw.fetch(
            "UPDATE ledger SET position = position + 1, at = greatest(at, $2) WHERE agency = $1 RETURNING position, at",
            agency,
            NOW.at,
        )
        position, fact = taken[0]["position"], uuid4()
        act = {"id": uuid4(), "agency": agency, "position": position, "act": str(Act.COMPLETION_RECORDED)}
        await _one(raw, "act", act | {"account": None, "at": NOW.at, "because": None})
        await _one(raw, kind.of.name, {"id": fact, "agency": agency, "person": who})
        said = {"person": who, **kind.values} | ({"course": loaded.course} if kind.of is COMPLETION else {})
        until = (DAY, FOREVER, "known", position, OPEN_POSITION)
        await _one(raw, kind.of.table, dict(zip(SYSTEM, (uuid4(), agency, fact, *until), strict=True)) | said)
        leaf = {"id": uuid4(), "agency": agency, "position": position, "place": 0, "subject": who}
        digests = {name: secrets.token_bytes(32) for name in ("salt", "commitment", "hash")}
        await _one(raw, "leaf", leaf | digests)


async def _one(raw: bare.Raw, table: str, row: dict[str, object]) -> None:
    places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
    await raw.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", *row.values())  # noqa: S608 - names above


async def _round(loaded: Loaded, kind: Kind, calls: int) -> list[float]:
    """Record and insert in turn, into one database."""
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        people = await some_people(loaded)
        return await turns(
            lambda call: kind.record(loaded, people[call % len(people)]),
            lambda call: _insert(raw, loaded, people[call % len(people)], kind),
            calls=calls,
        )


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figure for a fact among few of its kind, and for one among many."""
    few, many = await stage.loaded(form.small), await stage.loaded(form.dense)
    used = await peak("new_fact.once", many)
    for kind in KINDS_OF_FACT:
        small: list[list[float]] = []
        large: list[list[float]] = []
        for turn in range(form.turns):
            pair = [(few, small), (many, large)]
            for loaded, rounds in pair if turn % 2 == 0 else reversed(pair):
                rounds.append(await _round(loaded, kind, form.calls))
        yield Figure(
            f"new {kind.name}, many",
            f"at {_facts(form.dense)}",
            f"the same at {_facts(form.small)}",
            tuple(mine for mine, _ in large),
            tuple(mine for mine, _ in small),
            most=1.2,
            least=0.8,
            peak=used,
        )
        yield Figure(
            f"new {kind.name}",
            f"at {_facts(form.dense)}",
            "a bare transaction of the same statements",
            tuple(mine for mine, _ in large),
            tuple(theirs for _, theirs in large),
            peak=used,
        )


def _facts(size: Size) -> str:
    return f"{size.facts:,} facts"
