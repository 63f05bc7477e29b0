"""How long things are kept: the law's rules, the agency's own, and the days that awards' time counts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.privacy.retention import Rule, check_longer
from muster.persistence import awards as award_store
from muster.persistence import retention as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.rules import retention as shipped


@dataclass(frozen=True, slots=True)
class Known:
    """A rule as the agency goes by it; ``fact`` unset: it came with muster."""

    rule: Rule
    fact: UUID | None = None


async def retention_rules(*, by: Principal) -> list[Known]:
    """Return the rules that the agency goes by: those that came with muster, then its own."""
    scope = by.require(Permission.PACK_READ)
    own = await store.own_rules(scope)
    return [*(Known(rule) for rule in shipped.shipped()), *(Known(each.value, each.fact) for each in own)]


async def set_retention_rule(rule: Rule, *, because: str, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Keep something longer than the law asks, from now on.

    Raises:
        Invalid: the law keeps it at least as long.
        Conflict: there is a rule of this name already.
    """
    scope = by.require(Permission.RETENTION_SET, whole=True)
    if not rule.of or not rule.says.strip() or not rule.cite.strip():
        raise Invalid("a rule says what it keeps, in a sentence, and by whose word", code="no-words")
    check_longer(rule, shipped.shipped())
    async with recorded(scope, Act.RETENTION_SET, at=now.at, because=because) as entry:
        return await store.add_rule(entry, rule, fact=fact)


async def end_retention_rule(which: UUID, *, because: str, by: Principal, now: Moment) -> None:
    """Stop keeping to a rule of the agency's own.

    Raises:
        NotFound: there is no such rule here.
    """
    scope = by.require(Permission.RETENTION_SET, whole=True)
    async with recorded(scope, Act.RETENTION_ENDED, at=now.at, because=because) as entry:
        await store.end_rule(entry, which)


async def final_report(award: UUID, *, by: Principal) -> date | None:
    """Return the day on which an award's final financial report was submitted; ``None`` while it was not.

    Raises:
        NotFound: there is no such award here.
    """
    scope = by.require(Permission.AWARD_READ)
    if await award_store.award(scope, award, known=NOW) is None:
        raise NotFound("there is no such award here")
    return next(
        (day for which, day in (each.value for each in await store.final_reports(scope)) if which == award), None
    )


async def record_final_report(award: UUID, on: date, *, because: str = "", by: Principal, now: Moment) -> None:
    """Record on which day an award's final financial report was submitted: three years are counted from it.

    Recorded again, the other day is a correction.

    Raises:
        NotFound: there is no such award here.
        Invalid: the day is after today, or before the award began.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    found = await award_store.award(scope, award, known=NOW)
    if found is None:
        raise NotFound("there is no such award here")
    began = found.value.performance.start
    if not began <= on <= now.today:
        raise Invalid(
            f"a final report cannot have been submitted on {on}",
            code="not-that-day",
            faults=[Fault("/on", str(on), f"a day from {began} to {now.today}", "correct the day")],
        )
    there = next((each for each in await store.final_reports(scope) if each.value[0] == award), None)
    if there is None:
        async with recorded(scope, Act.FINAL_REPORT_RECORDED, at=now.at, because=because) as entry:
            await store.add_final_report(entry, award, on=on)
    elif there.value[1] != on:
        async with recorded(scope, Act.FINAL_REPORT_CORRECTED, at=now.at, because=because) as entry:
            await store.correct_final_report(entry, there.fact, on=on, version=there.version)
