"""A pack: what one authority publishes together, and how it binds a program that adopts it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from muster.domain.credentials import CredentialKind
from muster.domain.owing.indirect import IndirectRule
from muster.domain.owing.papers import PaperRule
from muster.domain.requirements import Bar, Event, Requirement, Tightens
from muster.domain.teams.staffing import TeamRule


@dataclass(frozen=True, slots=True)
class Pack:
    """Requirements, rules of teams, what a program itself and an award owe, published together as one reviewed text.

    ``digest`` is the SHA-256 of the text, in hex: what an adoption refers to. ``tightens``: a parent's text, which
    goes on binding beside this one wherever this one is adopted.
    """

    id: str
    title: str
    jurisdiction: str
    authority: str
    bar: Bar
    reviewed_on: date
    source: str
    requirements: tuple[Requirement, ...]
    kinds: tuple[CredentialKind, ...]
    digest: str
    teams: tuple[TeamRule, ...] = ()
    duties: tuple[Requirement, ...] = ()
    tightens: Tightens | None = None
    papers: tuple[PaperRule, ...] = ()
    indirect: tuple[IndirectRule, ...] = ()

    @property
    def everything(self) -> tuple[Requirement, ...]:
        """What it asks of people, and then of the program itself."""
        return (*self.requirements, *self.duties)

    @property
    def of_awards(self) -> tuple[PaperRule | IndirectRule, ...]:
        """What it says of awards."""
        return (*self.papers, *self.indirect)

    @property
    def circumstances(self) -> tuple[str, ...]:
        """What may be so of a program, and changes what the pack asks of its people."""
        named = {terms.exemption.circumstance for each in self.everything for terms in each.terms if terms.exemption}
        return tuple(
            sorted(named | {each.itself.only_if for each in self.duties if each.itself and each.itself.only_if})
        )

    @property
    def asks_when_applied(self) -> bool:
        """Does some deadline hang on the day that the program applied?"""
        initials = [terms.initial for each in self.everything for terms in each.terms if terms.initial]
        return any(each.at_application or each.event is Event.APPLICATION for each in initials)

    def of_program(self, applied_on: date | None, circumstances: tuple[str, ...]) -> Pack:
        """Return the pack as it binds a program that applied on a day, and of which these things are so."""
        if applied_on is None and not circumstances:
            return self
        so = frozenset(circumstances)

        def binding(requirements: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
            return tuple(replace(each, applied_on=applied_on, circumstances=so) for each in requirements)

        def of_team(rule: TeamRule) -> TeamRule:
            terms = tuple(replace(each, members_meet=binding(each.members_meet)) for each in rule.terms)
            return replace(rule, terms=terms)

        return replace(
            self,
            requirements=binding(self.requirements),
            teams=tuple(map(of_team, self.teams)),
            duties=binding(self.duties),
        )
