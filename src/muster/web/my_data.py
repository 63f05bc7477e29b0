"""My data: what is held about me, who looked, what I have lived through, what I ask for; and to take it along."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody

from muster.domain.errors import Conflict, Invalid
from muster.domain.privacy.disclosures import IN_WORDS, Disclosure, Lived
from muster.domain.privacy.own_data import KINDS, Item, OwnData, asked, kept, looked, pairs, recorded, shared, shows
from muster.domain.privacy.requests import Ask, Request
from muster.domain.words import Words
from muster.services import disclosures, requests
from muster.services import my_data as service
from muster.services.own_data import oneself
from muster.web.drawing import drawn, sent_to
from muster.web.forms import Mistake, Sent, text
from muster.web.navigation import home_of
from muster.web.reader import Asked, Reader, Reading

PATH: Final = "/my-data"
_AT_ONCE: Final = 12  # of a kind that there are many of; the download has them all
_LONGEST: Final = 4000


@get(PATH, include_in_schema=False)
async def my_data(request: Asked, reader: Reading) -> Response[str]:
    """Show the person that this account is all that is held about them."""
    if reader.by.person is None:
        home = home_of(reader.by)
        return drawn(request, "nobody.html", home=home if home != "/me" else "")
    return await _shown(request, reader, done=text(request.query_params.dict(), "done"))


@post(f"{PATH}/disclosures", include_in_schema=False)
async def submit_disclosure(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Say something of one's own life."""
    oneself(reader.by)
    kind = next((each for each in Lived if each == text(data, "kind")), None)
    if kind is None:
        words = reader.words
        chosen = Mistake(
            "kind", words("What it is"), "", words("one of the list"), words("Choose one, or leave it: nobody has to.")
        )
        return await _shown(request, reader, [chosen])
    said = Disclosure(kind, bool(text(data, "counted")), bool(text(data, "shown")))
    try:
        await disclosures.disclose(said, by=reader.by, now=reader.now)
    except Conflict as why:
        return await _shown(request, reader, [_refused("kind", why, reader.words)])
    return sent_to(f"{PATH}?done=said")


@post(f"{PATH}/disclosures/{{disclosure:uuid}}/consents", include_in_schema=False)
async def submit_consent(reader: Reading, disclosure: FromPath[UUID], data: URLEncodedBody[Sent]) -> Response[str]:
    """Switch on or off what one agrees to."""
    await disclosures.record_consent(
        disclosure,
        counts=bool(text(data, "counted")),
        shown=bool(text(data, "shown")),
        version=None,
        by=reader.by,
        now=reader.now,
    )
    return sent_to(f"{PATH}?done=agreed")


@post(f"{PATH}/disclosures/{{disclosure:uuid}}/withdrawal", include_in_schema=False)
async def submit_disclosure_withdrawal(request: Asked, reader: Reading, disclosure: FromPath[UUID]) -> Response[str]:
    """Take something back that one has said."""
    try:
        await disclosures.withdraw_disclosure(disclosure, by=reader.by, now=reader.now)
    except Conflict as why:
        return await _shown(request, reader, [_refused("lived", why, reader.words)])
    return sent_to(f"{PATH}?done=back")


@post(f"{PATH}/requests", include_in_schema=False)
async def submit_request(request: Asked, reader: Reading, data: URLEncodedBody[Sent]) -> Response[str]:
    """Ask for a correction, or to be erased."""
    oneself(reader.by)
    words = reader.words
    ask = Ask.ERASURE if text(data, "ask") == Ask.ERASURE else Ask.CORRECTION
    typed = text(data, "words")[:_LONGEST]
    try:
        await requests.make_request(Request.of(ask, typed, today=reader.now.today), by=reader.by, now=reader.now)
    except Invalid:
        empty = Mistake(
            "words",
            words("What is wrong"),
            "",
            words("what is wrong, and what it should say"),
            words("Write a sentence or two."),
        )
        return await _shown(request, reader, [empty])
    except Conflict as why:
        return await _shown(request, reader, [_refused("erasure", why, words)])
    return sent_to(f"{PATH}?done=asked")


@post(f"{PATH}/requests/{{wish:uuid}}/withdrawal", include_in_schema=False)
async def submit_request_withdrawal(request: Asked, reader: Reading, wish: FromPath[UUID]) -> Response[str]:
    """Take back what one has asked for."""
    try:
        await requests.withdraw_request(wish, by=reader.by, now=reader.now)
    except Conflict as why:
        return await _shown(request, reader, [_refused("asked", why, reader.words)])
    return sent_to(f"{PATH}?done=back")


def _refused(field: str, why: Conflict, words: Words) -> Mistake:
    """Say on the page why it cannot be done now."""
    match why.code:
        case "said-already":
            said, fix = words("You have said this already."), words("Change what you agree to instead.")
        case "asked-already":
            said, fix = words("You have asked for this, and it is not answered yet."), words("Wait for the answer.")
        case _:
            said = words("A legal hold stands, and nothing is erased while it does.")
            fix = words("Switch off what you agree to, which holds at once, and take it back later.")
    return Mistake(field, "", "", "", fix, said=said)


async def _shown(
    request: Asked, reader: Reader, mistakes: list[Mistake] | None = None, done: str = ""
) -> Response[str]:
    words = reader.words
    found = await service.data_about(oneself(reader.by)[1], by=reader.by, now=reader.now)
    return drawn(
        request,
        "my-data.html",
        status=422 if mistakes else 200,
        mistakes=mistakes or [],
        done=_done(done, words),
        found=found,
        kinds=[(words(label), *_listed(kind, found, words)) for kind, label in KINDS.items()],
        looks=[looked(each, words) for each in found.looks],
        across=[shared(each, words) for each in found.across],
        showing=shows(found, words),
        requests=[(each, asked(each.value, words)) for each in found.requests],
        lived=[(each, words(IN_WORDS[each.value.kind])) for each in found.disclosures],
        left=[
            (kind, words(label))
            for kind, label in IN_WORDS.items()
            if kind not in {each.value.kind for each in found.disclosures}
        ],
        language=words.language,
    )


def _listed(kind: str, found: OwnData, words: Words) -> tuple[list[dict[str, object]], int]:
    """Return what is held of one kind, the latest first where there is much, and how much more there is."""
    items = [each for each in found.items if each.kind == kind and each.now]
    some = items if len(items) <= _AT_ONCE else list(reversed(items))[:_AT_ONCE]
    return [_line(each, words) for each in some], len(items) - len(some)


def _line(item: Item, words: Words) -> dict[str, object]:
    return {"pairs": list(pairs(item, words)), "recorded": recorded(item, words), "kept": kept(item, words)}


def _done(what: str, words: Words) -> str:
    """Return what was just done, for whoever did it."""
    match what:
        case "said":
            return words("Recorded. Nobody sees it but you, unless you have agreed to it.")
        case "agreed":
            return words("Changed, from this moment.")
        case "back":
            return words("Taken back. What it said is erased.")
        case "asked":
            return words("Asked. The answer will stand here.")
    return ""
