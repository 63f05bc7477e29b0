"""The form of a pack file: its tables, their keys, and the domain's value that each of them makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, PlainValidator

from muster.domain.credentials import CredentialKind, KindOf, Proof
from muster.domain.hours.cycles import Cycles
from muster.domain.intervals import FOREVER, day_after
from muster.domain.leave import OnLeave
from muster.domain.people import EmploymentKind
from muster.domain.requirements import Bar, Confidence, Terms, Tightens, VersionBy
from muster.rules.award_forms import IndirectForm, PaperForm
from muster.rules.cycle_forms import CyclesForm, PathForm, RenewingForm
from muster.rules.duty_forms import EasedForm, EquivalenceForm, ExemptForm, InitialForm, PriorForm, Several
from muster.rules.program_duty_forms import DutyForm
from muster.rules.renewal_forms import RenewalForm
from muster.rules.team_forms import TeamForm
from muster.rules.wording import Prose
from muster.rules.words import (
    Day,
    Form,
    Hint,
    Id,
    Ids,
    Length,
    Minutes,
    Roles,
    Since,
    Words,
    digest,
    one_of,
    truth,
)


class TermsForm(Form):
    """What a requirement asks since a day. ``through`` is the last day on which it does."""

    effective: Annotated[Since, Hint("the first day on which these are the terms", "2026-07-01")]
    through: Day | None = None
    version_by: Annotated[VersionBy, PlainValidator(one_of(VersionBy))] = VersionBy.SERVICE_DATE
    initial: InitialForm | None = None
    renewal: RenewalForm | None = None
    prior: PriorForm | None = None
    interim: Annotated[Prose | None, Hint("under what condition somebody may serve until it is due", '"…"')] = None
    exempt_if: ExemptForm | None = None
    hours: Minutes | None = None
    hours_with: EasedForm | None = None
    leave: Annotated[OnLeave, PlainValidator(one_of(OnLeave))] | None = None
    grace: Length | None = None
    proof: Annotated[Proof, PlainValidator(one_of(Proof))] | None = None
    approved_by: Annotated[Words | None, Hint("the authority that must have approved the course", '"WA HCA"')] = None
    approved_by_another: Annotated[bool, PlainValidator(truth), Hint("true or false", "true")] = False
    path: Annotated[list[PathForm], Hint("ways to renew", "[[requirement.terms.path]]")] = Field(default_factory=list)
    confidence: Annotated[
        Confidence,
        PlainValidator(one_of(Confidence)),
        Hint("how well the words of the rule are known: read, secondary, memory or ambiguous", '"read"'),
    ]
    cite: Annotated[Words, Hint("the paragraph that says so", '"29 CFR 1910.1030(g)(2)"')]

    def terms(
        self, following: TermsForm | None, kinds: Mapping[str, CredentialKind], cycle: Cycles | None, topics: list[str]
    ) -> Terms:
        """Return the domain's value. Terms without a last day end where the following ones begin."""
        ends = day_after(self.through) if self.through else following.effective if following else FOREVER
        return Terms(
            self.effective,
            self.cite,
            self.confidence,
            self.version_by,
            self.initial.initial(kinds) if self.initial else None,
            self.renewal.renewal() if self.renewal else None,
            self.hours,
            self.grace,
            self.proof,
            ends,
            self.prior.prior() if self.prior else None,
            self.hours_with.eased(kinds) if self.hours_with else None,
            self.interim or "",
            self.exempt_if.exemption() if self.exempt_if else None,
            cycle,
            tuple(each.path(topics) for each in self.path),
            self.approved_by or "",
            self.approved_by_another,
            self.leave,
        )


class CredentialForm(Form):
    """A kind of credential that requirements of the pack accept."""

    id: Id
    title: Prose
    issuer: Annotated[Words, Hint("who gives it", '"American Heart Association"')]
    sort: Annotated[KindOf, PlainValidator(one_of(KindOf))] = KindOf.CERTIFICATION
    validity: RenewalForm | None = None
    renews: RenewingForm | None = None

    def kind(self) -> CredentialKind:
        """Return the domain's value."""
        validity = self.validity.renewal() if self.validity else None
        renews = self.renews.renewing() if self.renews else None
        return CredentialKind(self.id, self.title, self.issuer, self.sort, validity, renews)


class RequirementForm(Form):
    """One thing that holders of some roles must have done, or must hold."""

    id: Annotated[Id, Hint("the name it is known by, for ever", '"annual-training"')]
    roles: Roles
    topic: Ids | None = None
    credential: Ids | None = None
    all_of: Several | None = None
    unread: Annotated[Prose | None, Hint("what of the rule could not be read", '"The list in (3)(d) was cut off."')] = (
        None
    )
    employed: Annotated[
        list[Annotated[EmploymentKind, PlainValidator(one_of(EmploymentKind))]] | None,
        Field(min_length=1),
        Hint("a list of 'employee', 'contractor', 'volunteer'", '["volunteer"]'),
    ] = None
    says: Annotated[Prose, Hint("the rule in one sentence", '"Everyone on a team …"')]
    cycle: CyclesForm | None = None
    terms: Annotated[
        list[TermsForm],
        Field(min_length=1),
        Hint("at least one block of dated terms", "[[requirement.terms]]"),
    ]


class TightensForm(Form):
    """The text of a parent that the pack is held to."""

    pack: Annotated[Id, Hint("the id of the parent's pack", '"or-mcis"')]
    digest: Annotated[
        str,
        PlainValidator(digest),
        Hint("the SHA-256 of the parent's text, as muster pack check prints it", '"3f1c…"'),
    ]

    def tightens(self) -> Tightens:
        """Return the domain's value."""
        return Tightens(self.pack, self.digest)


class PackForm(Form):
    """A pack file, from its top."""

    id: Annotated[Id, Hint("the name the pack is known by, for ever", '"us-osha-bbp"')]
    title: Annotated[Prose, Hint("what the pack is about", '"Bloodborne pathogens training"')]
    jurisdiction: Annotated[Words, Hint("where it binds", '"US-MD"')]
    authority: Annotated[Words, Hint("whose rule it is", '"OSHA"')]
    kind: Annotated[Bar, PlainValidator(one_of(Bar)), Hint("why it is asked", '"required"')]
    reviewed_on: Annotated[Day, Hint("the day on which it was last compared with its source", "2026-11-22")]
    source: Annotated[Words, Hint("where the rule itself can be read", '"https://…"')]
    tightens: TightensForm | None = None
    credential: Annotated[list[CredentialForm], Hint("blocks of credentials", "[[credential]]")] = Field(
        default_factory=list
    )
    equivalence: Annotated[list[EquivalenceForm], Hint("blocks of equivalences", "[[equivalence]]")] = Field(
        default_factory=list
    )
    requirement: Annotated[list[RequirementForm], Hint("blocks of requirements", "[[requirement]]")] = Field(
        default_factory=list
    )
    team: Annotated[list[TeamForm], Hint("blocks of rules of a team", "[[team]]")] = Field(default_factory=list)
    duty: Annotated[list[DutyForm], Hint("blocks of what a program itself owes", "[[duty]]")] = Field(
        default_factory=list
    )
    paper: Annotated[list[PaperForm], Hint("blocks of papers that an award owes", "[[paper]]")] = Field(
        default_factory=list
    )
    indirect: Annotated[list[IndirectForm], Hint("blocks of indirect costs of an award", "[[indirect]]")] = Field(
        default_factory=list
    )
    es: Annotated[dict[str, Words], Hint("sentences of this pack, each with its Spanish", "[es]")] = Field(
        default_factory=dict
    )
