"""Say of each role of the agency which workforce its holders are counted with; nothing says it for itself."""

from __future__ import annotations

from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.acts import Act
from muster.domain.errors import Fault, Invalid, NotFound
from muster.domain.moments import Moment
from muster.domain.records import OnRecord
from muster.domain.workforces import RoleWorkforce
from muster.persistence import workforces as store
from muster.persistence.facts import NOW
from muster.persistence.ledger import recorded


async def workforces(*, by: Principal, known: int = NOW) -> list[OnRecord[RoleWorkforce]]:
    """Return what is said of every role, by its name."""
    return await store.workforces(by.require(Permission.TRAINING_READ), known=known)


async def unsaid_roles(*, by: Principal, known: int = NOW) -> list[str]:
    """Return the roles that people hold, held or will hold, and of which nobody has said a workforce."""
    scope = by.require(Permission.TRAINING_READ)
    said = {each.value.role for each in await store.workforces(scope, known=known)}
    return [role for role in await store.roles_held(scope, known=known) if role not in said]


async def workforce(which: UUID, *, by: Principal, known: int = NOW) -> OnRecord[RoleWorkforce]:
    """Return what is said of one role.

    Raises:
        NotFound: nothing is said here under this id.
    """
    found = await store.workforce(by.require(Permission.TRAINING_READ), which, known=known)
    if found is None:
        raise NotFound("nothing is said of a role here under this id")
    return found


async def record_workforce(said: RoleWorkforce, *, by: Principal, now: Moment, fact: UUID | None = None) -> UUID:
    """Say which workforce the holders of a role are counted with.

    Raises:
        Invalid: it was reviewed after today.
        Conflict: the workforce of this role is said already, or something is under this id.
    """
    scope = by.require(Permission.TRAINING_RECORD, whole=True)
    _past(said, now)
    async with recorded(scope, Act.WORKFORCE_RECORDED, at=now.at) as entry:
        return await store.add_workforce(entry, said, fact=fact)


async def correct_workforce(
    which: UUID, said: RoleWorkforce, *, version: UUID | None, because: str, by: Principal, now: Moment
) -> UUID:
    """Say something else of a role, or that it was looked at again; return the new version.

    Raises:
        Invalid: it was reviewed after today.
        NotFound: nothing is said here under this id.
        Stale: somebody changed it since it was read.
        Conflict: the workforce of this role is said already, under another id.
    """
    scope = by.require(Permission.TRAINING_RECORD, whole=True)
    _past(said, now)
    async with recorded(scope, Act.WORKFORCE_CORRECTED, at=now.at, because=because) as entry:
        return await store.correct_workforce(entry, which, said, version=version)


async def withdraw_workforce(which: UUID, *, version: UUID | None, because: str, by: Principal, now: Moment) -> None:
    """Say that the workforce of a role is not known after all. What was believed until now stays on record.

    Raises:
        NotFound: nothing is said here under this id.
        Stale: somebody changed it since it was read.
    """
    scope = by.require(Permission.TRAINING_RECORD, whole=True)
    async with recorded(scope, Act.WORKFORCE_WITHDRAWN, at=now.at, because=because) as entry:
        await store.withdraw_workforce(entry, which, version=version)


def _past(said: RoleWorkforce, now: Moment) -> None:
    if said.reviewed_on > now.today:
        raise Invalid(
            f"a role cannot have been reviewed on {said.reviewed_on}, after today ({now.today})",
            code="in-the-future",
            faults=[
                Fault(
                    "/reviewed_on",
                    str(said.reviewed_on),
                    f"a day up to {now.today}",
                    "write the day on which somebody last looked",
                )
            ],
        )
