"""Versions: the ETag that a record is read with, and the If-Match that its correction carries."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Annotated, Final, TypeVar
from uuid import UUID

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import HeaderParameter

from muster.domain.errors import Stale
from muster.http.kinds import VersionRequired

T = TypeVar("T")

Version = NamedDependency[UUID]

PATTERN: Final = r'^"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(\.[0-9a-f]{8})?"$'
_STRONG: Final = re.compile(PATTERN)
_ID_LONG: Final = 36  # characters


def tagged(content: T, version: UUID, *, beside: Sequence[object] = ()) -> Response[T]:
    """Return a record with its version as ETag.

    ``beside`` is what the reply shows of other records: when that changes the ETag does too,
    while the version that a correction names stays the same.
    """
    more = f".{hashlib.sha256(repr(beside).encode()).hexdigest()[:8]}" if beside else ""
    return Response(content, headers={"ETag": f'"{version}{more}"'})


def version(
    if_match: Annotated[
        str | None,
        HeaderParameter(
            name="If-Match",
            description="The ETag of the version that you read, in its quotation marks. Without it the reply is 428.",
            schema_extra={"pattern": PATTERN},
        ),
    ] = None,
) -> UUID:
    """Return the version that a correction is a correction of.

    Raises:
        VersionRequired: none is named, or any would do.
        Stale: it names something that is not a version of ours, and so not the current one.
    """
    if if_match is None or if_match.strip() == "*":
        raise VersionRequired("a correction names the version it corrects: send If-Match with the ETag that you read")
    sent = if_match.strip()
    if not _STRONG.fullmatch(sent):
        raise Stale("what If-Match names is not the current version; read the record again, and send its one ETag")
    return UUID(sent[1 : _ID_LONG + 1])
