"""Lists: a page at a time, with a cursor that holds however many are added meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from muster.domain.records import Page

T = TypeVar("T")
Item = TypeVar("Item")

LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of a list is wanted."""

    after: UUID | None
    limit: int


Paging = NamedDependency[Asked]


def paging(
    after: Annotated[
        UUID | None, QueryParameter(description="The cursor of the page before. Follow `Link` instead of making one.")
    ] = None,
    limit: Annotated[int, QueryParameter(description="How many at most.", ge=1, le=LONGEST)] = 50,
) -> Asked:
    """Return which page of a list is wanted."""
    return Asked(after, limit)


def page_of(items: Sequence[Item], key: Callable[[Item], UUID], asked: Asked) -> Page[Item]:
    """Cut one page out of a whole list, by id."""
    ordered = sorted((each for each in items if asked.after is None or key(each) > asked.after), key=key)
    shown = tuple(ordered[: asked.limit])
    return Page(shown, str(key(shown[-1])) if len(ordered) > asked.limit else None)


def linked(content: T, request: Request[Any, Any, Any], *, after: str | None, **clocks: object) -> Response[T]:
    """Return one page, with a link to the next: asked at the same clocks, so that all pages agree."""
    if after is None:
        return Response(content)
    asked = {**request.query_params.dict(), "after": after, **clocks}
    return Response(content, headers={"Link": f'<{request.url.path}?{urlencode(asked, doseq=True)}>; rel="next"'})
