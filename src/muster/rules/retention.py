"""Rules of retention: read from TOML, strictly, into the domain's ``Rule``; and those that come with muster."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, PlainValidator

from muster.domain.privacy.retention import After, Of, Rule
from muster.domain.requirements import Confidence
from muster.rules.looking import Table, repeated, tables
from muster.rules.problems import Problem
from muster.rules.reading import check, document, text_of
from muster.rules.words import Day, Form, Hint, Id, Ids, Length, Words, one_of

_SHIPPED: Final = Path(__file__).with_suffix(".toml")


class RuleForm(Form):
    """How long some kinds of fact are kept, and by whose word."""

    id: Annotated[Id, Hint("the name the rule is known by, for ever", '"payroll"')]
    of: Annotated[
        list[Annotated[Of, PlainValidator(one_of(Of))]],
        Field(min_length=1),
        Hint("the kinds of fact that it keeps", '["effort"]'),
    ]
    after: Annotated[
        After, PlainValidator(one_of(After)), Hint("what the time is counted from", '"done", or "final-report"')
    ]
    keep: Annotated[Length, Hint("how long", '"3 years"')]
    says: Annotated[Words, Hint("the rule in one sentence", '"Payroll records are kept …"')]
    cite: Annotated[Words, Hint("the paragraph that says so", '"29 CFR 516.5"')]
    confidence: Annotated[
        Confidence,
        PlainValidator(one_of(Confidence)),
        Hint("how well the words of the rule are known: read, secondary, memory or ambiguous", '"read"'),
    ]
    reviewed_on: Annotated[Day, Hint("the day on which it was last compared with its source", "2026-11-22")]
    topics: Ids | None = None
    jurisdictions: Annotated[list[Words], Field(min_length=1)] | None = None
    names: bool = False

    def rule(self) -> Rule:
        """Return the domain's value."""
        return Rule(
            self.id,
            frozenset(self.of),
            self.after,
            self.keep,
            self.says,
            self.cite,
            self.confidence,
            self.reviewed_on,
            frozenset(self.topics or ()),
            frozenset(self.jurisdictions or ()),
            self.names,
        )


class RulesForm(Form):
    """A file of rules, from its top."""

    rule: Annotated[list[RuleForm], Field(min_length=1), Hint("at least one rule", "[[rule]]")]


def parse(text: str, *, source: str) -> tuple[Rule, ...]:
    """Read rules of retention from their text. ``source`` is the name that faults are told under.

    Raises:
        Invalid: the text is not such a file; every fault is listed, each with its line.
    """
    read = document(text, source=source, what="retention")
    form = check(read, RulesForm, _besides(read.raw))
    return tuple(each.rule() for each in form.rule)


@cache
def shipped() -> tuple[Rule, ...]:
    """Return the rules that come with muster."""
    return parse(text_of(_SHIPPED, what="retention"), source=_SHIPPED.name)


def _besides(raw: Table) -> Iterator[Problem]:
    """Find what no single key shows: a name given twice, and topics of what has none."""
    rules = tables(raw.get("rule"))
    yield from repeated(rules, ("rule",), "id")
    for place, each in rules:
        if "topics" in each and each.get("of") != [Of.COMPLETION]:
            yield Problem(
                ("rule", place, "topics"),
                "topics, of more than completions",
                'topics where of = ["completion"]',
                "only a completion is of a topic; write two rules",
            )
