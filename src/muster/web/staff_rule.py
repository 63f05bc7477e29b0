"""Ask a second factor of staff, or no longer: from the page of the members."""

from __future__ import annotations

from litestar import Response, post
from litestar.params import URLEncodedBody

from muster.domain.errors import Conflict, Invalid, Stale
from muster.services import staff_rule as service
from muster.web import members
from muster.web.drawing import sent_to
from muster.web.forms import Mistake, Sent, id_of, text
from muster.web.reader import Asked, Reading
from muster.web.recording import changed_meanwhile, no_reason, typed_in


@post(f"{members.PATH}/second-factor", include_in_schema=False)
async def submit_staff_rule(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Say it from now on, or say on the page of the members why not."""
    members.may_set(reader)
    words, typed = reader.words, typed_in(data, ("because", "version"))
    because, version, required = typed["because"], id_of(typed["version"]), text(data, "required") == "yes"
    if version is None:
        raise Invalid("the form does not say which version it was read in; load the page again")
    if wrong := no_reason(typed, words):
        return await members.listed(request, reader, wrong)
    try:
        await service.set_staff_rule(required=required, version=version, because=because, by=reader.by, now=reader.now)
    except Stale:
        stale = changed_meanwhile("because", words("One-time codes"), words)
        return await members.listed(request, reader, [stale], typed=because)
    except Conflict:
        said = words("You have no one-time codes yourself, and would lock yourself out.")
        fix = words("Set them up under Account first.")
        return await members.listed(
            request, reader, [Mistake("because", words("One-time codes"), "", "", fix, said=said)], typed=because
        )
    return sent_to(f"{members.PATH}?done={'asked' if required else 'not-asked'}")
