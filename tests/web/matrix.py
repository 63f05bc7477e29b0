"""Every page there is, with what each caller is answered. A page without a row fails."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page. The person asked for is Ines: Ben is not her, Chidi is in another agency."""

    method: str
    path: str
    amara: int = 200
    ben: int = 200
    chidi: int = 200
    public: bool = False
    file: bool = False  # taken away, and no page to look at

    @property
    def name(self) -> str:
        """How it is called in the output of pytest."""
        return f"{self.method} {self.path}"


FORM = "/people/{person}/completions/new"
WAIVE = "/people/{person}/waivers/new"
EXTEND = "/people/{person}/extensions/new"
PLACE = "/members/{membership}"
CHOOSE = "/imports/new"
OWN_PACK = "/packs/new"
IMPORT = "/imports/{draft}"
NEW_SHARE = "/shares/new"
SHARE = "/shares/{share}"

PAGES = (
    Page("GET", "/", ben=303),
    Page("GET", "/search"),
    Page("GET", "/packs"),
    Page("GET", "/packs/adopt", amara=303, ben=403, chidi=303),
    Page("POST", "/packs/adopt", amara=303, ben=403, chidi=303),
    Page("GET", "/packs/compare"),
    Page("GET", OWN_PACK, ben=403),
    Page("POST", OWN_PACK, amara=422, ben=403, chidi=422),
    Page("GET", "/packs/{adoption}/correct", ben=403, chidi=404),
    Page("POST", "/packs/{adoption}/correct", amara=422, ben=403, chidi=404),
    Page("GET", "/packs/{adoption}/end", ben=403, chidi=404),
    Page("POST", "/packs/{adoption}/end", amara=422, ben=403, chidi=404),
    Page("GET", "/reminders", ben=403),
    Page("POST", "/reminders", amara=422, ben=403, chidi=422),
    Page("GET", "/sign-in", public=True),
    Page("POST", "/sign-in", public=True),
    Page("GET", "/sign-in/code", amara=303, ben=303, chidi=303),
    Page("POST", "/sign-in/code", amara=303, ben=303, chidi=303),
    Page("GET", "/sign-in/agency", amara=303, ben=303, chidi=303),
    Page("POST", "/sign-in/agency", amara=303, ben=303, chidi=303),
    Page("POST", "/sign-out", public=True),
    Page("GET", "/account"),
    Page("GET", "/account/password"),
    Page("POST", "/account/password", amara=303, ben=303, chidi=303),
    Page("GET", "/account/one-time-codes"),
    Page("POST", "/account/one-time-codes", amara=303, ben=303, chidi=303),
    Page("POST", "/account/one-time-codes/confirmation", amara=303, ben=303, chidi=303),
    Page("POST", "/account/one-time-codes/removal", amara=303, ben=303, chidi=303),
    Page("POST", "/account/recovery-codes", amara=303, ben=303, chidi=303),
    Page("GET", "/account/providers/{link}", ben=404, chidi=404),
    Page("POST", "/account/providers/{link}", amara=303, ben=404, chidi=404),
    Page("POST", "/account/sessions/end", amara=303, ben=303, chidi=303),
    Page("POST", "/account/sessions/{session}/end", amara=303, ben=303, chidi=303),
    Page("GET", "/sign-in/link", public=True),
    Page("POST", "/sign-in/link", public=True),
    Page("GET", "/sign-in/link/{token}", public=True),
    Page("POST", "/sign-in/link/{token}", public=True),
    Page("POST", "/sign-in/openid", public=True),
    Page("GET", "/sign-in/openid/callback", public=True),
    Page("GET", "/reset", public=True),
    Page("POST", "/reset", public=True),
    Page("GET", "/reset/{token}", public=True),
    Page("POST", "/reset/{token}", public=True),
    Page("GET", "/invitation/{token}", public=True),
    Page("POST", "/invitation/{token}", public=True),
    Page("GET", "/invitations", ben=403),
    Page("POST", "/invitations", amara=303, ben=403, chidi=303),
    Page("POST", "/invitations/{invitation}/withdraw", amara=303, ben=403, chidi=404),
    Page("GET", "/me"),
    Page("GET", "/me/calendar"),
    Page("POST", "/me/calendar", amara=403, ben=201, chidi=403),
    Page("POST", "/me/calendar/{calendar}/end", amara=403, ben=404, chidi=403),
    Page("GET", "/calendar/{file}", public=True),
    Page("GET", "/me/card"),
    Page("POST", "/me/card", amara=403, ben=303, chidi=403),
    Page("POST", "/me/card/{card}/name", amara=403, ben=404, chidi=403),
    Page("POST", "/me/card/{card}/end", amara=403, ben=404, chidi=403),
    Page("GET", "/verify", public=True),
    Page("POST", "/verify", public=True),
    Page("GET", "/verify/{code}", public=True),
    Page("GET", "/people", ben=403),
    Page("GET", "/people/file", ben=403, file=True),
    Page("GET", "/people/{person}", ben=403, chidi=404),
    Page("GET", FORM, ben=403, chidi=404),
    Page("POST", FORM, amara=303, ben=403, chidi=404),
    Page("GET", WAIVE, ben=403, chidi=404),
    Page("POST", WAIVE, amara=422, ben=403, chidi=404),
    Page("GET", "/waivers/{waiver}/withdraw", ben=403, chidi=404),
    Page("POST", "/waivers/{waiver}/withdraw", amara=422, ben=403, chidi=404),
    Page("GET", EXTEND, ben=403, chidi=404),
    Page("POST", EXTEND, amara=422, ben=403, chidi=404),
    Page("GET", "/extensions/{extension}/withdraw", ben=403, chidi=404),
    Page("POST", "/extensions/{extension}/withdraw", amara=422, ben=403, chidi=404),
    Page("GET", "/orders"),
    Page("GET", "/orders/new", ben=403),
    Page("POST", "/orders/new", amara=422, ben=403, chidi=422),
    Page("GET", "/orders/{order}", ben=403, chidi=404),
    Page("POST", "/orders/{order}", amara=422, ben=403, chidi=404),
    Page("GET", "/classes/new", ben=403),
    Page("POST", "/classes/new", amara=303, ben=403, chidi=422),
    Page("POST", "/classes/{sheet}/undo", amara=303, ben=403, chidi=404),
    Page("GET", "/forecast", ben=403),
    Page("GET", "/forecast/file", ben=403, file=True),
    Page("GET", "/forecast/programs/{program}", ben=403, chidi=404),
    Page("GET", "/forecast/awards/{award}", ben=403, chidi=404),
    Page("GET", "/requirements", ben=403),
    Page("GET", "/requirements/file", ben=403, file=True),
    Page("GET", "/courses", ben=403),
    Page("GET", "/courses/new", ben=403),
    Page("POST", "/courses/new", amara=303, ben=403, chidi=303),
    Page("GET", "/courses/{course}", ben=403, chidi=404),
    Page("POST", "/courses/{course}", amara=303, ben=403, chidi=404),
    Page("GET", "/programs/{program}/duties", ben=403, chidi=404),
    Page("POST", "/programs/{program}/duties", amara=303, ben=403, chidi=404),
    Page("GET", "/duties-done/{duty_done}", ben=403, chidi=404),
    Page("POST", "/duties-done/{duty_done}", amara=303, ben=403, chidi=404),
    Page("POST", "/duties-done/{duty_done}/withdraw", amara=303, ben=403, chidi=404),
    Page("GET", "/courses/{course}/approvals", ben=403, chidi=404),
    Page("POST", "/courses/{course}/approvals", amara=303, ben=403, chidi=404),
    Page("GET", "/approvals/{approval}", ben=403, chidi=404),
    Page("POST", "/approvals/{approval}", amara=303, ben=403, chidi=404),
    Page("POST", "/approvals/{approval}/withdraw", amara=303, ben=403, chidi=404),
    Page("GET", "/reports", ben=403),
    Page("GET", "/imports", ben=403),
    Page("GET", CHOOSE, ben=403),
    Page("POST", CHOOSE, amara=303, ben=403, chidi=303),
    Page("GET", IMPORT, ben=403, chidi=404),
    Page("POST", f"{IMPORT}/commit", amara=303, ben=403, chidi=404),
    Page("POST", f"{IMPORT}/again", amara=303, ben=403, chidi=404),
    Page("POST", f"{IMPORT}/end", amara=303, ben=403, chidi=404),
    Page("GET", f"{IMPORT}/rejects", ben=403, chidi=404),
    Page("GET", f"{IMPORT}/undo", amara=303, ben=403, chidi=404),
    Page("POST", f"{IMPORT}/undo", amara=303, ben=403, chidi=404),
    Page("GET", f"{IMPORT}/questions", amara=303, ben=403, chidi=404),
    Page("POST", f"{IMPORT}/questions", amara=303, ben=403, chidi=404),
    Page("GET", f"{IMPORT}/recipe", ben=403, chidi=404),
    Page("POST", f"{IMPORT}/recipe", amara=303, ben=403, chidi=404),
    Page("GET", f"{IMPORT}/recipe/file", ben=403, chidi=404),
    Page("GET", "/roles"),
    Page("GET", "/glossary"),
    Page("GET", "/members", ben=403),
    Page("GET", PLACE, ben=403, chidi=404),
    Page("POST", PLACE, amara=303, ben=403, chidi=404),
    Page("POST", f"{PLACE}/end", amara=303, ben=403, chidi=404),
    Page("POST", "/members/second-factor", amara=303, ben=403, chidi=412),
    Page("GET", "/tokens"),
    Page("POST", "/tokens", amara=201, ben=403, chidi=201),
    Page("POST", "/tokens/{token}/revoke", amara=303, ben=403, chidi=404),
    Page("GET", "/shares", ben=403),
    Page("GET", NEW_SHARE, ben=403),
    Page("POST", NEW_SHARE, amara=303, ben=403, chidi=422),
    Page("GET", SHARE, ben=403, chidi=404),
    Page("POST", SHARE, amara=303, ben=403, chidi=404),
    Page("GET", "/overview", ben=403),
    Page("GET", "/overview/export", ben=403, file=True),
    Page("GET", "/overview/{given}", ben=403, chidi=404),
    Page("GET", "/overview/{given}/people", ben=403, chidi=404),
    Page("GET", "/overview/{given}/people/{shown}", ben=403, chidi=404),
    Page("GET", "/my-data"),
    Page("POST", "/my-data/disclosures", amara=403, ben=422, chidi=403),
    Page("POST", "/my-data/disclosures/{disclosure}/consents", amara=403, ben=404, chidi=403),
    Page("POST", "/my-data/disclosures/{disclosure}/withdrawal", amara=403, ben=404, chidi=403),
    Page("POST", "/my-data/requests", amara=403, ben=422, chidi=403),
    Page("POST", "/my-data/requests/{wish}/withdrawal", amara=403, ben=404, chidi=403),
    Page("GET", "/requests", ben=403),
    Page("POST", "/requests/{wish}", amara=422, ben=403, chidi=404),
    Page("GET", "/people/{person}/erasure", ben=403, chidi=404),
    Page("POST", "/people/{person}/erasure", amara=422, ben=403, chidi=404),
    Page("GET", "/people/{person}/disclosures", ben=403, chidi=404),
    Page("GET", "/holds", ben=403),
    Page("POST", "/holds", amara=422, ben=403, chidi=422),
    Page("POST", "/holds/{hold}/lift", amara=422, ben=403, chidi=404),
)
