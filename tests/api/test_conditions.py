"""Each question whether somebody may is needed: whichever is left out, the matrix of tenancy turns red.

Planted in the running process: a service, or what answers a route, asks less, and the requests that come
by it are made again as everybody. What no request comes by is asked for directly.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack

import pytest

from muster.domain.access import Permission
from muster.persistence.embedded import Embedded
from tests.api.beside import BESIDE, answer, besides
from tests.api.callers import ADMINISTRATOR, ANOTHER, CALLERS, INES, RESPONDER, Stage, gather_stage
from tests.api.conftest import Caller as Calling
from tests.api.needs import NEEDS, Answer
from tests.api.planting import Planted, Watch, asked_in, every, planted
from tests.api.tenancy import answered, limit_sessions, limited, mismatches, request

GUARDED = sorted(route for route, need in NEEDS.items() if not need.public)
# What is asked that something else asks too on the way to the same answer: either would do alone.
RECEIVES = ("services.shares.received", "services.shares.through")
IMPORTS = (
    "api.imports._brought",
    "services.imports.plan",
    "services.imports.commit",
    "services.imports._planned",
)
PAYS = ("services.training.payers", "services.training.payers_unsaid", "services.training.say_who_paid")
TWICE: dict[str, tuple[str, ...]] = {
    "services.approvals.approvals": ("services.training.course",),
    "services.program_duties.application_tests": ("services.program_duties.duties",),
    "web.program_duties.submit_duty": ("services.program_duties.record_duty", "services.program_duties.duties"),
    **dict.fromkeys(IMPORTS, IMPORTS),
    **{
        f"services.received.{each}": RECEIVES
        for each in ("overview", "received_counts", "received_people", "received_person")
    },
    **dict.fromkeys(
        (
            "services.awards.lines",
            "services.figures.figures_of",
            "services.indirect.costs",
            "services.indirect.indirect",
            "services.papers.papers",
            "services.papers.papers_sent",
        ),
        ("services.awards.award",),
    ),
    **{each: tuple(other for other in PAYS if other != each) for each in PAYS},
    "services.workforces.unsaid_roles": ("services.workforces.workforces",),
    "services.packs.adopt": ("services.packs.to_adopt",),
    "services.packs.correct_adoption": ("services.packs.adoption_to_end",),
    "services.packs.end_adoption": ("services.packs.adoption_to_end",),
    "services.leave.leaves": ("services.people.person",),
    "services.people.employments": ("services.people.person",),
    "services.people.identifiers": ("services.people.person",),
    "services.people.roles": ("services.people.person",),
    "services.shares.called": ("services.shares.grant_share", "web.shares._programs", "web.shares._asked"),
    "services.shares.through": (
        "services.shares.received",
        "services.received.overview",
        "services.received.received_counts",
        "services.received.received_people",
        "services.received.received_person",
    ),
    "services.shares.withdraw_share": ("services.shares.share",),
    "services.shares.looks_by_share": ("services.shares.share",),
    "web.erasure.submit_erasure": ("services.erasure.erase_person", "services.erasure.preview_erasure"),
    "web.erasure.submit_hold": ("services.holds.place_hold", "services.holds.holds"),
    "web.shares._asked": ("web.shares._programs",),
    **dict.fromkeys(
        [f"services.drafts.{each}" for each in ("decide", "let_go", "look_over", "carry_out", "rejects")],
        ("services.drafts.draft",),
    ),
    "web.classes.submit_undo": ("services.classes.withdraw_class",),
    "web.courses.submit_course": ("services.training.add_course",),
    "web.members.may_set": ("services.staff_rule.set_staff_rule",),
}
# What is asked of the eyes that a share gives, which no caller here has; of somebody who has two places; or of whoever
# foresees what an award goes by, where the callers here foresee for everybody.
ELSEWHERE = {
    "services.members._named": "tests/services/test_members.py",
    "services.previews._charges": "tests/services/test_previews.py",  # of the days charged to an award, by name
    "services.compliance.requirements_of_program": "tests/services/test_shares.py",
    "services.received._counted": "tests/services/test_shares.py",
    "services.received._there": "tests/services/test_shares.py",
    "services.received._stand": "tests/services/test_shares.py",
}
# What a question further on asks again that is tried elsewhere, or is no call of ``require`` in a service or a page;
# and what was asked before by ``may``.
AGAIN = {
    # What the record is of is found only as far as ``reach`` goes.
    **dict.fromkeys(
        (
            "services.program_duties.correct_duty",
            "services.program_duties.withdraw_duty",
            "web.program_duties.duty_form",
            "web.program_duties.submit_duty_correction",
            "web.program_duties.submit_duty_withdrawal",
        ),
        "services.program_duties.duty_done",
    ),
    "web.responses._to_correct": "services.responses.response",
    "services.going_out.check_shifts": "services.shifts.shifts",
    "services.going_out.going_out_soon": "services.going_out.check_shifts",
    "services.previews.preview_adoption": "services.packs.to_adopt",  # which alone makes what is proposed
    "services.going_out.substitutes_for": "services.shifts.shift",
    "web.shifts.shifts": "services.shifts.shifts",
    "web.invitations.submit_invitation": "domain.members.may_give",
    **dict.fromkeys(
        (
            "services.gaps.gaps",
            "services.gaps.gaps_taken_away",
            "web.gaps.requirements",
            "web.gaps.requirements_file",
        ),
        "services.compliance.requirements_of_program",
    ),
    "web.imports.submit_files": "services.drafts.begin_draft",
    "web.classes.record_class_form": "services.classes.sign_in_sheet",  # which asks two things
    "web.classes.submit_class": "services.classes.sign_in_sheet",
    "services.search.search": "domain.access.Principal.may",
    "services.today._waiting": "domain.access.Principal.may",
    "services.what_if._awards": "domain.access.Principal.reach",
}
FIRST = sorted(CALLERS, key=lambda each: (each is not RESPONDER, each.program is None))  # who most likely notices


async def reached(
    stage: Stage, calling: Calling, planteds: list[Planted]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the routes that come by each service, as an administrator is answered; and who else does."""
    routes, others = defaultdict(list), defaultdict(list)
    amara = stage.members[ADMINISTRATOR]
    assert amara
    watch = Watch(planteds)
    for route in GUARDED:
        client = await calling(amara)  # somebody else's browser: one of these signs the others out
        with watch:
            await client.request(**request(route, stage.worlds[INES]))
        for service in watch.ran:
            routes[service].append(route)
    for name in BESIDE:
        with watch:
            await answer(name, stage.worlds[INES], amara.principal)
        for service in watch.ran:
            others[service].append(name)
    return routes, others


async def opened(route: str, stage: Stage, calling: Calling) -> bool:
    """Is a route open to somebody who lacks one of the permissions it needs?"""
    somebody = stage.members[ADMINISTRATOR if "{draft}" in route else ANOTHER]  # a draft is there for its owner
    assert somebody
    client = await calling(somebody)
    for each in NEEDS[route].necessary:
        async with limited(somebody, frozenset(Permission) - {each}):
            reply = await client.request(**request(route, stage.worlds[INES]))
        if answered(route, reply) != Answer.REFUSED.value:
            return True
    return False


async def noticed(routes: list[str], services: list[str], stage: Stage, calling: Calling) -> str:
    """Return what notices that a service asks less."""
    for route in (each for each in routes if NEEDS[each].permissions):
        if await opened(route, stage, calling):
            return route
    for caller in FIRST:
        for route in routes:
            if await mismatches(route, stage, calling, [caller]):
                return f"{route} as {caller.name}"
        for service in services:
            if await besides(service, stage, [caller]):
                return f"{service} as {caller.name}"
    return ""


async def test_every_question_that_is_said_twice_is_there() -> None:
    said = {*TWICE, *(each for others in TWICE.values() for each in others), *ELSEWHERE, *AGAIN}
    assert said - asked_in() == set()


@pytest.mark.prove
async def test_no_question_of_any_service_can_be_left_out(
    database: Embedded, calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where another service asks the same on the way, both leave it out: together they are noticed, alone not.

    What can be done once only is done by whoever is let in wrongly, so all is put on record anew before it is tried.
    """
    limit_sessions(monkeypatch)
    planteds = [each for each in every() if each.function not in {*ELSEWHERE, *AGAIN}]
    routes, besides_of = await reached(await gather_stage(), calling, planteds)
    stage = await gather_stage()
    unnoticed, alone, spent = [], set(), False
    for each in planteds:
        ways = routes.get(each.function, []), besides_of.get(each.function, [])
        stage = await gather_stage() if spent else stage
        spent = any(NEEDS[route].once for route in ways[0])
        with planted(each):
            if await noticed(*ways, stage, calling):
                continue
        with ExitStack() as both:
            for other in (other for other in planteds if alike(each, other)):
                both.enter_context(planted(other))
            if each.function in TWICE and await noticed(*ways, stage, calling):
                alone.add(each.function)
            else:
                unnoticed.append(each.name)

    print(f"{len(planteds) - len(unnoticed)} of {len(planteds)} noticed")  # noqa: T201 - for reading: pytest -rP
    assert not unnoticed, "\n".join(["let a test notice, or say in TWICE who else asks:", *unnoticed])
    assert alone == set(TWICE), "said to be asked twice, and noticed alone"
    left = await noticed(GUARDED, list(BESIDE), await gather_stage(), calling)
    assert left == "", "the control: with nothing left out, it is green"


def alike(one: Planted, other: Planted) -> bool:
    """Does the other leave the same out, in the same service or in one that asks the same on the way?"""
    here = other.function in {one.function, *TWICE.get(one.function, ())}
    return here and (other is one or other.function != one.function) and left_out(one) == left_out(other)


def left_out(planted: Planted) -> str:
    """Return what is left out, whatever the question is called with."""
    return planted.mutant.change.partition("(")[0].partition("=")[0].replace("reader.", "")
