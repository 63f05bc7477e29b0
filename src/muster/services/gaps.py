"""The requirement matrix of a program: who has what, who lacks what; read only, by what compliance finds."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from muster.domain import gaps as domain
from muster.domain.access import Permission, Principal
from muster.domain.access_log import Sight
from muster.domain.gaps import Matrix, Row, Wanted
from muster.domain.moments import Moment
from muster.domain.roster import Listed
from muster.domain.roster import Wanted as Listing
from muster.services import access_log, compliance, roster


async def gaps(wanted: Wanted, *, on: date, by: Principal) -> Matrix:
    """Return how everybody stands, requirement by requirement, who holds a role in a program on a day.

    Raises:
        NotFound: there is no such program here.
    """
    by.require(Permission.STANDING_READ, program=wanted.program)
    program, requirements = await compliance.requirements_of_program(wanted.program, on=on, by=by)
    there = await roster.everybody(Listing(role=wanted.role, program=wanted.program), on=on, by=by)
    return domain.matrix(program, requirements, [_row(each, wanted.program) for each in there], wanted, on=on)


async def gaps_taken_away(wanted: Wanted, *, on: date, by: Principal, now: Moment) -> Matrix:
    """Return the same to be taken away as a file: that it was, is told in the access log first.

    Raises:
        NotFound: there is no such program here.
    """
    found = await gaps(wanted, on=on, by=by)
    people = [each.person for each in found.rows]
    await access_log.looked(Sight.EXPORT, people, by=by, now=now, detail="requirements")
    return found


def _row(listed: Listed, program: UUID) -> Row:
    findings = {
        finding.requirement.name: finding
        for clearance in listed.clearances
        if clearance.program.id == program
        for finding in clearance.findings
    }
    roles = tuple(dict.fromkeys(role for role, of in listed.roles if of == program))
    return Row(listed.person, listed.name, roles, findings)
