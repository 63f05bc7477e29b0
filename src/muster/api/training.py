"""Courses, and who completed them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import LISTED, VERSIONED, corrected, recorded, says
from muster.api.shapes.training import (
    CompletionCorrection,
    CompletionIn,
    CompletionOut,
    CompletionsOut,
    CourseCorrection,
    CourseIn,
    CourseOut,
    CoursesOut,
)
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.lists import Paging, linked
from muster.http.seeing import Seeing
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import training as service


@get("/courses", summary="List the courses", opt=LISTED)
async def courses(
    request: Request[Any, Any, Any], principal: Signed, known: Known, paging: Paging
) -> Response[CoursesOut]:
    """List courses by id, a page at a time."""
    found = await service.courses(by=principal, known=known, after=paging.after, limit=paging.limit)
    page = CoursesOut(items=tuple(map(CourseOut.of, found.items)), known_at=known)
    return linked(page, request, after=found.after, known_at=known)


@post("/courses", summary="Add a course", opt=says("Location", problems=("already-recorded",)))
async def add_course(data: JSONBody[CourseIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Add a course that people can complete."""
    fact = await service.add_course(data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"courses/{fact}")


@get("/courses/{course:uuid}", summary="Look a course up", opt=VERSIONED)
async def course(course: FromPath[UUID], principal: Signed, known: Known) -> Response[CourseOut]:
    """Say what a course teaches and how long it takes."""
    found = await service.course(course, by=principal, known=known)
    return tagged(CourseOut.of(found), found.version)


@put("/courses/{course:uuid}", summary="Correct a course", opt=VERSIONED)
async def correct_course(
    course: FromPath[UUID], data: JSONBody[CourseCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of a course. Every completion of it is read by what is said last."""
    made = await service.correct_course(
        course, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(course, made)


@get("/people/{person:uuid}/completions", summary="List what a person completed")
async def completions(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> CompletionsOut:
    """List every completion of a person, by day. Everybody may list their own."""
    found = await service.completions(person, by=principal, known=known)
    await seeing(person)
    return CompletionsOut(items=tuple(map(CompletionOut.of, found)), known_at=known)


@post(
    "/people/{person:uuid}/completions",
    summary="Record a completion",
    opt=says("Location", problems=("already-recorded", "in-the-future", "points-nowhere")),
)
async def record_completion(
    person: FromPath[UUID], data: JSONBody[CompletionIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record that a person completed a course. What has not happened yet is refused."""
    fact = await service.record_completion(person, data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"completions/{fact}")


@get("/completions/{completion:uuid}", summary="Look a completion up", opt=VERSIONED)
async def completion(
    completion: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing
) -> Response[CompletionOut]:
    """Say what was completed, by whom and when. Everybody may look their own up."""
    found = await service.completion(completion, by=principal, known=known)
    await seeing(found.person)
    shown = CompletionOut.of(found)
    return tagged(shown, found.version, beside=shown.topics)


@put(
    "/completions/{completion:uuid}",
    summary="Correct a completion",
    opt=says("ETag", problems=("in-the-future", "points-nowhere")),
)
async def correct_completion(
    completion: FromPath[UUID],
    data: JSONBody[CompletionCorrection],
    version: Version,
    principal: Signed,
    now: Now,
) -> Response[Corrected]:
    """Say something else of a completion. What was believed until now stays on record."""
    made = await service.correct_completion(
        completion, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(completion, made)


@delete("/completions/{completion:uuid}", summary="Withdraw a completion")
async def withdraw_completion(
    completion: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that a completion was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_completion(completion, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[
        courses,
        add_course,
        course,
        correct_course,
        completions,
        record_completion,
        completion,
        correct_completion,
        withdraw_completion,
    ],
    tags=["Training"],
)
