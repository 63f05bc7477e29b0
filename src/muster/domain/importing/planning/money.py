"""What workbooks of grants plan: awards, their lines, partnerships, allocations."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from muster.domain.awards import Allocation, Award, PersonnelLine, outside, overcommitted
from muster.domain.errors import Invalid
from muster.domain.importing.claims import AllocationClaim, AwardClaim, LineClaim, PartnershipClaim, Spot
from muster.domain.importing.planning.book import Held
from muster.domain.importing.planning.draft import Draft
from muster.domain.importing.planning.matching import Doubt, label
from muster.domain.importing.planning.plan import Kind, Proposal, Step
from muster.domain.importing.recipe import folded
from muster.domain.importing.suggestions import license_named, partner_kind_for, roles_for
from muster.domain.intervals import FOREVER, Interval
from muster.domain.partnerships import Instrument, Partner, PartnerKind, Partnership

_INSTRUMENTS = {
    "mou": Instrument.MOU,
    "memorandum": Instrument.MOU,
    "contract": Instrument.CONTRACT,
    "agreement": Instrument.AGREEMENT,
    "letter": Instrument.LETTER,
}


class Money:
    """The awards of a run, with what the recipe says of roles and partners."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._kinds = {folded(key): value for key, value in draft.recipe.partners.items()}
        self._licenses = {folded(key) for key in draft.recipe.licenses}
        self._slugs = {role.value.role for role in draft.on.roles} | set(draft.recipe.roles.values())
        self.lines_of: defaultdict[UUID, list[LineClaim]] = defaultdict(list)
        self.unsettled: set[tuple[str, str]] = set()

    def award(self, claim: AwardClaim) -> UUID | None:
        """Plan an award; return which one it is."""
        draft, words = self._draft, self._draft.words
        held = draft.awards.get(folded(claim.number))
        number = held.value.number if held else claim.number.strip()
        try:
            said = Award(
                number, claim.title, claim.funder, Interval.through(claim.first, claim.last),
                claim.pass_through, claim.assistance_listing, claim.amount_cents, claim.report_months,
                claim.report_due_days, awarded_on=held.value.awarded_on if held else None,
                final_due_days=held.value.final_due_days if held else None,
            )  # fmt: skip
        except Invalid as why:
            found = words("{number}, {first} to {last}", number=claim.number, first=claim.first, last=claim.last)
            fix = words("correct the row")
            draft.reject(claim.at, Kind.AWARD, claim.number, found=found, expected=why.message, fix=fix)
            return None
        done = draft.put(draft.awards, folded(claim.number), said, at=claim.at, what=f"{said.number} {said.title}")
        return done.held.fact

    def line(self, claim: LineClaim) -> None:
        """Plan a personnel line."""
        draft, words = self._draft, self._draft.words
        what = f"{claim.award} {claim.code}"
        award = self.award_named(claim.at, Kind.LINE, what, claim.award)
        if award is None:
            return
        paper = license_named(claim.role)
        if paper and folded(claim.role) not in self._licenses:
            draft.propose(Proposal(("licenses",), claim.role, paper, claim.at))
        role = draft.role_words.get(folded(claim.role)) or (claim.role if claim.role in self._slugs else None)
        if role is None:
            self.unsettled.add((folded(claim.award), folded(claim.code)))
            supposed = roles_for(claim.role)
            draft.doubt(
                claim.at,
                Kind.LINE,
                what,
                Doubt(
                    Step.CONFLICT,
                    words("the role '{role}'", role=claim.role),
                    words("a role that the recipe knows"),
                    words("say under [roles] in the recipe which role it is"),
                ),
                Proposal(("roles",), claim.role, supposed[0] if supposed else None, claim.at),
            )
            return
        key = (award.fact, folded(claim.code))
        held = draft.personnel.get(key)
        code = held.value.code if held else claim.code.strip()
        said = PersonnelLine(award.fact, code, claim.position, role, claim.fte_hundredths, claim.annual_cents)
        self.lines_of[award.fact].append(claim)
        draft.put(draft.personnel, key, said, at=claim.at, what=what)

    def partnership(self, claim: PartnershipClaim) -> None:
        """Plan a partner and the paper with them."""
        draft, words, what = self._draft, self._draft.words, claim.partner
        partner = self._partner(claim)
        instrument = next((each for word, each in _INSTRUMENTS.items() if word in folded(claim.instrument)), None)
        if instrument is None:
            draft.reject(
                claim.at,
                Kind.PARTNERSHIP,
                what,
                found=words("'{word}'", word=claim.instrument),
                expected=words("what the paper is: MOU, contract, agreement or letter"),
                fix=words("write one of these"),
            )
            return
        if claim.last and claim.last < claim.first:
            draft.reject(
                claim.at,
                Kind.PARTNERSHIP,
                what,
                found=words("{first} to {last}", first=claim.first, last=claim.last),
                expected=words("a last day that is not before the first"),
                fix=words("correct whichever of the two dates is wrong"),
            )
            return
        award = self.award_named(claim.at, Kind.PARTNERSHIP, what, claim.award) if claim.award else None
        if partner is None or (claim.award and award is None):
            return
        key = (partner, claim.first)
        held = draft.partnerships.get(key)
        end = held.value.during if held and claim.last is None else None
        during = Interval.through(claim.first, claim.last) if claim.last else end or Interval(claim.first)
        said = Partnership(partner, instrument, during, claim.signed_on, award.fact if award else None, claim.expects)
        draft.put(draft.partnerships, key, said, at=claim.at, what=f"{what}, {claim.first}")

    def _partner(self, claim: PartnershipClaim) -> UUID | None:
        """Plan a partner. What it is has to be a word of muster's, or one that the recipe knows."""
        draft, words = self._draft, self._draft.words
        key, name = folded(claim.partner), " ".join(claim.partner.split())
        held = draft.partners.get(key)
        word = self._kinds.get(folded(claim.kind), folded(claim.kind).replace(" ", "-"))
        if word in set(PartnerKind):
            said = Partner(name if held is None else held.value.name, PartnerKind(word))
            return draft.put(draft.partners, key, said, at=claim.at, what=name).held.fact
        if not word:
            said = held.value if held else Partner(name)
            return draft.put(draft.partners, key, said, at=claim.at, what=name).held.fact
        supposed = partner_kind_for(claim.kind)
        draft.doubt(
            claim.at,
            Kind.PARTNER,
            name,
            Doubt(
                Step.CONFLICT,
                words("a partner that is '{word}'", word=claim.kind),
                words("one of {kinds}", kinds=", ".join(PartnerKind)),
                words("say under [partners] in the recipe which of them it is"),
            ),
            Proposal(("partners",), claim.kind, str(supposed) if supposed else None, claim.at),
        )
        return held.fact if held else None

    def allocation(self, claim: AllocationClaim) -> None:
        """Plan a share of somebody's time: within the award's days, and with the others not above the whole."""
        draft, words = self._draft, self._draft.words
        what = f"{label(claim.who)}: {claim.award} {claim.line}"
        person = draft.who(claim.at, Kind.ALLOCATION, claim.who, what)
        award = self.award_named(claim.at, Kind.ALLOCATION, what, claim.award)
        line = self.line_named(claim.at, Kind.ALLOCATION, what, award, claim.award, claim.line)
        if person is None or award is None or line is None:
            return
        paper = None
        if claim.partner:
            paper = self.paper_with(claim.at, Kind.ALLOCATION, what, claim.partner, award.fact, claim.first)
            if paper is None:
                return
        last = claim.last or award.value.performance.last
        try:
            during = Interval.through(claim.first, last)
            said = Allocation(line.fact, claim.percent_hundredths, during, paper.fact if paper else None)
        except Invalid as why:
            found = words(
                "{percent} %, {first} to {last}", percent=claim.percent_hundredths / 100, first=claim.first, last=last
            )
            fix = words("correct the row")
            draft.reject(claim.at, Kind.ALLOCATION, what, found=found, expected=why.message, fix=fix)
            return
        key = (person, line.fact, claim.first)
        if self._too_much(claim, what, said, award, key):
            return
        what = f"{draft.name(person)}: {claim.award} {claim.line}"
        draft.put(draft.allocations, key, said, at=claim.at, what=what, person=person)

    def _too_much(
        self, claim: AllocationClaim, what: str, said: Allocation, award: Held[Award], key: tuple[object, ...]
    ) -> bool:
        draft, words = self._draft, self._draft.words
        if outside(said, award.value):
            days = award.value.performance
            draft.reject(
                claim.at,
                Kind.ALLOCATION,
                what,
                found=words("{first} to {last}", first=said.during.start, last=said.during.last),
                expected=words("days of the award, {first} to {last}", first=days.start, last=days.last),
                fix=words("correct the dates of the row, or those of the award"),
            )
            return True
        held = draft.allocations.get(key)
        others = [each.value for each in draft.allocations.of(key[0]) if each is not held]
        over = overcommitted([*others, said])
        if over is None or not over & said.during:
            return False
        last = words("further notice") if over.end == FOREVER else over.last
        draft.reject(
            claim.at,
            Kind.ALLOCATION,
            what,
            found=words(
                "{percent} %, which with the rest is above 100 % from {first} to {last}",
                percent=f"{claim.percent_hundredths / 100:g}",
                first=over.start,
                last=last,
            ),
            expected=words("no more than 100 % of somebody's time on any day, over all awards"),
            fix=words("lower this share, or shorten the other; end what no longer holds"),
        )
        return True

    def award_named(self, at: Spot, kind: Kind, what: str, number: str) -> Held[Award] | None:
        """Return the award of that number; write a line when there is none."""
        draft, words = self._draft, self._draft.words
        held = draft.awards.get(folded(number))
        if held is None:
            there = ", ".join(sorted(each.value.number for each in draft.awards.held.values()))
            draft.reject(
                at,
                kind,
                what,
                found=words("the award '{number}'", number=number),
                expected=words("an award on record: {there}", there=there or words("there is none")),
                fix=words("correct the number, or bring in the awards, in the same run or before"),
            )
        return held

    def line_named(
        self, at: Spot, kind: Kind, what: str, award: Held[Award] | None, number: str, code: str
    ) -> Held[PersonnelLine] | None:
        """Return the line of that code; write a line of the plan when there is none."""
        draft, words = self._draft, self._draft.words
        held = draft.personnel.get((award.fact, folded(code))) if award else None
        if held is None and award is not None:
            if (folded(number), folded(code)) in self.unsettled:
                draft.doubt(
                    at,
                    kind,
                    what,
                    Doubt(
                        Step.CONFLICT,
                        words("line '{code}' of {number}", code=code, number=award.value.number),
                        words("a line whose role is settled"),
                        words("settle the line's role first, under [roles] in the recipe"),
                    ),
                )
                return None
            there = ", ".join(sorted(each.value.code for each in draft.personnel.of(award.fact)))
            draft.reject(
                at,
                kind,
                what,
                found=words("line '{code}' of {number}", code=code, number=award.value.number),
                expected=words("a line of that award: {there}", there=there or words("it has none")),
                fix=words("correct the line, or bring in the award's personnel lines, in the same run or before"),
            )
        return held

    def paper_with(
        self, at: Spot, kind: Kind, what: str, partner: str, award: UUID | None, on: date
    ) -> Held[Partnership] | None:
        """Return the partnership with that partner: of the award if one is, in force on the day if one is."""
        draft, words = self._draft, self._draft.words
        held = draft.partners.get(folded(partner))
        papers = list(draft.partnerships.of(held.fact)) if held else []
        if not papers:
            there = ", ".join(sorted(each.value.name for each in draft.partners.held.values()))
            draft.reject(
                at,
                kind,
                what,
                found=words("the partner '{partner}'", partner=partner),
                expected=words("a partner with an agreement on record: {there}", there=there or words("there is none")),
                fix=words("correct the name, or bring in the partnerships, in the same run or before"),
            )
            return None
        return max(
            papers,
            key=lambda paper: (
                on in paper.value.during,
                award is not None and paper.value.award == award,
                paper.value.during.start,
            ),
        )
