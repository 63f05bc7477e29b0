"""Ask a second factor of staff, or no longer: from the page of the members."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, post
from litestar.params import URLEncodedBody

from muster.domain.errors import Conflict, Invalid, Stale
from muster.services import staff_rule as service
from muster.web import members
from muster.web.drawing import sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.reader import Asked, Reading

_LONGEST_REASON = 2000


@post(f"{members.PATH}/second-factor", include_in_schema=False)
async def submit_staff_rule(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Say it from now on, or say on the page of the members why not."""
    members.may_set(reader)
    words, because = reader.words, text(data, "because")[:_LONGEST_REASON]
    required = text(data, "required") == "yes"
    try:
        version = UUID(text(data, "version"))
    except ValueError as why:
        raise Invalid("the form does not say which version it was read in; load the page again") from why
    if not because:
        return await members.listed(request, reader, [members.no_reason("because", words)])
    try:
        await service.set_staff_rule(required=required, version=version, because=because, by=reader.by, now=reader.now)
    except Stale:
        raise
    except Conflict:
        said = words("You have no one-time codes yourself, and would lock yourself out.")
        fix = words("Set them up under Account first.")
        return await members.listed(
            request, reader, [Mistake("because", words("One-time codes"), "", "", fix, said=said)], typed=because
        )
    return sent_to(f"{members.PATH}?done={'asked' if required else 'not-asked'}")
