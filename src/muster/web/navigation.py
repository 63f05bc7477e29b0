"""Where a page's frame leads: the places that somebody's roles open to them, in groups."""

from __future__ import annotations

from dataclasses import dataclass

from muster.domain.access import Permission, Principal
from muster.web.reader import Reader


@dataclass(frozen=True, slots=True)
class Link:
    """One place. ``here``: the page that is read is one of its pages. ``key``: g and this letter lead there."""

    path: str
    label: str
    here: bool
    key: str


@dataclass(frozen=True, slots=True)
class Group:
    """Places that belong together. ``label`` is empty for the first ones."""

    label: str
    links: tuple[Link, ...]


def home_of(who: Principal) -> str:
    """Return the page that somebody's work begins on."""
    if who.may(Permission.REPORT_DRAW) and not who.may(Permission.PEOPLE_RECORD):
        return "/reports"
    if who.may(Permission.PEOPLE_READ) and who.may(Permission.STANDING_READ):
        return "/"
    if who.may(Permission.SHARE_READ):
        return "/overview"
    return "/members" if who.may(Permission.MEMBERSHIP_READ) else "/me"


def navigation(who: Reader, path: str) -> list[Group]:
    """Return the places that somebody's roles open to them; a group with none is left out."""
    words, may = who.words, who.may
    himself = who.by.person is not None
    grouped = (
        (
            "",
            (
                ("/", words("Today"), "h", home_of(who.by) == "/"),
                ("/people", words("People"), "p", may(Permission.PEOPLE_READ)),
                (
                    "/requirements",
                    words("Requirements"),
                    "l",
                    may(Permission.PEOPLE_READ) and may(Permission.STANDING_READ),
                ),
                (
                    "/forecast",
                    words("Forecast"),
                    "f",
                    may(Permission.PEOPLE_READ) and may(Permission.STANDING_READ),
                ),
                ("/shifts", words("Shifts"), "t", may(Permission.SHIFT_READ)),
                ("/classes/new", words("Record a class"), "c", may(Permission.TRAINING_RECORD)),
                ("/courses", words("Courses"), "u", may(Permission.TRAINING_READ) and home_of(who.by) != "/me"),
                ("/imports", words("Imports"), "i", may(Permission.FILES_IMPORT, whole=True)),
                ("/awards", words("Awards"), "w", may(Permission.AWARD_READ) and may(Permission.PACK_READ)),
                ("/reports", words("Reports"), "r", may(Permission.REPORT_DRAW)),
                ("/overview", words("Overview"), "o", may(Permission.SHARE_READ, whole=True)),
            ),
        ),
        (
            words("Agency"),
            (
                ("/packs", words("Rule packs"), "k", may(Permission.PACK_ADOPT)),
                ("/orders", words("Extension orders"), "x", may(Permission.WAIVER_GRANT)),
                ("/reminders", words("Notices"), "n", may(Permission.REMINDER_READ) and may(Permission.PEOPLE_READ)),
                ("/members", words("Members"), "m", may(Permission.MEMBERSHIP_READ)),
                ("/shares", words("Shares"), "s", may(Permission.SHARE_GRANT)),
                ("/requests", words("Requests"), "q", may(Permission.REQUEST_ANSWER)),
            ),
        ),
        (
            words("You"),
            (
                ("/me", words("My standing"), "y", himself or home_of(who.by) == "/me"),
                ("/my-data", words("My data"), "d", himself),
                ("/account", words("Account"), "a", True),
            ),
        ),
    )
    found = [
        Group(label, tuple(Link(to, name, _here(to, path), key) for to, name, key, offer in places if offer))
        for label, places in grouped
    ]
    return [each for each in found if each.links]


def may_search(who: Reader) -> bool:
    """Is there anything for them to find by name, but themselves?"""
    return who.may(Permission.PEOPLE_READ) or who.may(Permission.AWARD_READ)


def _here(to: str, path: str) -> bool:
    return path == to or (to != "/" and path.startswith(f"{to}/"))
