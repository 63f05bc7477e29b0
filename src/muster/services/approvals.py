"""Keep which authority approved which course: what rules that ask for it go by."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.approvals import Approval
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.persistence import approvals as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded
from muster.services import training


async def approvals(of: UUID, *, by: Principal, known: int = NOW) -> list[OnRecord[Approval]]:
    """Return the approvals of a course, by first day.

    Raises:
        NotFound: there is no such course here.
    """
    scope = by.require(Permission.TRAINING_READ)
    await training.course(of, by=by, known=known)
    return await store.approvals(scope, of, known=known)


async def approval(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[Approval]:
    """Return one approval.

    Raises:
        NotFound: there is no such approval here.
    """
    scope = by.require(Permission.TRAINING_READ)
    found = await store.approval(scope, which, known=known)
    if found is None:
        raise NotFound("there is no such approval here")
    return found


async def record_approval(said: Approval, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Record that an authority approved a course. Everybody who completed it is read by it.

    Raises:
        Invalid: it names no authority, or a topic that the course does not teach.
        NotFound: there is no such course here.
        Conflict: there is an approval under this id already.
    """
    scope = by.require(Permission.TRAINING_RECORD, whole=True)
    await _sound(said, by)
    async with recorded(scope, Act.APPROVAL_RECORDED, at=now.at) as entry:
        return await store.add_approval(entry, said, fact=fact)


async def correct_approval(
    which: UUID, said: Approval, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of an approval; return the new version. It stays with its course.

    Raises:
        Invalid: it names no authority, or a topic that the course does not teach.
        NotFound: there is no such approval here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.TRAINING_RECORD, whole=True)
    said = replace(said, course=(await approval(which, by=by)).value.course)
    await _sound(said, by)
    async with recorded(scope, Act.APPROVAL_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_approval(entry, which, said, version=version)


async def withdraw_approval(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that an approval was recorded by mistake. What was believed until now stays on record.

    Raises:
        NotFound: there is no such approval here.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.TRAINING_RECORD, whole=True)
    async with recorded(scope, Act.APPROVAL_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_approval(entry, which, version=version)


async def _sound(said: Approval, by: Principal) -> None:
    """Refuse an approval by nobody, and one for what the course does not teach: it would say nothing, silently."""
    if not said.authority.strip():
        raise Invalid(
            "an approval names the authority that gave it; this one names none",
            code="no-authority",
            faults=[Fault("/authority", "nothing", "the authority that approved it", "write it as the rule packs do")],
        )
    if said.course is None:
        raise NotFound("there is no such course here")
    taught = (await training.course(said.course, by=by)).value.topics
    others = sorted(said.topics - taught)
    if others:
        raise Invalid(
            f"the course does not teach {', '.join(others)}, so it cannot be approved for it",
            code="not-taught",
            faults=[
                Fault(
                    "/topics",
                    ", ".join(others),
                    f"some of {', '.join(sorted(taught))}, or none for all of them",
                    "take it out, or say first that the course teaches it",
                )
            ],
        )
