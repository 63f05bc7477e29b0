"""What the words mean that pages use."""

from __future__ import annotations

from litestar import Response, get

from muster.domain.glossary import GLOSSARY
from muster.web.drawing import drawn
from muster.web.reader import Asked, Reading


@get("/glossary", include_in_schema=False)
async def glossary(request: Asked, reader: Reading) -> Response[str]:
    """List every word by its name in the reader's language."""
    words = reader.words
    listed = sorted((words(each.word), words(each.means), name) for name, each in GLOSSARY.items())
    return drawn(request, "glossary.html", listed=listed)
