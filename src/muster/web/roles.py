"""Who may do what: the table that is enforced, as a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from litestar import Response, get

from muster.domain.access import MATRIX, Permission, Role
from muster.domain.matrix import ROLES, SAYS, Cell, cell, narrow
from muster.web.drawing import drawn
from muster.web.reader import Asked, Reading

PATH: Final = "/roles"


@dataclass(frozen=True, slots=True)
class Allowed:
    """A row of the table: what is allowed, by its stable name and in words, and to which role how far."""

    permission: Permission
    says: str
    cells: tuple[tuple[Role, Cell], ...]


@get(PATH, include_in_schema=False)
async def roles(request: Asked, reader: Reading) -> Response[str]:
    """Show every role and every permission, and which role has which."""
    words = reader.words
    return drawn(
        request,
        "roles.html",
        own=sorted({place.role for place in reader.by.memberships}),
        names={role: words(said.name) for role, said in ROLES.items()},
        sentences={role: words(said.sentence) for role, said in ROLES.items()},
        narrow={role for role in Role if narrow(role)},
        rows=[
            Allowed(each, words(SAYS[each]), tuple((role, cell(each, role)) for role in MATRIX)) for each in Permission
        ],
    )
