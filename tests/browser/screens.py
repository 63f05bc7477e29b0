"""Every screen there is, and how to come to it. A page of tests/web/matrix.py that has no screen here fails.

A page is looked at as each of its screens says: by whom (a name from tests/browser/county.py; ``None`` is a
stranger), with which query, and, where it has a form, once more after that was sent empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final
from zlib import crc32

LANGUAGES: Final = ("en", "es")
WIDTHS: Final = (360, 1280)
THEMES: Final = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody looks at a page."""

    language: str
    width: int
    theme: str

    def __str__(self) -> str:
        return f"{self.language}, {self.width} px, {self.theme}"


@dataclass(frozen=True, slots=True)
class Screen:
    """One page in one state.

    ``ids``: what stands in a place of the path, where it is not what the county calls so. ``sent``: which form of
    the page is sent, with ``typed`` in its fields by their names. ``status`` is what it is answered with. ``spared``:
    what it is not asked, argued where it is said. ``through``: what is opened before, and leads there in its time.
    """

    path: str
    who: str | None
    query: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    languages: tuple[str, ...] = LANGUAGES
    spared: frozenset[str] = frozenset()
    through: str = ""

    @property
    def name(self) -> str:
        """How it is called in the output of pytest, and as a picture."""
        ids = f" ({' '.join(self.ids.values())})" if self.ids else ""
        sent = "" if self.sent is None else " sent" + (f" {' '.join(self.typed)}" if self.typed else " empty")
        return f"{self.path}{self.query}{ids} by {self.who or 'a stranger'}{sent}"

    @property
    def chosen(self) -> Way:
        """The way in which a quick run looks at it; `make prove` looks in every way."""
        ways = [Way(*each) for each in product(self.languages, WIDTHS, THEMES)]
        return ways[crc32(self.name.encode()) % len(ways)]


FORM: Final = "/people/{person}/completions/new"
EXTEND: Final = "/people/{person}/extensions/new"
WAIVE: Final = "/people/{person}/waivers/new"
ERASURE: Final = "/people/{person}/erasure"
SEVERAL: Final = "/overview/{given}/people"
ENGLISH: Final = ("en",)
FIRST: Final = "first-day=1&first-month=12&first-year=2026"
QUOTED: Final = frozenset({"english"})
DENSE: Final = frozenset({"targets"})

SCREENS: Final = (
    # Who comes in
    Screen("/sign-in", None),
    Screen("/sign-in", None, sent=0, status=422),
    Screen("/sign-in", None, sent=0, typed={"email": "nobody@county.example", "password": "wrong"}, status=401),
    Screen("/sign-in/code", "hana, halfway"),
    Screen("/sign-in/code", "hana, halfway", sent=0, status=422),
    Screen("/sign-in/agency", "sam, halfway"),
    Screen("/sign-in/link", None),
    Screen("/sign-in/link", None, sent=0, status=422),
    Screen("/sign-in/link", None, sent=0, typed={"email": "nobody@county.example"}),
    Screen("/sign-in/link/{token}", None, ids={"token": "signing"}),
    Screen("/sign-in/link/{token}", None, ids={"token": "gone"}, status=404),
    Screen("/sign-in/openid/callback", None, status=404),
    Screen("/reset", None),
    Screen("/reset/{token}", None, ids={"token": "reset"}),
    Screen("/reset/{token}", None, ids={"token": "reset"}, sent=0, status=422),
    Screen("/invitation/{token}", None, ids={"token": "invited"}),
    # Everybody's own
    Screen("/account", "sam"),
    Screen("/account/password", "sofia"),
    Screen("/account/password", "dana", sent=0, status=422),
    Screen("/account/providers/{link}", "amara"),
    Screen("/account/one-time-codes", "gita"),
    Screen("/account/one-time-codes", "quinn"),
    Screen("/tokens", "gita"),
    Screen("/tokens", "amara", sent=-1, status=422),
    Screen("/me", "chidi"),
    Screen("/me", "hana"),
    Screen("/me/card", "chidi"),
    Screen("/me/card", "wen"),
    Screen("/me/calendar", "chidi"),
    Screen("/me/calendar", "wen"),
    Screen("/my-data", "chidi"),
    Screen("/my-data", "chidi", sent=-1, status=422),
    # Where a day begins
    Screen("/", "hana"),
    Screen("/", "amara"),
    Screen("/", "gita"),
    Screen("/", "sam"),
    Screen("/", "nora"),
    Screen("/search", "hana", query="?q=nguyen"),
    Screen("/search", "hana", query="?q=zzyzx"),
    Screen("/search", "chidi"),
    Screen("/packs/compare", "amara", query="?parent=or-mcis&child=wa-mrrct"),
    Screen("/packs/new", "amara"),
    Screen("/packs/new", "amara", sent=0, status=422),
    Screen("/packs/adopt", "amara", query="?pack=or-mcis&program=every", sent=0),
    Screen("/packs/{adoption}/correct", "amara"),
    Screen("/packs/{adoption}/correct", "amara", sent=0),
    Screen("/packs/{adoption}/end", "amara"),
    Screen("/packs/{adoption}/end", "amara", sent=0, status=422),
    Screen("/people/{person}", "hana", query="?list=/people&named=n"),
    Screen("/reminders", "hana"),
    Screen("/reminders", "hana", sent=0, status=422),
    Screen("/reminders", "dana"),
    Screen("/reminders", "nora"),
    Screen("/search", "amara", query="?q=harbor"),
    Screen("/packs", "amara"),
    Screen("/packs", "nora"),
    Screen("/packs/adopt", "nora", query="?pack=us-osha-bbp&program=every&day=1&month=1&year=2026"),
    # The people of an agency
    Screen("/people", "hana"),
    Screen("/people", "sam", query="?named=Zzyzx"),
    Screen("/people", "amara", query="?standing=not-cleared&order=through&falling=1&column=name&column=standing"),
    Screen("/people", "nora"),
    Screen("/people/{person}", "hana"),
    Screen("/people/{person}", "dana"),
    Screen(FORM, "hana"),
    Screen(FORM, "hana", sent=0, status=422),
    Screen("/people/{person}/leave/new", "amara"),
    Screen("/leave/{leave}", "amara", sent=0, status=422),
    Screen("/leave/{leave}/withdraw", "amara"),
    Screen("/people/{person}/effort", "amara"),
    Screen("/awards/{award}/effort", "amara"),
    Screen("/people/{person}/effort/confirm", "amara", sent=0, status=422),
    Screen("/effort-confirmations/{confirmation}/approve", "amara"),
    Screen("/effort-confirmations/{confirmation}/withdraw", "amara"),
    Screen(WAIVE, "amara"),
    Screen(WAIVE, "amara", sent=0, status=422),
    Screen(EXTEND, "amara"),
    Screen("/waivers/{waiver}/withdraw", "amara"),
    Screen("/waivers/{waiver}/withdraw", "amara", sent=0, status=422),
    Screen("/extensions/{extension}/withdraw", "amara"),
    Screen("/extensions/{extension}/withdraw", "amara", sent=0, status=422),
    Screen("/orders/{order}", "amara"),
    Screen("/orders", "amara"),
    Screen("/orders/new", "amara", spared=QUOTED),  # a pack of one's own is titled by whoever wrote it
    Screen("/orders/new", "amara", sent=0, status=422, spared=QUOTED),
    Screen("/classes/new", "hana"),
    Screen("/classes/new", "hana", query="?course={course}&day=5&month=1&year=2026&named=nurse"),
    Screen("/classes/new", "hana", sent=0, status=422),
    Screen("/classes/new", "nora"),
    Screen("/courses", "hana"),
    Screen("/courses", "nora"),
    Screen("/courses/new", "hana"),
    Screen("/courses/new", "hana", sent=0, status=422),
    Screen("/courses/{course}", "amara"),
    Screen("/programs/{program}/duties", "hana"),
    Screen("/programs/{program}/duties", "hana", sent=0, status=422),
    Screen("/duties-done/{duty_done}", "amara"),
    Screen("/courses/{course}/approvals", "amara"),
    Screen("/courses/{course}/approvals", "amara", sent=0, status=422),
    Screen("/approvals/{approval}", "amara"),
    Screen("/approvals/{approval}", "amara", sent=1, status=422),
    Screen("/head-counts", "amara"),
    Screen("/head-counts", "amara", sent=0, status=422),
    Screen("/head-counts/{head_count}", "amara"),
    Screen("/paid", "hana"),
    Screen("/paid", "hana", sent=0, status=422),
    Screen("/workforces", "amara"),
    Screen("/workforces", "amara", sent=0, status=422),
    Screen("/workforces/{workforce}", "amara"),
    Screen("/programs/{program}/responses", "sam"),
    Screen("/programs/{program}/responses", "sam", sent=0, status=422),
    Screen("/responses/{response}", "sam"),
    Screen("/shifts", "sam"),
    Screen("/shifts", "nora"),
    Screen("/shifts/new", "sam"),
    Screen("/shifts/new", "sam", sent=0, status=422),
    Screen("/shifts/{shift}", "sam"),
    Screen("/shifts/{shift}", "dana", ids={"shift": "over"}),
    Screen("/shifts/{shift}/plan", "hana"),
    Screen("/shifts/{shift}/went", "sam", ids={"shift": "over"}),
    Screen("/requirements", "hana"),
    Screen("/requirements", "sam", query="?gaps=1&day=31&month=13&year=2026"),
    Screen("/requirements", "nora"),
    Screen("/forecast", "hana"),
    Screen("/forecast", "nora"),
    Screen("/forecast/programs/{program}", "sam", query="?months=24&fewest=5"),
    Screen("/forecast/awards/{award}", "gita"),
    Screen("/forecast/plan", "hana", query="?program={program}&seat=14&processing=14"),
    Screen("/forecast/plan", "sam", query="?day=31&month=13&year=2027&seat=soon"),
    Screen("/people/{person}/what-if", "hana"),
    Screen(
        "/people/{person}/what-if",
        "sam",
        query=f"?what=course&course={{course}}&{FIRST}",
    ),
    Screen("/people/{person}/what-if", "hana", query="?what=lapses", status=422),
    Screen("/classes/what-if", "hana", query="?course={course}&day=5&month=1&year=2027&people={person}"),
    Screen("/awards", "gita"),
    Screen("/awards", "nora"),
    Screen("/awards/{award}", "gita"),
    Screen("/awards/{award}/papers", "gita"),
    Screen("/awards/{award}/papers", "gita", sent=0, status=422),
    Screen("/papers-sent/{paper_sent}", "gita"),
    Screen("/awards/{award}/costs", "gita"),
    Screen("/awards/{award}/costs", "gita", sent=0, status=422),
    Screen("/costs/{cost}", "gita"),
    Screen("/awards/{award}/figures", "gita"),
    Screen("/awards/{award}/figures", "gita", sent=0, status=422),
    Screen("/figures/{figures}", "gita"),
    Screen("/people/{person}/disclosures", "hana"),
    Screen("/requests", "hana"),
    Screen("/requests", "nora"),
    Screen(ERASURE, "amara"),
    Screen(ERASURE, "amara", ids={"person": "left"}),
    Screen(ERASURE, "amara", ids={"person": "left"}, sent=0, status=422),
    Screen("/holds", "amara"),
    Screen("/holds", "amara", sent=-1, status=422),
    # Spreadsheets that come in: what stands in them is shown as it stands there, in whichever language
    Screen("/imports", "hana"),
    Screen("/imports", "nora"),
    Screen("/imports/new", "hana"),
    Screen("/imports/new", "hana", sent=0, status=422),
    Screen("/imports/{draft}", "amara", ids={"draft": "read"}, spared=QUOTED),
    Screen("/imports/{draft}/questions", "hana", spared=QUOTED, through="/imports/{draft}"),
    Screen("/imports/{draft}/recipe", "amara", ids={"draft": "read"}, spared=QUOTED),
    Screen("/imports/{draft}", "amara", ids={"draft": "done"}),
    Screen("/imports/{draft}/undo", "amara", ids={"draft": "done"}),
    Screen("/imports/{draft}/undo", "amara", ids={"draft": "done"}, sent=0, status=422),
    Screen("/imports/{draft}/undo", "amara", ids={"draft": "blocked"}),
    # Who may do what
    Screen("/members", "dana"),
    Screen("/members/{membership}", "amara"),
    Screen("/roles", "sofia"),
    Screen("/invitations", "sofia"),
    Screen("/invitations", "amara", sent=-1, status=422),
    # What is reported and shared
    Screen("/reports", "gita"),
    Screen("/reports", "nora"),
    Screen("/shares", "amara"),
    Screen("/shares", "nora"),
    Screen("/shares/new", "amara"),
    Screen("/shares/new", "amara", sent=0, status=422),
    Screen("/shares/{share}", "amara"),
    Screen("/overview", "lena"),
    Screen("/overview", "nora"),
    Screen("/overview/{given}", "lena"),
    Screen(SEVERAL, "lena"),
    Screen(f"{SEVERAL}/{{shown}}", "lena"),
    # What anybody may ask
    Screen("/verify", None),
    Screen("/verify/{code}", None, ids={"code": "code of chidi"}),
    Screen("/verify/{code}", None, ids={"code": "code of rosa"}),
    Screen("/verify/{code}", None, ids={"code": "gone"}, status=404),
    Screen("/glossary", "hana"),
    # What goes wrong
    Screen("/nowhere", "hana", status=404),
    Screen("/nowhere", None, status=404),
    Screen("/people", "chidi", status=403),
    # What whoever writes programs reads: in English, and laid out densely, with targets of 24 px on a phone too
    Screen("/problems", None, languages=ENGLISH, spared=DENSE),
    Screen("/problems/{code}", None, ids={"code": "stale"}, languages=ENGLISH, spared=DENSE),
)

# The reference of the API is one page of everything, to be searched in: it is as heavy as that, and takes as long to
# be looked at as all the others. `make prove` looks at it.
LONG: Final = (Screen("/api/v1/reference", None, languages=ENGLISH, spared=DENSE | {"weight"}),)

# What is asked for and is no screen, with the reason.
NO_SCREEN: Final = {
    "/calendar/{file}": "it is a file for calendar programs",
    "/imports/{draft}/recipe/file": "it is a file",
    "/imports/{draft}/rejects": "it is a file",
}
