"""Every record of what a requirement takes counts on a day, or is left out with a reason that is true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from muster.domain.credentials import Credential, Proof
from muster.domain.explanations.dating import reckonings
from muster.domain.explanations.left_out import Cause, LeftOut, left_out
from muster.domain.facts import Facts
from muster.domain.findings import Reason
from muster.domain.hours.cycles import UNKNOWN
from muster.domain.intervals import ALWAYS
from muster.domain.requirements import Requirement
from muster.domain.standing.binding import bound
from muster.domain.standing.engine import finding, timeline
from muster.domain.standing.judged import Rule
from muster.domain.standing.judging import Stretch
from muster.domain.training import Completion
from tests.chance import examples
from tests.domain import cycle_oracle, oracle
from tests.domain.cycles_at_random import cycle_cases
from tests.domain.people_at_random import Case, Draw, cases, periods, priors
from tests.domain.test_forecasting import SLOWLY


def test_every_record_counts_or_is_left_out_with_a_reason_that_is_true() -> None:
    """What counts is read by the oracle, and each reason is held to be so by what the record itself says."""
    met: Counter[Cause] = Counter()

    @settings(SLOWLY, max_examples=examples(150))
    @given(st.one_of(sifted(), sifted(), cycle_cases()), st.data())
    def everything(case: Case, data: st.DataObject) -> None:
        asked, facts = case.requirement, numbered(case.facts)
        judged, period = timeline(asked, facts), data.draw(periods(case))
        for on in (period.start, period.start + (period.last - period.start) // 2, period.last):
            found = finding(asked, judged, on=on)
            told = left_out(found, facts)
            if found.reason is Reason.NOT_BOUND:
                assert told == ()
                continue
            here = next(each for each in bound(asked, facts) if each.start <= on < each.end)
            for thing in oracle.things_asked(asked):
                of_it = [each for each in told if is_about(each, thing)]
                records = {each.fact: each for each in on_file(facts, thing)}
                left, counting = {each.fact for each in of_it}, that_count(asked, thing, here, facts, on)
                assert not counting & left, "it counts, and is left out"
                assert counting | left == records.keys(), "it neither counts nor is left out"
                for each in of_it:
                    met[each.why] += 1
                    assert is_true(each, records[each.fact], thing, here, facts), each
                shown = {each.fact for each in reckonings(found, Rule(asked, ALWAYS), judged, facts)}
                assert counting <= shown, "it counts, and nothing is told of it"

    everything()
    assert met.keys() >= OFTEN, "the control; each of the others is typed by hand in test_left_out_words.py"


OFTEN = {Cause.LATER, Cause.OVER, Cause.OUTSIDE, Cause.UNDATED, Cause.WEAKER_PROOF}


@st.composite
def sifted(draw: Draw) -> Case:
    """Draw a case whose terms sift what is on file more often than not."""
    case = draw(cases())
    terms = tuple(
        replace(
            each,
            prior=draw(priors() | priors() | st.none()),
            approved_by=draw(st.sampled_from(("", "", "WA HCA"))),
            proof=draw(st.sampled_from((Proof.SOURCE_CHECKED, Proof.SOURCE_CHECKED, Proof.DOCUMENT_SEEN, None))),
        )
        for each in case.requirement.terms
    )
    return replace(case, requirement=replace(case.requirement, terms=terms))


def numbered(facts: Facts) -> Facts:
    """Return the same person, each record with an id of its own."""
    done = tuple(replace(each, fact=UUID(int=1000 + place)) for place, each in enumerate(facts.completions))
    held = tuple(replace(each, fact=UUID(int=2000 + place)) for place, each in enumerate(facts.credentials))
    return replace(facts, completions=done, credentials=held)


def on_file(facts: Facts, thing: oracle.Asked) -> Iterator[Completion | Credential]:
    """Yield every record of the kinds that the thing takes."""
    yield from (each for each in facts.completions if each.topics & thing.topics)
    yield from (each for each in facts.credentials if each.kind in {kind.id for kind in thing.kinds})


def is_about(each: LeftOut, thing: oracle.Asked) -> bool:
    return each.kind in thing.kinds if each.kind else set(each.topics) <= thing.topics


def that_count(asked: Requirement, thing: oracle.Asked, here: Stretch, facts: Facts, on: date) -> set[UUID | None]:
    if here.cycle is None or not (here.terms.paths or here.cycle is UNKNOWN):
        return oracle.that_count(thing, here.terms, facts, here.stint.hired, on)
    speaking = cycle_oracle.speaks(on, asked, cycle_oracle.cards(asked.terms[0], facts))
    assert speaking is not None
    return cycle_oracle.that_count(asked, here.terms, facts, speaking, on)


def is_true(  # noqa: C901, PLR0911, PLR0912 - a line for each reason
    said: LeftOut, record: Completion | Credential, thing: oracle.Asked, here: Stretch, facts: Facts
) -> bool:
    terms, hired, on = here.terms, here.stint.hired, said.on
    read = [*oracle.completions(thing, terms, facts, hired), *oracle.credentials(thing, terms, facts)]
    evidence = next((each for each in read if each.fact == record.fact), None)
    weak = Proof.SUSPECTED_MISMATCH
    match said.why:
        case Cause.CYCLE_UNKNOWN:
            return here.cycle is UNKNOWN
        case Cause.REVOKED | Cause.SUSPENDED:
            state = evidence.state(on) if evidence else None
            return state is not None and state.value == said.why.value and said.first is not None and said.first <= on
        case Cause.START_UNKNOWN:
            return evidence is not None and evidence.first is None
        case Cause.END_UNKNOWN:
            return evidence is not None and evidence.last is None
        case Cause.LATER:
            first = record.completed_on if isinstance(record, Completion) else evidence.first if evidence else None
            return first is not None and on < first
        case Cause.OVER:
            last = evidence.last if evidence else None
            return last is not None and last < on and said.given is not None and said.given.last == last
        case Cause.MISMATCH:
            return record.proof is weak
        case Cause.WEAKER_PROOF:
            return said.proof is record.proof is not weak and not oracle.proves(record.proof, said.needed)
        case Cause.NOT_TAKEN | Cause.NO_ONE_BUCKET:
            paths = [each for each in terms.paths if isinstance(record, Completion) and each.topics & record.topics]
            return bool(paths) and any(each.minutes is None for each in paths)
        case Cause.UNDATED if isinstance(record, Credential):
            return evidence is not None and evidence.first is None and record.valid_through is None
    assert isinstance(record, Completion)
    done, topics = record.completed_on, record.topics & thing.topics
    match said.why:
        case Cause.UNDATED:
            return done is None
        case Cause.LENGTH_UNKNOWN:
            return record.minutes is None
        case Cause.OWN_APPROVAL:
            return oracle.is_own(record, terms, facts)
        case Cause.NOT_APPROVED:
            return oracle.is_refused(record, thing.topics, terms) and bool(said.approved)
        case Cause.APPROVAL_NOT_SAID:
            return oracle.is_not_said(record, thing.topics, terms)
        case Cause.HIRE_UNKNOWN:
            return terms.prior is not None and hired is None
        case Cause.OUTSIDE:
            return None not in {done, said.first, said.last} and not said.first <= done <= said.last  # type: ignore[operator]
    assert done is not None
    assert terms.prior is not None
    assert hired is not None
    assert done < hired == said.since
    match said.why:
        case Cause.NEVER_PRIOR:
            return topics <= terms.prior.except_topics
        case Cause.TOO_OLD:
            assert said.less is not None
            return said.less == terms.prior.lookback and done < oracle.earlier(hired, said.less) == said.first
        case Cause.PRIOR_NOT_SAID:
            return terms.prior.lookback is None
        case Cause.WEAKER_PRIOR_PROOF:
            return not oracle.proves(record.proof, terms.prior.proof)
    return False
