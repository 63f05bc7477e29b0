"""What files are compared with, and the facts of a plan written at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, get_args
from uuid import UUID

import asyncpg

from muster.domain.access import Scope
from muster.domain.acts import Act
from muster.domain.documents import Document
from muster.domain.importing.claims import (
    AllocationClaim,
    Claim,
    CompletionClaim,
    CredentialClaim,
    LineClaim,
    PersonClaim,
)
from muster.domain.importing.imports import Imported
from muster.domain.importing.planning.on_file import OnFile
from muster.domain.importing.planning.plan import ORDER, Kind, Terms, Write
from muster.domain.intervals import Interval
from muster.domain.records import Page
from muster.persistence import awards, credentials, effort, packs, partnerships, pay, people, programs, training
from muster.persistence.database import fetch, scoped
from muster.persistence.documents import add_document
from muster.persistence.facts import (
    ADOPTION,
    ALLOCATION,
    AWARD,
    COMPLETION,
    COURSE,
    CREDENTIAL,
    DOCUMENT,
    EFFORT,
    EMPLOYMENT,
    IDENTIFIER,
    OPEN_POSITION,
    PAID_DAY,
    PARTNER,
    PARTNERSHIP,
    PAY_RATE,
    PERSON,
    PERSONNEL_LINE,
    ROLE_HELD,
    FactKind,
)
from muster.persistence.ledger import Entry, New

EVERY_CLAIM: Final[frozenset[type[Claim]]] = frozenset(get_args(Claim))
_EVERYBODY: Final = 2**31 - 1

# A maker of what is about somebody is handed the person first.
_FACTS: Final[dict[Kind, tuple[FactKind, Callable[..., New]]]] = {
    Kind.PERSON: (PERSON, people.new_person),
    Kind.IDENTIFIER: (IDENTIFIER, people.new_identifier),
    Kind.EMPLOYMENT: (EMPLOYMENT, people.new_employment),
    Kind.ROLE: (ROLE_HELD, people.new_role),
    Kind.PAY_RATE: (PAY_RATE, pay.new_pay_rate),
    Kind.COURSE: (COURSE, training.new_course),
    Kind.COMPLETION: (COMPLETION, training.new_completion),
    Kind.CREDENTIAL: (CREDENTIAL, credentials.new_credential),
    Kind.AWARD: (AWARD, awards.new_award),
    Kind.LINE: (PERSONNEL_LINE, awards.new_line),
    Kind.PARTNER: (PARTNER, partnerships.new_partner),
    Kind.PARTNERSHIP: (PARTNERSHIP, partnerships.new_partnership),
    Kind.ALLOCATION: (ALLOCATION, effort.new_allocation),
    Kind.EFFORT: (EFFORT, effort.new_effort),
    Kind.PAID_DAY: (PAID_DAY, effort.new_paid_day),
}


# Where what an import says of each kind is kept.
COUNTED: Final[Mapping[Kind, FactKind]] = {
    **{kind: fact_kind for kind, (fact_kind, _) in _FACTS.items()},
    Kind.CONDITIONS: ADOPTION,
}
# Whoever brought files in: as the agency knows them now.
_IMPORTED: Final = f"""
SELECT a.id, a.position, a.at, a.account, r.words AS files,
  coalesce(
    (SELECT coalesce(nullif(i.preferred_name, ''), i.name)
       FROM membership_version m JOIN identity i ON i.agency = m.agency AND i.fact = m.person
      WHERE m.agency = a.agency AND m.account = a.account AND i.known_until = {OPEN_POSITION}
      ORDER BY m.known_from DESC LIMIT 1),
    (SELECT c.email FROM account c WHERE c.id = a.account), '') AS who
FROM act a LEFT JOIN remark r ON r.agency = a.agency AND r.position = a.position
"""


async def on_file(
    scope: Scope, *, known: int, days: Interval | None, said: Collection[type[Claim]] = EVERY_CLAIM
) -> OnFile:
    """Return what is on record at a position, of all that is compared with claims of these kinds.

    ``days``: those of effort, if any. In a large agency most of what is on record is of another kind.
    """
    people_said = PersonClaim in said
    async with scoped(scope):
        adopted = [each for each in await packs.adoptions(scope, known=known) if each.value.award]
        texts = await packs.texts(scope, {each.value.digest for each in adopted})
        return OnFile(
            position=known,
            programs=await programs.programs(scope, known=known),
            people=(await people.people(scope, known=known, after=None, limit=_EVERYBODY - 1)).items,
            identifiers=await people.identifiers(scope, None, known=known),
            employments=await people.employments(scope, None, known=known) if people_said else (),
            roles=await people.roles(scope, None, known=known) if people_said or LineClaim in said else (),
            rates=await pay.pay_rates(scope, None, known=known) if people_said else (),
            courses=(await training.courses(scope, known=known, after=None, limit=_EVERYBODY - 1)).items,
            completions=await training.completions(scope, None, known=known) if CompletionClaim in said else (),
            credentials=await credentials.credentials(scope, None, known=known) if CredentialClaim in said else (),
            awards=await awards.awards(scope, known=known),
            lines=await awards.lines(scope, known=known),
            partners=await partnerships.partners(scope, known=known),
            partnerships=await partnerships.partnerships(scope, known=known),
            allocations=await effort.allocations(scope, None, known=known) if AllocationClaim in said else (),
            efforts=await effort.effort(scope, during=days, known=known) if days else (),
            paid_days=await effort.paid_days(scope, during=days, known=known) if days else (),
            terms={
                each.value.award: (each, texts[each.value.digest])
                for each in adopted
                if each.value.award and each.value.pack.startswith("award-")
            },
        )


async def imported(scope: Scope, *, position: int | None = None, after: UUID | None, limit: int) -> Page[Imported]:
    """Return the imports on record, the newest first, each with how much it said."""
    async with scoped(scope):
        rows = await fetch(
            f"{_IMPORTED} WHERE a.agency = $1 AND a.act = $2 AND ($3::uuid IS NULL OR a.position <"
            " (SELECT c.position FROM act c WHERE c.agency = $1 AND c.id = $3))"
            " AND ($5::bigint IS NULL OR a.position = $5) ORDER BY a.position DESC LIMIT $4",
            scope.agency,
            str(Act.FILES_IMPORTED),
            after,
            limit + 1,
            position,
        )
        items = await _imported(scope, rows[:limit])
    return Page(items, str(items[-1].id) if len(rows) > limit else None)


async def import_by_id(scope: Scope, which: UUID) -> Imported | None:
    """Return one import by the id of its act."""
    async with scoped(scope):
        rows = await fetch(
            f"{_IMPORTED} WHERE a.agency = $1 AND a.act = $2 AND a.id = $3",
            scope.agency,
            str(Act.FILES_IMPORTED),
            which,
        )
        found = await _imported(scope, rows)
    return next(iter(found), None)


async def _imported(scope: Scope, rows: Sequence[asyncpg.Record]) -> tuple[Imported, ...]:
    counts: defaultdict[int, dict[Kind, int]] = defaultdict(dict)
    ended: defaultdict[int, int] = defaultdict(int)
    for kind in ORDER:
        if kind in COUNTED:
            found = await fetch(
                f"SELECT known_from, count(*) AS n, max(known_until) AS ended FROM {COUNTED[kind].table}"
                " WHERE agency = $1 AND known_from = ANY($2::bigint[]) GROUP BY known_from",
                scope.agency,
                [row["position"] for row in rows],
            )
            for each in found:
                counts[each["known_from"]][kind] = each["n"]
                ended[each["known_from"]] = max(ended[each["known_from"]], each["ended"])
    undone = await fetch(
        "SELECT position FROM act WHERE agency = $1 AND act = $2 AND position = ANY($3::bigint[])",
        scope.agency,
        str(Act.IMPORT_UNDONE),
        list(ended.values()),
    )
    taken_back = {row["position"] for row in undone}
    return tuple(
        Imported(
            row["id"],
            row["position"],
            row["at"],
            row["account"],
            row["who"],
            row["files"] or "",
            counts[row["position"]],
            ended[row["position"]] if ended[row["position"]] in taken_back else None,
        )
        for row in rows
    )


async def carry_out(entry: Entry, writes: Sequence[Write]) -> None:
    """Write the facts of a plan: what is new in bulk, then what is said otherwise."""
    kinds: defaultdict[Kind, list[Write]] = defaultdict(list)
    for write in writes:
        kinds[write.kind].append(write)
    for kind in ORDER:
        if kind is Kind.CONDITIONS:
            for write in kinds[kind]:
                await _adopt(entry, write)
        elif kinds[kind]:
            await _write(entry, kind, kinds[kind])


async def _write(entry: Entry, kind: Kind, writes: Sequence[Write]) -> None:
    fact_kind, maker = _FACTS[kind]
    of_people = "person" in fact_kind.anchored

    def new(write: Write) -> New:
        value: Any = write.value
        return maker(write.person, value, write.fact) if of_people else maker(value, write.fact)

    for write in writes:
        if write.version is not None and write.value is None:
            await entry.withdraw(fact_kind, write.fact, version=write.version)
        elif write.version is not None:
            said = new(write)
            await entry.supersede(fact_kind, write.fact, said.values, dates=said.dates, version=write.version)
    await entry.add_many(fact_kind, [new(write) for write in writes if write.version is None])


async def _adopt(entry: Entry, write: Write) -> None:
    assert isinstance(write.value, Terms)  # noqa: S101 - conditions are nothing else
    if write.version is None:
        await packs.add_adoption(entry, write.value.adoption, write.value.text)
        return
    await packs.keep_text(entry, write.value.adoption, write.value.text)
    await packs.correct_adoption(entry, write.fact, write.value.adoption, version=write.version)


async def keep_documents(entry: Entry, brought: Sequence[Document]) -> list[UUID]:
    """Record the files that were brought in; one that is on record under its digest is not recorded again."""
    rows = await fetch(
        f"SELECT v.digest FROM {DOCUMENT.table} v WHERE v.agency = $1 AND v.known_until = $2"
        " AND v.digest = ANY($3::text[])",
        entry.scope.agency,
        OPEN_POSITION,
        [each.digest for each in brought],
    )
    there = {row["digest"] for row in rows}
    kept = []
    for each in brought:
        if each.digest not in there:
            there.add(each.digest)
            kept.append(await add_document(entry, each))
    return kept
