"""Files to bring in, what they would do, and what they did, as the API says them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Body, Record, example
from muster.domain.documents import Document
from muster.domain.importing.imports import Imported
from muster.domain.importing.planning.plan import Kind, Plan, PlanLine, Proposal, Step
from muster.domain.importing.recipe import ConditionSaid, CourseSaid, License, Recipe
from muster.domain.importing.recipe_text import recipe_text
from muster.domain.importing.undoing import Undoing, Why
from muster.http.uploads import Files, Number, Text

_COUNT: Final = {"kind": "person", "create": 3, "update": 0, "unchanged": 45, "conflict": 0, "rejected": 0}
_HELD: Final = {
    "at": "lms-export.csv, row 222, Completion Date",
    "step": "rejected",
    "kind": "cell",
    "what": "Uma Okafor, Trauma-Informed Care",
    "found": "'02/30/2026'",
    "expected": "a day that the calendar has",
    "fix": "correct the date",
}
_CHANGE: Final = {
    "at": "roster.csv, row 7",
    "kind": "person",
    "what": "Hoa Tran",
    "fields": ["phone"],
}
_REMARK: Final = {"because": "a plan, not a record", "count": 4}
_SHEET: Final = {"name": "roster.csv", "taken_for": "roster"}
_PROPOSAL: Final = {
    "under": ["titles"],
    "key": "BH Case Mgr",
    "value": ["case-manager"],
    "at": "roster.csv, row 3",
}
_PLAN: Final = {
    "position": 41,
    "counts": [_COUNT],
    "held_back": [_HELD],
    "changes": [_CHANGE],
    "remarks": [_REMARK],
    "sheets": [_SHEET],
    "ignored": ["roster.csv, row 1, Locker"],
    "effects": ["3 people will hold a role"],
    "proposals": [_PROPOSAL],
    "recipe": '[titles]\n# proposed; roster.csv, row 3\n"BH Case Mgr" = ["case-manager"]\n',
}
_DOCUMENT: Final = {
    "name": "roster.csv",
    "digest": "3f1c0f0b5c3e7c9f6d5b8a1e2f4d7c6b9a8e0d1c2b3a4f5e6d7c8b9a0f1e2d3c",
    "size": 4096,
}
_SAID: Final = {"kind": "person", "count": 48}
_IMPORTED: Final = {
    "id": "5542f9d6-b351-4dd3-8b04-91aa06efe7e1",
    "position": 42,
    "at": "2026-11-22T15:00:00Z",
    "account": "1d4f7a92-6e3b-4c05-9a18-b7c2e5f08d31",
    "who": "Amara Osei",
    "files": "roster.csv",
    "said": [_SAID],
    "taken_back_at": None,
}
_IN_THE_WAY: Final = {
    "kind": "completion",
    "fact": "b84f1f6e-0a56-4d6c-8a0b-2f7be0d1e806",
    "person": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
    "name": "Hoa Tran",
    "why": "changed",
}
_AT: Final = "Where it stands: file, sheet, row and column, as people count."
_WHAT: Final = "What it is about, for people."
_KIND: Final = "What it would be on record."


class PlanIn(Body):
    """Files to plan with, as the parts of a form."""

    model_config = example(file=["roster.csv"], recipe='date_order = "month-first"')

    file: Files = Field(
        description="A spreadsheet, with its name: .xlsx, .csv or .tsv. Send the part once for each file; all of them "
        "are one plan. The place of every row is told by the name."
    )
    recipe: Text = Field(
        "", description="What you have accepted about these files, as TOML: the `recipe` of a plan, edited."
    )


class ImportIn(PlanIn):
    """Files to bring in, as the parts of a form."""

    model_config = example(file=["roster.csv"], recipe='date_order = "month-first"', position=41)

    position: Number | None = Field(
        None,
        description="The `position` of the plan that you read: then nothing is stored that it did not say. Left out: "
        "the plan is made again, and carried out as it is now.",
    )


class CountOut(Record):
    """How many things of one kind take each step."""

    model_config = example(**_COUNT)

    kind: Kind = Field(description=_KIND)
    create: int = Field(description="New.")
    update: int = Field(description="On record, and said otherwise.")
    unchanged: int = Field(description="On record already, just so.")
    conflict: int = Field(description="Held back, until somebody settles it.")
    rejected: int = Field(description="Held back, since it cannot be right.")


class HeldBackOut(Record):
    """Something that is not stored, and how to mend it."""

    model_config = example(**_HELD)

    at: str = Field(description=_AT)
    step: Step = Field(description="`conflict`: you have to settle it; `rejected`: it cannot be right.")
    kind: Kind = Field(description=_KIND)
    what: str = Field(description=_WHAT)
    found: str = Field(description="What stands there.")
    expected: str = Field(description="What could stand there.")
    fix: str = Field(description="How to mend it.")

    @classmethod
    def of(cls, line: PlanLine) -> Iterable[Self]:
        """Say a line that is held back."""
        if line.fault:
            told = line.fault
            yield cls(
                at=str(line.at),
                step=line.step,
                kind=line.kind,
                what=line.words,
                found=told.found,
                expected=told.expected,
                fix=told.fix,
            )


class PlannedChangeOut(Record):
    """A record that is said otherwise."""

    model_config = example(**_CHANGE)

    at: str = Field(description=_AT)
    kind: Kind = Field(description=_KIND)
    what: str = Field(description=_WHAT)
    fields: tuple[str, ...] = Field(description="What of it changes.")

    @classmethod
    def of(cls, line: PlanLine) -> Self:
        """Say a correction."""
        return cls(at=str(line.at), kind=line.kind, what=line.words, fields=tuple(line.changes))


class RemarkOut(Record):
    """Cells that are no facts, of one sort."""

    model_config = example(**_REMARK)

    because: str = Field(description="Why they are none.")
    count: int = Field(description="How many there are.")


class SheetOut(Record):
    """A sheet, and what it was taken for."""

    model_config = example(**_SHEET)

    name: str = Field(description="The file, and the sheet where it has several.")
    taken_for: str = Field(description="What kind of sheet muster took it for; `not read` when for none.")


class ProposalOut(Record):
    """What muster supposes, and does not obey until a recipe says it."""

    model_config = example(**_PROPOSAL)

    under: tuple[str, ...] = Field(description="The table of the recipe it belongs in; empty: its top.")
    key: str = Field(description="The key there: the words of the file, most often.")
    value: str | tuple[str, ...] | dict[str, str | float | tuple[str, ...]] | None = Field(
        description="What to write there; null when muster has no idea."
    )
    at: str = Field(description=_AT)

    @classmethod
    def of(cls, found: Proposal) -> Self:
        """Say a proposal."""
        value = found.value
        said: dict[str, str | float | tuple[str, ...]] = {}
        match value:
            case CourseSaid():
                said = {"topics": value.topics, "hours": (value.minutes or 0) / 60, "provider": value.provider}
            case ConditionSaid():
                said = {"topics": value.topics, "credentials": value.credentials}
            case License():
                said = {"credential": value.credential, "title": value.title, "issuer": value.issuer}
            case _:
                return cls(under=found.table, key=found.key, value=value, at=str(found.at))
        filled = {name: each for name, each in said.items() if each}
        return cls(under=found.table, key=found.key, value=filled, at=str(found.at))


class PlanOut(Record):
    """What bringing files in would do. Nothing of it is stored."""

    model_config = example(**_PLAN)

    position: int = Field(
        description="Where the ledger stood. Send it with the files to have this very plan carried out."
    )
    counts: tuple[CountOut, ...] = Field(description="What there is, by kind and step.")
    held_back: tuple[HeldBackOut, ...] = Field(
        description="Everything that is not stored, each with the way to mend it."
    )
    changes: tuple[PlannedChangeOut, ...] = Field(description="Every record that is said otherwise.")
    remarks: tuple[RemarkOut, ...] = Field(description="Cells that are no facts, as notes and plans, by sort.")
    sheets: tuple[SheetOut, ...] = Field(description="What each sheet was taken for.")
    ignored: tuple[str, ...] = Field(description="Columns that nobody knows, each by its place.")
    effects: tuple[str, ...] = Field(description="What else changes, for people.")
    proposals: tuple[ProposalOut, ...] = Field(description="What muster supposes about the files' words.")
    recipe: str = Field(
        description="What you have accepted, and every proposal beside it, as TOML. Read it, correct it, and send it "
        "as `recipe`: what stands in it is obeyed."
    )

    @classmethod
    def of(cls, plan: Plan, recipe: Recipe) -> Self:
        """Say a plan."""
        remarks = Counter(each.because for each in plan.remarks)
        return cls(
            position=plan.position,
            counts=tuple(
                CountOut(kind=kind, **{str(step): count for step, count in steps.items()})
                for kind, steps in plan.counts().items()
            ),
            held_back=tuple(each for line in plan.held_back() for each in HeldBackOut.of(line)),
            changes=tuple(PlannedChangeOut.of(line) for line in plan.lines if line.step is Step.UPDATE),
            remarks=tuple(RemarkOut(because=because, count=count) for because, count in remarks.most_common()),
            sheets=tuple(SheetOut(name=name, taken_for=what) for name, what in plan.sheets.items()),
            ignored=tuple(map(str, plan.ignored)),
            effects=tuple(plan.effects),
            proposals=tuple(map(ProposalOut.of, plan.proposals)),
            recipe=recipe_text(recipe, plan.proposals),
        )


class DocumentOut(Record):
    """A file that is kept, byte by byte."""

    model_config = example(**_DOCUMENT)

    name: str = Field(description="Its name, as it was sent.")
    digest: str = Field(description="SHA-256 of its bytes.")
    size: int = Field(description="How many bytes.")

    @classmethod
    def of(cls, kept: Document) -> Self:
        """Say a file."""
        return cls(name=kept.name, digest=kept.digest, size=kept.size)


class ImportOut(Record):
    """What was done: one act, or nothing."""

    model_config = example(position=42, documents=[_DOCUMENT], plan=_PLAN)

    position: int | None = Field(description="The ledger position of the act; null: there was nothing to store.")
    documents: tuple[DocumentOut, ...] = Field(description="The files that are kept with the act.")
    plan: PlanOut = Field(description="The plan that was carried out: what is new and changed in it is stored.")

    @classmethod
    def of(cls, position: int | None, documents: Sequence[Document], plan: PlanOut) -> Self:
        """Say what was done."""
        return cls(position=position, documents=tuple(map(DocumentOut.of, documents)) if position else (), plan=plan)


class SaidOut(Record):
    """How many facts of one kind an import said."""

    model_config = example(**_SAID)

    kind: Kind = Field(description=_KIND)
    count: int = Field(description="How many of them: new, or said otherwise than before.")


class ImportedOut(Record):
    """An import that is on record."""

    model_config = example(**_IMPORTED)

    id: UUID = Field(description="Its id, for ever.")
    position: int = Field(description="The ledger position of the act.")
    at: datetime = Field(description="When.")
    account: UUID | None = Field(description="The sign-in that did it; null for the machine's own prompt.")
    who: str = Field(description="How the agency knows them now: a name, or else an address.")
    files: str = Field(description="The names of the files; empty once somebody named there was erased.")
    said: tuple[SaidOut, ...] = Field(description="What it said, by kind, of what was not erased since.")
    taken_back_at: int | None = Field(description="The ledger position at which it was taken back, if it was.")

    @classmethod
    def of(cls, found: Imported) -> Self:
        """Say it."""
        return cls(
            id=found.id,
            position=found.position,
            at=found.at,
            account=found.account,
            who=found.who,
            files=found.files,
            said=_said(found.counts),
            taken_back_at=found.taken_back_at,
        )


def _said(counts: Mapping[Kind, int]) -> tuple[SaidOut, ...]:
    return tuple(SaidOut(kind=kind, count=count) for kind, count in counts.items())


class InTheWayOut(Record):
    """A fact that keeps an import from being taken back."""

    model_config = example(**_IN_THE_WAY)

    kind: str = Field(description="What it is, as the ledger calls it.")
    fact: UUID = Field(description="Which, by id.")
    person: UUID | None = Field(description="Whom it is about, if anybody.")
    name: str = Field(description="What they, or it, are called.")
    why: Why = Field(
        description="`changed`: said otherwise since. `leans`: recorded since, about what the import added. `misses`: "
        "it would be put back about something that is no longer on record."
    )


class UndoingOut(ImportedOut):
    """An import that is on record, and what taking it back would do by now."""

    model_config = example(
        **_IMPORTED,
        until="2026-12-22T15:00:00Z",
        withdraws=[_SAID],
        puts_back=[],
        in_the_way=[_IN_THE_WAY],
    )

    until: datetime = Field(description="From then on it is too late to take it back as a whole.")
    withdraws: tuple[SaidOut, ...] = Field(description="What would be withdrawn, by kind.")
    puts_back: tuple[SaidOut, ...] = Field(description="What would be believed again as before it, by kind.")
    in_the_way: tuple[InTheWayOut, ...] = Field(description="What keeps it from being taken back; empty: nothing.")

    @classmethod
    def read(cls, found: Undoing) -> Self:
        """Say it."""
        return cls(
            **dict(ImportedOut.of(found.imported)),
            until=found.until,
            withdraws=_said(found.withdraws),
            puts_back=_said(found.puts_back),
            in_the_way=tuple(
                InTheWayOut(kind=each.kind, fact=each.fact, person=each.person, name=each.name, why=each.why)
                for each in found.in_the_way
            ),
        )


class ImportsOut(Record):
    """Imports, a page of them."""

    model_config = example(items=[_IMPORTED])

    items: tuple[ImportedOut, ...] = Field(description="Imports, the newest first.")
