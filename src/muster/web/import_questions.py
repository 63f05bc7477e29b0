"""What an import asks before it can do more: on one page, and as a recipe for whoever would rather write it."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.errors import Conflict, Invalid
from muster.domain.importing.planning.questions import decided
from muster.domain.importing.recipe_text import recipe_text
from muster.rules import recipes
from muster.services import drafts
from muster.services.drafts import Looked
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.import_answers import answers, put
from muster.web.import_work import begun, is_busy, looked, mistakes_of
from muster.web.imports import Desk
from muster.web.reader import Asked, Reader, Reading

MOST: Final = 60  # questions on one page; the rest come after them


@get("/imports/{draft:uuid}/questions", include_in_schema=False)
async def questions_form(request: Asked, draft: FromPath[UUID], reader: Reading, works: Desk) -> Response[str]:
    """Ask everything that is open, with what muster supposes filled in."""
    found = await drafts.draft(draft, by=reader.by, now=reader.now)
    seen = looked(found, reader, works)
    if seen is None or not seen.overview.questions:
        return sent_to(f"/imports/{draft}")
    return await _form(request, draft, seen, reader)


@post("/imports/{draft:uuid}/questions", include_in_schema=False)
async def submit_answers(
    request: Asked, draft: FromPath[UUID], reader: Reading, works: Desk, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Keep what was answered, and look at the files again in its light."""
    found = await drafts.draft(draft, by=reader.by, now=reader.now)
    asked, said, wrong = answers(data, reader.words)
    if not wrong:
        recipe = decided(recipes.parse(found.recipe, source="the recipe"), said)
        try:
            put_now = [each.key for each in asked]
            await drafts.decide(
                draft, recipe_text(recipe, ()), asked=put_now, was=found.recipe, by=reader.by, now=reader.now
            )
        except Conflict as why:
            if is_busy(why) or why.code == "import-was-changed":
                return sent_to(f"/imports/{draft}")
            raise
        except Invalid as why:
            wrong = [replace(each, field="answers") for each in mistakes_of(why, reader.words)]
    if not wrong:
        works.forget(draft)
        await begun(draft, reader, works)
        return sent_to(f"/imports/{draft}")
    seen = looked(found, reader, works)
    if seen is None:
        await begun(draft, reader, works)
        return sent_to(f"/imports/{draft}")
    return await _form(request, draft, seen, reader, typed=data, mistakes=wrong)


@get("/imports/{draft:uuid}/recipe", include_in_schema=False)
async def recipe_form(request: Asked, draft: FromPath[UUID], reader: Reading, works: Desk) -> Response[str]:
    """Show everything that was decided, to read, to correct and to take along."""
    found = await drafts.draft(draft, by=reader.by, now=reader.now)
    seen = looked(found, reader, works)
    return drawn(
        request,
        "import-recipe.html",
        draft=found,
        written=found.recipe,
        open=seen.overview.questions if seen else (),
        mistakes=(),
    )


@post("/imports/{draft:uuid}/recipe", include_in_schema=False)
async def submit_recipe(
    request: Asked, draft: FromPath[UUID], reader: Reading, works: Desk, data: URLEncodedBody[Sent]
) -> Response[str]:
    """Keep the recipe as it was written, or say line by line what cannot be right in it."""
    found = await drafts.draft(draft, by=reader.by, now=reader.now)
    written = text(data, "recipe", exactly=True)
    try:
        await drafts.decide(draft, written, was=found.recipe, by=reader.by, now=reader.now)
    except Conflict as why:
        if is_busy(why) or why.code == "import-was-changed":
            return sent_to(f"/imports/{draft}")
        raise
    except Invalid as why:
        wrong = [Mistake("recipe", each.where, each.found, each.expected, each.fix) for each in why.faults]
        return drawn(request, "import-recipe.html", status=422, draft=found, written=written, open=(), mistakes=wrong)
    works.forget(draft)
    await begun(draft, reader, works)
    return sent_to(f"/imports/{draft}")


@get("/imports/{draft:uuid}/recipe/file", include_in_schema=False)
async def recipe_file(draft: FromPath[UUID], reader: Reading) -> Response[bytes]:
    """Give the recipe as a file, for the next time and for the command line."""
    found = await drafts.draft(draft, by=reader.by, now=reader.now)
    return Response(
        found.recipe.encode(),
        media_type="application/toml",
        headers={"Content-Disposition": 'attachment; filename="recipe.toml"', "Cache-Control": "no-store"},
    )


async def _form(
    request: Asked,
    draft: UUID,
    seen: Looked,
    reader: Reader,
    *,
    typed: dict[str, Any] | None = None,
    mistakes: list[Mistake] | None = None,
) -> Response[str]:
    choices = await drafts.choices(by=reader.by)
    open_now = seen.overview.questions[:MOST]
    return drawn(
        request,
        "import-questions.html",
        status=422 if mistakes else 200,
        draft=draft,
        groups=[
            (about, [put(each, choices, reader.words, typed) for each in group])
            for about, group in groupby(open_now, key=lambda each: each.about)
        ],
        more=len(seen.overview.questions) - len(open_now),
        mistakes=mistakes or [],
    )
