"""My data, what people ask for, erasures and holds, on pages: done, and what is said when it cannot be."""

from __future__ import annotations

from uuid import UUID

import httpx
import pytest

from muster.domain.access import Role
from muster.domain.people import REMOVED
from muster.domain.privacy.disclosures import Lived
from muster.domain.privacy.requests import Ask, Request, Stage
from muster.services import disclosures, holds, people, requests
from tests import departed, make
from tests.cast import NOW, TODAY, Cast, Member, join
from tests.departed import Departed
from tests.web.conftest import Looker
from tests.web.markup import Markup

NO_BOX = {"Content-Type": "application/x-www-form-urlencoded"}  # what a browser sends when none is ticked
BECAUSE = "they asked for it"


def page(reply: httpx.Response, status: int = 200) -> Markup:
    found = Markup(reply.text)
    assert reply.status_code == status
    assert found.faults == []
    return found


def mistaken(reply: httpx.Response) -> set[str]:
    """Return the fields that the summary of mistakes leads to."""
    found = page(reply, 422)
    assert found.text("title").startswith("Error:")
    return {link[1:] for link in found.links if link.startswith("#") and link != "#main"}


def moved(reply: httpx.Response) -> str:
    assert reply.status_code == 303, reply.text[-600:]
    return reply.headers["Location"]


async def lived(cast: Cast) -> list[tuple[Lived, bool, bool]]:
    found = await disclosures.disclosures(cast.ben_himself, by=cast.ben.principal, now=NOW)
    return [(each.value.kind, each.value.counted, each.value.shown) for each in found]


# -- my data


async def test_what_is_held_who_looked_and_how_long_it_is_kept_is_on_one_page(
    cast: Cast, ben: httpx.AsyncClient, hr: httpx.AsyncClient
) -> None:
    await people.record_employment(cast.ben_himself, make.employment(), by=cast.amara.principal, now=NOW)
    page(await hr.get(f"/people/{cast.ben_himself}"))

    words = page(await ben.get("/my-data")).words

    for said in ("Ben Abdi", "Your employment", "Recorded on November 22, 2026", "29 CFR", "opened your record"):
        assert said in words


async def test_it_is_said_agreed_to_and_taken_back(cast: Cast, ben: httpx.AsyncClient) -> None:
    done = await ben.post("/my-data/disclosures", data={"kind": Lived.HOMELESSNESS, "counted": "1"})
    assert moved(done) == "/my-data?done=said"
    assert "Nobody sees it but you" in page(await ben.get(moved(done))).words
    assert await lived(cast) == [(Lived.HOMELESSNESS, True, False)]
    (which,) = [each.fact for each in await disclosures.disclosures(cast.ben_himself, by=cast.ben.principal, now=NOW)]

    moved(await ben.post(f"/my-data/disclosures/{which}/consents", data={"shown": "1"}))
    assert await lived(cast) == [(Lived.HOMELESSNESS, False, True)], "a box that is not ticked is switched off"

    back = moved(await ben.post(f"/my-data/disclosures/{which}/withdrawal"))
    assert "Taken back" in page(await ben.get(back)).words
    assert await lived(cast) == []


async def test_nothing_chosen_is_nothing_said(cast: Cast, ben: httpx.AsyncClient) -> None:
    assert "kind" in mistaken(await ben.post("/my-data/disclosures", data={"kind": ""}))
    assert "kind" in mistaken(await ben.post("/my-data/disclosures", data={"kind": "left-handed"}))
    moved(await ben.post("/my-data/disclosures", data={"kind": Lived.HOMELESSNESS}))
    assert "kind" in mistaken(await ben.post("/my-data/disclosures", data={"kind": Lived.HOMELESSNESS}))
    assert await lived(cast) == [(Lived.HOMELESSNESS, False, False)]


async def test_under_a_hold_it_is_switched_off_and_not_erased(cast: Cast, ben: httpx.AsyncClient) -> None:
    moved(await ben.post("/my-data/disclosures", data={"kind": Lived.HOMELESSNESS, "shown": "1"}))
    await holds.place_hold(cast.ben_himself, because="Doe v. Harbor", by=cast.amara.principal, now=NOW)
    (which,) = [each.fact for each in await disclosures.disclosures(cast.ben_himself, by=cast.ben.principal, now=NOW)]

    refused = await ben.post(f"/my-data/disclosures/{which}/withdrawal")
    moved(await ben.post(f"/my-data/disclosures/{which}/consents", content=b"", headers=NO_BOX))

    words = page(refused, 422).words
    assert "A legal hold stands" in words
    assert "Doe" not in words
    assert await lived(cast) == [(Lived.HOMELESSNESS, False, False)]


async def test_who_is_no_person_here_is_told_so(amara: httpx.AsyncClient) -> None:
    words = page(await amara.get("/my-data")).words
    assert "What I have lived through" not in words
    assert (await amara.post("/my-data/disclosures", data={"kind": Lived.HOMELESSNESS})).status_code == 403


async def test_somebody_shows_it_to_hr_on_a_page_of_its_own_and_sees_who_looked(
    cast: Cast, ben: httpx.AsyncClient, hr: httpx.AsyncClient
) -> None:
    moved(await ben.post("/my-data/disclosures", data={"kind": Lived.HOMELESSNESS}))
    hidden = page(await hr.get(f"/people/{cast.ben_himself}/disclosures")).words
    (which,) = [each.fact for each in await disclosures.disclosures(cast.ben_himself, by=cast.ben.principal, now=NOW)]
    moved(await ben.post(f"/my-data/disclosures/{which}/consents", data={"shown": "1"}))
    shown = page(await hr.get(f"/people/{cast.ben_himself}/disclosures")).words

    assert "without a home" not in hidden
    assert "without a home" in shown
    assert page(await ben.get("/my-data")).words.count("read what you have disclosed") == 2, "each time"


# -- requests


async def test_a_correction_is_asked_for_and_answered(
    cast: Cast, ben: httpx.AsyncClient, hr: httpx.AsyncClient
) -> None:
    assert "words" in mistaken(await ben.post("/my-data/requests", data={"ask": "correction", "words": " "}))
    moved(await ben.post("/my-data/requests", data={"ask": "correction", "words": "my card is good until 2028"}))
    (asked,) = await requests.requests(by=cast.amara.principal)
    listed = page(await hr.get("/requests")).words
    for said in ("Ben Abdi", "my card is good until 2028", "December 22, 2026"):
        assert said in listed

    assert f"answer-{asked.fact}" in mistaken(await hr.post(f"/requests/{asked.fact}", data={"stage": "declined"}))
    moved(await hr.post(f"/requests/{asked.fact}", data={"stage": "done", "answer": "it says 2028 now"}))
    assert "answered already" in page(await hr.post(f"/requests/{asked.fact}", data={"stage": "done"}), 422).words

    assert "it says 2028 now" in page(await ben.get("/my-data")).words
    moved(await ben.post(f"/my-data/requests/{asked.fact}/withdrawal"))
    assert "it says 2028 now" not in page(await ben.get("/my-data")).words


async def test_to_be_erased_is_asked_for_once_and_answered_by_an_administrator(
    cast: Cast, ben: httpx.AsyncClient, hr: httpx.AsyncClient, amara: httpx.AsyncClient
) -> None:
    moved(await ben.post("/my-data/requests", data={"ask": "erasure"}))
    assert "erasure" in mistaken(await ben.post("/my-data/requests", data={"ask": "erasure"}))
    (asked,) = await requests.requests(by=cast.amara.principal)
    erase = f"/people/{cast.ben_himself}/erasure"

    assert erase not in page(await hr.get("/requests")).links
    assert erase in page(await amara.get("/requests")).links
    assert (await hr.post(f"/requests/{asked.fact}", data={"stage": "done"})).status_code == 403
    moved(await amara.post(f"/requests/{asked.fact}", data={"stage": "declined", "answer": "you work here"}))
    assert (await requests.requests(by=cast.amara.principal))[0].value.stage is Stage.DECLINED


async def test_nobody_answers_their_own_on_a_page_either(cast: Cast, looking: Looker) -> None:
    herself = await people.add_person(make.identity("Hana Herself"), by=cast.amara.principal, now=NOW)
    member = await join(cast.amara, Role.HR, person=herself)
    wish = Request.of(Ask.CORRECTION, "my name", today=TODAY)
    which = await requests.make_request(wish, by=member.principal, now=NOW)

    reply = await (await looking(member)).post(f"/requests/{which}", data={"stage": "done"})

    assert "Nobody answers their own request" in page(reply, 422).words


# -- to erase


@pytest.fixture
async def gone(cast: Cast) -> Departed:
    return await departed.leave(cast, "zorro", reported=False)


async def read(client: httpx.AsyncClient, who: UUID) -> dict[str, str]:
    """Return what the form of an erasure carries: what was read, and what has to be typed beside it."""
    form = page(await client.get(f"/people/{who}/erasure"))
    return {"read": form.fields["read"], "confirmed": "zorro Married", "because": BECAUSE}


async def name_of(who: UUID, cast: Cast) -> str:
    return (await people.person(who, by=cast.amara.principal)).value.name


async def test_the_preview_says_what_goes_and_what_stays_and_by_which_rule(
    gone: Departed, amara: httpx.AsyncClient
) -> None:
    words = page(await amara.get(f"/people/{gone.person}/erasure")).words

    for said in ("he name, addresses, telephone and birth", "2 CFR 200.334", "until a day that nobody can name yet"):
        assert said in words


async def test_the_name_is_typed_and_everything_else_is_as_it_was_read(
    cast: Cast, gone: Departed, amara: httpx.AsyncClient
) -> None:
    path, said = f"/people/{gone.person}/erasure", await read(amara, gone.person)

    assert "confirmed" in mistaken(await amara.post(path, data=said | {"confirmed": "zorro"}))
    assert "because" in mistaken(await amara.post(path, data=said | {"because": ""}))
    assert "because" in mistaken(await amara.post(path, data=said | {"because": "zorro Married asked"}))
    assert "Read it again" in page(await amara.post(path, data=said | {"read": "0" * 64}), 422).words
    assert await name_of(gone.person, cast) == "zorro Married"

    assert moved(await amara.post(path, data=said)) == f"/people/{gone.person}"
    words = page(await amara.get(f"/people/{gone.person}")).words
    assert "zorro" not in words
    assert "Identity removed" in words or "identity removed" in words
    assert await name_of(gone.person, cast) == REMOVED
    assert "nothing left to erase" in page(await amara.post(path, data=said), 422).words


async def test_a_hold_is_placed_stands_in_the_way_and_is_lifted(
    cast: Cast, gone: Departed, amara: httpx.AsyncClient
) -> None:
    path, said = f"/people/{gone.person}/erasure", await read(amara, gone.person)
    assert "because" in mistaken(await amara.post("/holds", data={"person": str(gone.person), "because": ""}))
    for nobody in ("zorro", "00000000-0000-4000-8000-000000000000"):
        assert "person" in mistaken(await amara.post("/holds", data={"person": nobody, "because": "Doe v. Harbor"}))
    moved(await amara.post("/holds", data={"person": str(gone.person), "because": "Doe v. Harbor"}))
    assert "person" in mistaken(await amara.post("/holds", data={"person": str(gone.person), "because": "again"}))

    refused = page(await amara.post(path, data=said), 422).words
    assert "Doe v. Harbor" in refused
    assert await name_of(gone.person, cast) == "zorro Married"

    (which,) = [each.fact for each in await holds.holds(by=cast.amara.principal)]
    assert f"because-{which}" in mistaken(await amara.post(f"/holds/{which}/lift", data={"because": ""}))
    moved(await amara.post(f"/holds/{which}/lift", data={"because": "settled"}))
    moved(await amara.post(path, data=await read(amara, gone.person)))
    assert await name_of(gone.person, cast) == REMOVED


async def test_who_still_works_here_and_oneself_are_not_erased(
    cast: Cast, amara: httpx.AsyncClient, looking: Looker
) -> None:
    await people.record_employment(cast.ben_himself, make.employment(), by=cast.amara.principal, now=NOW)
    path = f"/people/{cast.ben_himself}/erasure"
    said = {"read": "0" * 64, "confirmed": "Ben Abdi", "because": BECAUSE}
    assert "read" not in page(await amara.get(path)).fields, "there is no form to send"
    assert "Record the end of that first" in page(await amara.post(path, data=said), 422).words

    herself = await people.add_person(make.identity("Ada Herself"), by=cast.amara.principal, now=NOW)
    ada: Member = await join(cast.amara, Role.ADMINISTRATOR, person=herself)
    own = await looking(ada)
    said |= {"confirmed": "Ada Herself"}
    assert "Nobody erases themselves" in page(await own.post(f"/people/{herself}/erasure", data=said), 422).words
