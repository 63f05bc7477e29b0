"""What is on record of everything that files speak of, at one position of the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.awards import Allocation, Award, PayRate, PersonnelLine
from muster.domain.credentials import Credential, CredentialKind
from muster.domain.effort import Effort, PaidDay
from muster.domain.partnerships import Partner, Partnership
from muster.domain.people import Employment, Identifier, Identity, RoleHeld
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.domain.training import Completion, Course


@dataclass(frozen=True, slots=True)
class OnFile:
    """Facts as believed at ``position``.

    ``efforts`` and ``paid_days``: of the days that the files speak of. ``terms``: what muster wrote of each
    award's conditions, with its text. ``kinds``: every kind of credential that a known pack defines.
    """

    position: int = 0
    programs: Sequence[OnRecord[Program]] = ()
    people: Sequence[OnRecord[Identity]] = ()
    identifiers: Sequence[OnRecord[Identifier]] = ()
    employments: Sequence[OnRecord[Employment]] = ()
    roles: Sequence[OnRecord[RoleHeld]] = ()
    rates: Sequence[OnRecord[PayRate]] = ()
    courses: Sequence[OnRecord[Course]] = ()
    completions: Sequence[OnRecord[Completion]] = ()
    credentials: Sequence[OnRecord[Credential]] = ()
    awards: Sequence[OnRecord[Award]] = ()
    lines: Sequence[OnRecord[PersonnelLine]] = ()
    partners: Sequence[OnRecord[Partner]] = ()
    partnerships: Sequence[OnRecord[Partnership]] = ()
    allocations: Sequence[OnRecord[Allocation]] = ()
    efforts: Sequence[OnRecord[Effort]] = ()
    paid_days: Sequence[OnRecord[PaidDay]] = ()
    terms: Mapping[UUID, tuple[OnRecord[Adoption], str]] = field(default_factory=dict)
    kinds: Mapping[str, CredentialKind] = field(default_factory=dict)
