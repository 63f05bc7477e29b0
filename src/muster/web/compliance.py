"""A responder's own page: am I cleared, until when, and what do I do next?"""

from __future__ import annotations

from litestar import Response, get

from muster.services import compliance as service
from muster.services import credentials, explaining, training
from muster.web.drawing import drawn
from muster.web.findings import described, standing
from muster.web.navigation import home_of
from muster.web.reader import Asked, Reading


@get("/me", include_in_schema=False)
async def own_standing(request: Asked, reader: Reading) -> Response[str]:
    """Show the person that this account is how they stand."""
    who = reader.by.person
    if who is None:
        home = home_of(reader.by)
        return drawn(request, "nobody.html", home=home if home != "/me" else "")
    known = await service.position(None, by=reader.by)
    found = await explaining.explain(who, on=reader.now.today, known=known, by=reader.by)
    records = described(
        await training.completions(who, by=reader.by, known=known),
        await credentials.credentials(who, by=reader.by, known=known),
        reader.words,
    )
    standings = [standing(each, reader.words, records=records, own=True) for each in found]
    return drawn(request, "me.html", standings=[each for each in standings if each.items])
