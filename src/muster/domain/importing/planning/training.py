"""What training trackers and exports of learning systems plan: courses, completions, credentials."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from muster.domain.credentials import Credential, End
from muster.domain.importing.claims import CompletionClaim, CredentialClaim
from muster.domain.importing.planning.draft import Draft
from muster.domain.importing.planning.matching import Doubt, label
from muster.domain.importing.planning.plan import Kind, PlanLine, Proposal, Step
from muster.domain.importing.recipe import CourseSaid, MonthOnly, folded
from muster.domain.importing.suggestions import course_for, credential_for, license_for
from muster.domain.intervals import month_end
from muster.domain.training import Completion, Course


class Training:
    """The courses and papers that a recipe knows, laid out for looking up."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._courses = {folded(key): said for key, said in draft.recipe.courses.items()}
        self._papers = {folded(key): said for key, said in draft.recipe.papers.items()}
        self._settled: dict[str, UUID | None] = {}

    def completion(self, claim: CompletionClaim) -> None:
        """Plan that somebody completed a course."""
        draft, words = self._draft, self._draft.words
        what = f"{label(claim.who)}: {claim.course}"
        course = self._course(claim)
        person = draft.who(claim.at, Kind.COMPLETION, claim.who, what)
        if person is None:
            return
        if course is None:
            draft.doubt(
                claim.at,
                Kind.COMPLETION,
                what,
                Doubt(
                    Step.CONFLICT,
                    words("the course '{title}'", title=claim.course),
                    words("a course that the recipe knows, or that is on record"),
                    words("say under [courses] in the recipe what it teaches"),
                ),
            )
            return
        on = self._day(claim, what)
        if on is not None and on > draft.today:
            draft.reject(
                claim.at,
                Kind.COMPLETION,
                what,
                found=str(on),
                expected=words("a day up to {today}", today=draft.today),
                fix=words("correct the date; a seat that is booked is a plan, not a completion"),
            )
            return
        if on is None and claim.on is not None:
            return
        key = (person, course, on)
        held = draft.completions.get(key)
        minutes = claim.minutes
        said = self._courses.get(folded(claim.course))
        if minutes is None and said and (held is None or held.value.minutes is None):
            minutes = said.minutes
        topics = held.value.topics if held else frozenset[str]()
        done = Completion(topics, on, minutes, course=course, mode=claim.mode)
        if held:
            done = replace(held.value, minutes=minutes, mode=claim.mode)
        what = f"{draft.name(person)}: {claim.course}, {on or words('day unknown')}"
        draft.put(draft.completions, key, done, at=claim.at, what=what, person=person)

    def _day(self, claim: CompletionClaim, what: str) -> date | None:
        """Return the day a row means; of a month alone, by the recipe."""
        if claim.on is None or not claim.month_only:
            return claim.on
        meant = self._draft.recipe.month_only
        if meant is MonthOnly.ASK:
            words = self._draft.words
            self._draft.doubt(
                claim.at,
                Kind.COMPLETION,
                what,
                Doubt(
                    Step.CONFLICT,
                    words("a month without a day: {month}", month=f"{claim.on:%Y-%m}"),
                    words("a day"),
                    words("write the day, or set month_only in the recipe to 'first' or 'last' day of the month"),
                ),
                Proposal((), "month_only", None, claim.at),
            )
            return None
        return claim.on if meant is MonthOnly.FIRST else month_end(claim.on)

    def _course(self, claim: CompletionClaim) -> UUID | None:
        """Return the course of that title: on record, or new by the recipe; its line is written once."""
        title = folded(claim.course)
        if title not in self._settled:
            self._settled[title] = self._settle(claim, title)
        return self._settled[title]

    def _settle(self, claim: CompletionClaim, title: str) -> UUID | None:
        draft, said, held = self._draft, self._courses.get(title), self._draft.courses.get(title)
        if said is None and held is None:
            words = draft.words
            draft.doubt(
                claim.at,
                Kind.COURSE,
                claim.course,
                Doubt(
                    Step.CONFLICT,
                    words("the course '{title}'", title=claim.course),
                    words("a course that the recipe knows, or that is on record"),
                    words("say under [courses] in the recipe what it teaches"),
                ),
                Proposal(("courses",), claim.course, course_for(claim.course), claim.at),
            )
            return None
        if said is None:
            assert held is not None  # noqa: S101 - one of the two is there
            draft.lines.append(PlanLine(claim.at, Step.UNCHANGED, Kind.COURSE, held.value.title))
            return held.fact
        name = held.value.title if held else " ".join(claim.course.split())
        course = _course(name, said)
        return draft.put(draft.courses, title, course, at=claim.at, what=name).held.fact

    def credential(self, claim: CredentialClaim) -> None:
        """Plan that somebody holds a paper."""
        draft = self._draft
        what = f"{label(claim.who)}: {claim.paper}"
        person = draft.who(claim.at, Kind.CREDENTIAL, claim.who, what)
        if person is None:
            return
        kind = self._kind(claim, what)
        if kind is None:
            return
        held = next(
            (
                each
                for each in draft.credentials.of(person)
                if each.value.kind == kind
                and each.value.valid_through == claim.through
                and (each.value.number == claim.number or not (each.value.number and claim.number))
            ),
            None,
        )
        what = f"{draft.name(person)}: {kind}"
        if held:  # its paper is on record: all that a sheet can add is the number
            said = Credential(
                kind, held.value.issued_on, held.value.valid_from, held.value.valid_through, held.value.end,
                held.value.earned_on, claim.number, held.value.jurisdiction, held.value.proof, held.value.statuses,
            )  # fmt: skip
            draft.note(draft.credentials, draft.credentials.say(held, said), at=claim.at, what=what)
            return
        end = End.PRINTED if claim.through else End.UNKNOWN
        said = Credential(kind, valid_through=claim.through, end=end, number=claim.number)
        key = (person, kind, claim.number, claim.through)
        draft.put(draft.credentials, key, said, at=claim.at, what=what, person=person)

    def _kind(self, claim: CredentialClaim, what: str) -> str | None:
        """Return the kind of credential that a column stands for, for somebody of that title."""
        draft, words = self._draft, self._draft.words
        said = self._papers.get(folded(claim.paper))
        if said and said.credential:
            return said.credential
        if said:
            found = {folded(title): kind for title, kind in said.by_title.items()}.get(folded(claim.title))
            if found:
                return found
        supposed, key = credential_for(claim.paper), "credential"
        table: tuple[str, ...] = ("papers", claim.paper)
        if supposed is None and claim.title:
            table, key, supposed = (*table, "by_title"), claim.title, license_for(claim.title)
        draft.doubt(
            claim.at,
            Kind.CREDENTIAL,
            what,
            Doubt(
                Step.CONFLICT,
                words("'{paper}' of somebody whose title is '{title}'", paper=claim.paper, title=claim.title)
                if claim.title
                else words("the column '{paper}'", paper=claim.paper),
                words("a kind of credential that the recipe names"),
                words("say under [papers] in the recipe which credential it is"),
            ),
            Proposal(table, key, supposed, claim.at),
        )
        return None


def _course(title: str, said: CourseSaid) -> Course:
    return Course(title, frozenset(said.topics), said.provider, said.minutes)
