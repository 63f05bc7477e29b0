"""People, how they are employed, the roles they hold and their numbers elsewhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import LISTED, VERSIONED, corrected, recorded, says
from muster.api.shapes.people import (
    EmploymentCorrection,
    EmploymentIn,
    EmploymentOut,
    EmploymentsOut,
    IdentifierIn,
    IdentifierOut,
    IdentifiersOut,
    PeopleOut,
    PersonCorrection,
    PersonIn,
    PersonOut,
    RoleCorrection,
    RoleHeldOut,
    RoleIn,
    RolesHeldOut,
)
from muster.api.wire import Corrected, Recorded
from muster.http.lists import Paging, linked
from muster.http.seeing import Seeing
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import people as service


@get("/people", summary="List the people of your agency", opt=LISTED)
async def people(
    request: Request[Any, Any, Any], principal: Signed, known: Known, paging: Paging
) -> Response[PeopleOut]:
    """List people by id, a page at a time. All pages show what was known when the first was read."""
    found = await service.people(by=principal, known=known, after=paging.after, limit=paging.limit)
    page = PeopleOut(items=tuple(map(PersonOut.of, found.items)), known_at=known)
    return linked(page, request, after=found.after, known_at=known)


@post("/people", summary="Add a person", opt=says("Location", problems=("already-recorded",)))
async def add_person(data: JSONBody[PersonIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Add a person. What names them is kept apart from every other fact, so that it can be erased."""
    fact = await service.add_person(data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"people/{fact}")


@get("/people/{person:uuid}", summary="Look a person up", opt=VERSIONED)
async def person(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> Response[PersonOut]:
    """Say what names a person. Everybody may look themselves up."""
    found = await service.person(person, by=principal, known=known)
    await seeing(person)
    return tagged(PersonOut.of(found), found.version)


@put("/people/{person:uuid}", summary="Correct what names a person", opt=VERSIONED)
async def correct_person(
    person: FromPath[UUID], data: JSONBody[PersonCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say what names a person from now on. What was said before stays on record."""
    made = await service.correct_person(
        person, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(person, made)


@get("/people/{person:uuid}/employments", summary="List how a person is employed")
async def employments(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> EmploymentsOut:
    """List every stretch of working for the agency, by first day."""
    found = await service.employments(person, by=principal, known=known)
    await seeing(person)
    return EmploymentsOut(items=tuple(map(EmploymentOut.of, found)), known_at=known)


@post(
    "/people/{person:uuid}/employments",
    summary="Record an employment",
    opt=says("Location", problems=("already-recorded", "overlaps", "points-nowhere")),
)
async def record_employment(
    person: FromPath[UUID], data: JSONBody[EmploymentIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record a stretch of working for the agency. Rules that count from the day of hire count from it."""
    fact = await service.record_employment(person, data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"people/{person}/employments")


@put("/employments/{employment:uuid}", summary="Correct an employment", opt=says("ETag", problems=("overlaps",)))
async def correct_employment(
    employment: FromPath[UUID], data: JSONBody[EmploymentCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of a stretch of employment: that it ended, most often."""
    made = await service.correct_employment(
        employment, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(employment, made)


@get("/people/{person:uuid}/roles", summary="List the roles a person holds")
async def roles(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> RolesHeldOut:
    """List every stretch of holding a role in a program, by first day."""
    found = await service.roles(person, by=principal, known=known)
    await seeing(person)
    return RolesHeldOut(items=tuple(map(RoleHeldOut.of, found)), known_at=known)


@post(
    "/people/{person:uuid}/roles",
    summary="Record a role",
    opt=says("Location", problems=("already-recorded", "points-nowhere")),
)
async def record_role(
    person: FromPath[UUID], data: JSONBody[RoleIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record that a person holds a role in a program. The rules that bind the role bind them from its first day."""
    fact = await service.record_role(person, data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"people/{person}/roles")


@put("/roles/{role:uuid}", summary="Correct a role", opt=says("ETag", problems=("points-nowhere",)))
async def correct_role(
    role: FromPath[UUID], data: JSONBody[RoleCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of a role held: that it ended, most often."""
    made = await service.correct_role(role, data.value(), version=version, because=data.because, by=principal, now=now)
    return corrected(role, made)


@get("/people/{person:uuid}/identifiers", summary="List the numbers a person has")
async def identifiers(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> IdentifiersOut:
    """List every number that a person has in somebody else's books."""
    found = await service.identifiers(person, by=principal, known=known)
    await seeing(person)
    return IdentifiersOut(items=tuple(map(IdentifierOut.of, found)), known_at=known)


@post(
    "/people/{person:uuid}/identifiers",
    summary="Record a number",
    opt=says("Location", problems=("already-recorded", "number-taken", "points-nowhere")),
)
async def record_identifier(
    person: FromPath[UUID], data: JSONBody[IdentifierIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record a number that a person has in somebody else's books: what a spreadsheet is matched by."""
    fact = await service.record_identifier(person, data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"people/{person}/identifiers")


router = Router(
    "/",
    route_handlers=[
        people,
        add_person,
        person,
        correct_person,
        employments,
        record_employment,
        correct_employment,
        roles,
        record_role,
        correct_role,
        identifiers,
        record_identifier,
    ],
    tags=["People"],
)
