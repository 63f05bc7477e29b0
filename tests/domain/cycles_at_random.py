"""People whose education is counted in the cycles of a card, and the rules that count it, for hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from muster.domain.credentials import Credential, End, Proof
from muster.domain.hours.cycles import Cycles
from muster.domain.hours.paths import Bucket, Cap, Path
from muster.domain.intervals import FOREVER, Span
from muster.domain.requirements import Confidence, Requirement, Terms, VersionBy
from muster.domain.training import Completion, Mode
from tests.domain.people_at_random import (
    ANOTHER,
    GRACES,
    HERSELF,
    LONG_AGO,
    PROOFS,
    Case,
    Draw,
    credentials,
    extended,
    kinds,
    near,
    palettes,
    people,
    renewals,
    several,
)

TOPICS: Final = ("national", "local", "ethics")
LENGTHS: Final = tuple(map(Span.parse, ("1 year", "1 year", "6 months", "2 months", "30 days")))
SOON: Final = (0, 0, 1, -1, -1, -29, -30, -31, -60, -90, -200, -364, -365, -366, 30)


@st.composite
def buckets(draw: Draw, *, apart: bool) -> tuple[Bucket, ...]:
    """Draw a few buckets; where hours are not apart only the first may cut any off."""
    found: list[Bucket] = []
    for topic in TOPICS[: draw(st.sampled_from((1, 2, 2, 3)))]:
        cuts = apart or not found
        cap = Cap(frozenset({Mode.SELF_PACED}), draw(st.sampled_from((30, 60)))) if cuts else None
        found.append(
            Bucket(
                (topic, "first-aid") if draw(st.sampled_from((False, False, False, True))) else (topic,),
                minutes=draw(st.sampled_from((60, 60, 90, 120, None))),
                inside=draw(st.sampled_from((None, None, found[0].name))) if found and not apart else None,
                proof=draw(st.sampled_from((None, None, Proof.SOURCE_CHECKED))),
                cap=draw(st.sampled_from((None, cap))),
                most=draw(st.sampled_from((None, None, 60))) if cuts else None,
                takes=(found[0].name,) if found else (),
            )
        )
    return tuple(found)


@st.composite
def paths(draw: Draw) -> Path:
    """Draw one way to renew."""
    apart = draw(st.booleans())
    inside = draw(st.sampled_from(((), draw(buckets(apart=apart)), draw(buckets(apart=apart)))))
    minutes = draw(st.sampled_from((None, 120, 180, 240))) if inside else 120
    within = draw(st.sampled_from((None, None, None, Span(months=2), Span(months=12))))
    carry = draw(st.sampled_from((30, 60, None))) if minutes and within is None else None
    return Path(frozenset((*TOPICS, "first-aid")), minutes, inside, within, carry, apart)


@st.composite
def rules(draw: Draw, palette: tuple[date, ...]) -> Requirement:
    """Draw a requirement whose terms go by the cycles of a card."""
    card, higher = draw(kinds("card")), draw(kinds("license"))
    unless = draw(st.sampled_from(((), (), (), (higher,))))
    cycle = Cycles((card,), draw(st.sampled_from(LENGTHS)), draw(st.sampled_from((False, False, True))), unless)
    unread = draw(st.sampled_from((False,) * 9 + (True,)))
    cards_alone = not unread and draw(st.sampled_from((False,) * 9 + (True,)))
    with_paths = not (unread or cards_alone) and draw(st.sampled_from((True, True, True, False)))
    version_by = draw(st.sampled_from((VersionBy.EXPIRATION_DATE, VersionBy.SERVICE_DATE)))
    starts = sorted({LONG_AGO, *draw(several(near(palette), (0, 1, 0, 2)))})
    terms: list[Terms] = []
    for start, until in zip(starts, [*starts[1:], FOREVER], strict=True):
        plain = {
            "minutes": draw(st.sampled_from((None, 60))),
            "renewal": draw(renewals() | st.none()),
            "grace": draw(st.sampled_from(GRACES)),
        }
        terms.append(
            Terms(
                effective=start,
                until=until,
                cite="Example Code 2",
                confidence=draw(st.sampled_from((*(Confidence.READ,) * 6, *Confidence))),
                version_by=version_by,
                proof=draw(st.sampled_from((None, None, None, Proof.DOCUMENT_SEEN))),
                by_another=draw(st.sampled_from((False, False, False, True))),
                cycle=cycle,
                paths=tuple(draw(several(paths(), (1, 1, 2)))) if with_paths else (),
                **({} if with_paths or unread or cards_alone else plain),  # type: ignore[arg-type]  # each of them has its own type
            )
        )
    besides = (draw(kinds("license")),)
    return Requirement(
        pack="example",
        id="at-random",
        says="Education was done in the cycle of the card.",
        roles=frozenset({"*"}),
        topics=frozenset() if unread or cards_alone else frozenset((*TOPICS, "first-aid")),
        kinds=besides if cards_alone else () if unread else draw(st.sampled_from(((), besides))),
        terms=tuple(terms),
        unread="The list was cut off." if unread else "",
    )


@st.composite
def courses(draw: Draw, days: tuple[date, ...]) -> Completion:
    """Draw a completion near a day that matters to a cycle."""
    topics = draw(
        st.sampled_from((("national",), ("national",), ("local",), ("ethics",), ("national", "local"), ("first-aid",)))
    )
    day = draw(near(days, SOON))
    return Completion(
        frozenset(topics),
        draw(st.sampled_from((*(day,) * 8, None))),
        minutes=draw(st.sampled_from((30, 60, 90, 120, 120, None))),
        proof=draw(st.sampled_from(PROOFS)),
        mode=draw(st.sampled_from((Mode.IN_PERSON, Mode.IN_PERSON, Mode.SELF_PACED, *Mode))),
        approved_by=draw(st.sampled_from((None, None, ANOTHER, HERSELF))),
    )


@st.composite
def renewed(draw: Draw, palette: tuple[date, ...]) -> list[Credential]:
    """Draw a card that ends near a day of the palette, and at times the one that it became."""
    last = draw(near(palette))
    years = (timedelta(days=365), timedelta(days=200), timedelta(days=3000))
    issued = draw(st.sampled_from((last - draw(st.sampled_from(years)), None)))
    cards = [Credential("card", issued, None, last, proof=Proof.DOCUMENT_SEEN)]
    if draw(st.booleans()):
        approved = last - timedelta(days=draw(st.sampled_from((0, 20, 60, -1, -20))))
        printed = Credential("card", draw(st.sampled_from((approved, None))), None, last + timedelta(days=365))
        cards.append(draw(st.sampled_from((printed, Credential("card", approved, end=End.UNKNOWN)))))
    return cards


@st.composite
def cycle_cases(draw: Draw) -> Case:
    """Draw a rule that counts in cycles, and somebody with a card or two and some courses."""
    palette = draw(palettes())
    somebody = draw(people(palette))
    cards = draw(renewed(palette))
    cards += [replace(each, kind="card") for each in draw(several(credentials(palette), (0, 0, 0, 0, 1, 2)))]
    ends = tuple(each.valid_through for each in cards if each.valid_through)
    if draw(st.booleans()):
        until = draw(near(ends, (0, -1, -30, -60, 1)))
        cards.append(Credential("license", until - timedelta(days=100), None, until, proof=Proof.SOURCE_CHECKED))
    facts = replace(
        somebody,
        completions=tuple(draw(several(courses(ends), (5, 6, 4, 8, 2)))),
        credentials=(*(each for each in somebody.credentials if each.kind != "card"), *cards),
    )
    return draw(extended(Case(draw(rules(palette)), facts)))
