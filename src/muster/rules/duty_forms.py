"""The tables of a pack that say what docs/decisions/0030 defines: credit, fewer hours, exemptions, equivalence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from muster.domain.credentials import CredentialKind, Proof
from muster.domain.duties import Eased, Equivalence, Exemption, Prior
from muster.domain.requirements import Event, Initial
from muster.rules.words import Form, Hint, Id, Ids, Lookback, Minutes, Within, Words, one_of, refuse, truth


def _each_a_list(value: object) -> object:
    """Let one name stand for a list of one."""
    return [each if isinstance(each, list) else [each] for each in value] if isinstance(value, list) else value


def _two_or_more(value: list[Ids]) -> list[Ids]:
    if len(value) < 2:  # noqa: PLR2004 - two are the fewest that are several
        refuse("two things or more", "write topic or credential where one thing is asked for")
    return value


Several: TypeAlias = Annotated[
    list[Ids],
    BeforeValidator(_each_a_list),
    AfterValidator(_two_or_more),
    Hint("a list of what is needed, each a name or a list of names of which any one will do", '["cpr", "first-aid"]'),
]


class InitialForm(Form):
    """By when something must first be done."""

    event: Annotated[
        Event,
        PlainValidator(one_of(Event)),
        Hint("'hire', 'assignment', 'first-service' or 'application'", '"hire"'),
    ]
    within: Within
    shown_by: Annotated[Id | None, Hint("the credential whose first good day it is", '"first-service"')] = None
    at_application: Annotated[bool, PlainValidator(truth), Hint("true or false", "true")] = False

    def initial(self, kinds: Mapping[str, CredentialKind]) -> Initial:
        """Return the domain's value."""
        shown_by = kinds[self.shown_by] if self.shown_by else None
        return Initial(self.event, self.within, shown_by, self.at_application)


class PriorForm(Form):
    """How far back something done before hire counts."""

    within: Lookback
    except_: Annotated[Ids | None, Field(alias="except"), Hint("the topics that never count", '["our-policies"]')] = (
        None
    )
    proof: Annotated[Proof, PlainValidator(one_of(Proof))] | None = None

    def prior(self) -> Prior:
        """Return the domain's value."""
        return Prior(self.within, frozenset(self.except_ or ()), self.proof)


class EasedForm(Form):
    """Fewer hours for whoever held a credential on the day of hire."""

    credential: Annotated[Id, Hint("a credential of this pack", '"six-months-experience"')]
    hours: Minutes

    def eased(self, kinds: Mapping[str, CredentialKind]) -> Eased:
        """Return the domain's value."""
        return Eased(kinds[self.credential], self.hours)


class ExemptForm(Form):
    """A circumstance of the adopting program under which its people are deemed to meet the rule."""

    circumstance: Annotated[Id, Hint("a name for what is so of the program", '"tribe-operated"')]
    cite: Annotated[Words, Hint("the paragraph that exempts", '"WAC 182-140-0090(4)"')]

    def exemption(self) -> Exemption:
        """Return the domain's value."""
        return Exemption(self.circumstance, self.cite)


class EquivalenceForm(Form):
    """Whoever has ``this`` has what it answers for, by the words of a paragraph."""

    this: Annotated[Id, Hint("a topic or a credential of this pack", '"emt-card"')]
    answers_for: Annotated[Ids, Hint("a topic or a credential of this pack, or a list of them", '["first-aid"]')]
    cite: Annotated[Words, Hint("who says so, and where", '"Program policy 2.2"')]

    def equivalence(self) -> Equivalence:
        """Return the domain's value."""
        return Equivalence(self.this, tuple(self.answers_for), self.cite)
