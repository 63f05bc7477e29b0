"""The papers that awards owe: how an award stands by each, and the record of those that were sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.awards import Award
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.owing.papers import REPORTS, PaperFinding, PaperKind, PaperSent, findings
from muster.domain.records import OnRecord
from muster.persistence import owing as store
from muster.persistence import retention as retention_store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import awards, packs


async def papers(
    which: UUID, *, on: date, known: int = NOW, by: Principal
) -> tuple[OnRecord[Award], tuple[PaperFinding, ...]]:
    """Return an award, and how it stands on a day by each paper that it owes.

    A final financial report that is on record, which starts the time that records are kept, was sent as well.

    Raises:
        NotFound: there is no such award here.
    """
    scope = by.require(Permission.AWARD_READ)
    award = await awards.award(which, by=by, known=known)
    texts = packs.of_award(await packs.adopted_packs(by=by, known=known), which, on=on)
    sent = [each.value for each in await store.papers_sent(scope, which, known=known)]
    last = award.value.performance.last
    sent += [
        PaperSent(which, PaperKind.FINANCIAL_REPORT, last, day)
        for of, day in (each.value for each in await retention_store.final_reports(scope, known=known))
        if of == which
    ]
    rules = [rule for pack in texts for rule in pack.papers]
    return award, findings(award.value, rules, sent, on=on)


async def papers_sent(which: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[PaperSent]]:
    """Return the papers of an award that were sent, by day.

    Raises:
        NotFound: there is no such award here.
    """
    scope = by.require(Permission.AWARD_READ)
    await awards.award(which, by=by, known=known)
    return await store.papers_sent(scope, which, known=known)


async def paper_sent(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[PaperSent]:
    """Return one paper that was sent.

    Raises:
        NotFound: there is no such paper here.
    """
    scope = by.require(Permission.AWARD_READ)
    found = await store.paper_sent(scope, which, known=known)
    if found is None:
        raise NotFound("there is no such paper here")
    return found


async def record_paper(sent: PaperSent, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record that a paper of an award was sent.

    Raises:
        NotFound: there is no such award here.
        Invalid: the award owes no such paper of days that end then, or it is dated after today.
        Conflict: there is one under this id already.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    await _sound(sent, by=by, now=now)
    async with recorded(scope, Act.PAPER_RECORDED, at=now.at) as entry:
        return await store.add_paper(entry, sent, fact=fact)


async def correct_paper(
    which: UUID, sent: PaperSent, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a paper that was sent; return the new version. It stays with its award.

    Raises:
        NotFound: there is no such paper here.
        Invalid: the award owes no such paper of days that end then, or it is dated after today.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    sent = replace(sent, award=(await paper_sent(which, by=by)).value.award)
    await _sound(sent, by=by, now=now)
    async with recorded(scope, Act.PAPER_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_paper(entry, which, sent, version=version)


async def withdraw_paper(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that it was recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there is no such paper here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.AWARD_RECORD, whole=True)
    await paper_sent(which, by=by)
    async with recorded(scope, Act.PAPER_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_paper(entry, which, version=version)


async def _sound(sent: PaperSent, *, by: Principal, now: Moment) -> None:
    """Refuse what was not sent yet, and what speaks of days that the award owes no such paper of."""
    award = (await awards.award(sent.award, by=by)).value
    asked_of = period_ends(award) if sent.kind in REPORTS else (award.performance.last,)
    if sent.of_end not in asked_of:
        raise no_such_period(sent.of_end, asked_of, award)
    if sent.sent_on > now.today:
        raise Invalid(
            f"a paper cannot have been sent on {sent.sent_on}, after today ({now.today})",
            code="in-the-future",
            faults=[
                Fault(
                    "/sent_on",
                    str(sent.sent_on),
                    f"a day up to {now.today}",
                    "correct the date, or record it once sent",
                )
            ],
        )


def period_ends(award: Award) -> tuple[date, ...]:
    """Return the last day of each period that an award reports on; of the whole award where no schedule is on file."""
    return tuple(each.during.last for each in award.reporting_periods()) or (award.performance.last,)


def no_such_period(found: date, ends: tuple[date, ...], award: Award, field: str = "of_end") -> Invalid:
    """Return the refusal of something that speaks of days on which no period of the award ends."""
    near = min(ends, key=lambda each: abs((each - found).days))
    return Invalid(
        f"no period that award {award.number} reports on ends on {found}",
        code="no-such-period",
        faults=[
            Fault(
                f"/{field}",
                str(found),
                f"the last day of a period of the award, as {near}",
                "write the last day of the period, or correct the award's schedule first",
            )
        ],
    )
