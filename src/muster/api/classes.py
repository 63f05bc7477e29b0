"""A class, recorded for everybody on its sign-in sheet."""

from __future__ import annotations

from uuid import UUID, uuid4

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody

from muster.api.operations import says
from muster.api.shapes.classes import ClassIn, ClassOut
from muster.api.wire import Withdrawal
from muster.http.seeing import Seeing
from muster.http.signed import Now, Signed
from muster.services import classes as service


@post(
    "/classes",
    summary="Record a class",
    opt=says("Location", problems=("already-recorded", "class-size", "in-the-future", "nobody-new", "points-nowhere")),
)
async def record_class(data: JSONBody[ClassIn], principal: Signed, now: Now) -> Response[ClassOut]:
    """Record a course for everybody who was there, in one act: all of them, or nobody.

    Sent again under the same `id`, the same class is answered as it was, and recorded once. Who has the course on
    that day already is left alone, and named under `already`.
    """
    taught = await service.course_taught(data.course, by=principal)
    made = await service.record_class(data.people, data.value(taught), by=principal, now=now, fact=data.id or uuid4())
    return Response(ClassOut.of(made), headers={"Location": f"/api/v1/classes/{made.sheet}"})


@get("/classes/{sheet:uuid}", summary="Look a class up")
async def class_recorded(sheet: FromPath[UUID], principal: Signed, seeing: Seeing) -> ClassOut:
    """Say of whom a class was recorded, and whether it still stands as it was."""
    found = await service.class_recorded(sheet, by=principal)
    await seeing(*found.people)
    return ClassOut.of(found)


@delete(
    "/classes/{sheet:uuid}", summary="Take a class back", opt=says(problems=("beyond-your-program", "class-changed"))
)
async def withdraw_class(sheet: FromPath[UUID], data: JSONBody[Withdrawal], principal: Signed, now: Now) -> None:
    """Say that a class was recorded by mistake: everything that it recorded, in one act, and nothing else.

    Refused once something else was said of one of its completions. One that was taken back already stays so.
    """
    await service.withdraw_class(sheet, because=data.because, by=principal, now=now)


router = Router("/", route_handlers=[record_class, class_recorded, withdraw_class], tags=["Training"])
