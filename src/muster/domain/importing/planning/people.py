"""What a roster plans: people, how they are employed, the roles they hold, what an hour of theirs costs."""

from __future__ import annotations

from uuid import UUID

from muster.domain.awards import PayRate
from muster.domain.errors import Invalid
from muster.domain.importing.claims import Named, PersonClaim
from muster.domain.importing.planning.draft import Draft
from muster.domain.importing.planning.matching import Doubt, agree, label, lost, parts
from muster.domain.importing.planning.plan import Kind, PlanLine, Proposal, Step
from muster.domain.importing.recipe import NEW, folded
from muster.domain.importing.suggestions import roles_for
from muster.domain.intervals import FOREVER, Interval
from muster.domain.people import Employment, Identifier, Identity, Register, RoleHeld


def plan_person(draft: Draft, claim: PersonClaim) -> None:
    """Plan one row of a roster."""
    person = _identity(draft, claim)
    if person is not None:
        _employment(draft, claim, person)
        _roles(draft, claim, person)
        _rate(draft, claim, person)


def _identity(draft: Draft, claim: PersonClaim) -> UUID | None:
    who, what = claim.who, label(claim.who)
    found = draft.roll.find(who)
    if isinstance(found, Doubt):
        offer = Proposal(("people",), what, found.suppose, claim.at, found.whom) if found.suppose else None
        draft.doubt(claim.at, Kind.PERSON, what, found, offer)
        return None
    said = Identity(who.name, claim.preferred_name, who.email, claim.phone)
    if isinstance(found, UUID):
        held = draft.people.held[found]
        said = _over(draft, claim, said, held.value)
        done = draft.put(draft.people, found, said, at=claim.at, what=said.name, fact=found)
        if done.step is Step.UPDATE:
            draft.roll.call(found, done.held.value)
        if who.number and found not in draft.roll.numbers:
            _number(draft, claim, found)
        return found
    why = _unfit(draft, claim)
    if why:
        offer = (
            Proposal(("people",), what, NEW, claim.at) if why.step is Step.CONFLICT and not lost(claim.who) else None
        )
        draft.doubt(claim.at, Kind.PERSON, what, why, offer)
        return None
    person = draft.ids()
    draft.put(draft.people, person, said, at=claim.at, what=said.name, fact=person)
    draft.roll.add(person, said)
    if who.number:
        _number(draft, claim, person)
    return person


def _over(draft: Draft, claim: PersonClaim, said: Identity, record: Identity) -> Identity:
    """Return what names somebody who is on record: the same name in another order is no other name."""
    same = not said.name or parts(said.name) == parts(record.name)
    keeps = same or lost(claim.who) or (claim.who.name == record.preferred_name)
    if not keeps and not agree(said.name, record):
        keeps = folded(label(claim.who)) not in draft.roll.accepted and folded(said.name) not in draft.roll.accepted
    return Identity(
        record.name if keeps else said.name,
        said.preferred_name,
        record.email if lost(Named(email=said.email)) else said.email,
        said.phone,
        record.language,
        record.birth,
    )


def _unfit(draft: Draft, claim: PersonClaim) -> Doubt | None:
    """Say why somebody new cannot be added as they stand."""
    words, who = draft.words, claim.who
    if not who.name.strip():
        return Doubt(
            Step.REJECTED,
            words("a new person without a name"),
            words("a name; one word is enough"),
            words("write the name into the row"),
        )
    if lost(claim.who):
        return Doubt(
            Step.CONFLICT,
            words("'{name}', which has lost letters", name=label(who)),
            words("the whole name of somebody new"),
            words("save the file again as UTF-8, or write the name out"),
        )
    if who.number or who.email or draft.roll.accepted.get(folded(label(who))) == NEW:
        return None
    return Doubt(
        Step.CONFLICT,
        words("'{name}', with neither a number nor an address", name=who.name),
        words("an employee number or e-mail address that tells them from others of the name"),
        words('add one to the row; or write "{name}" = "{new}" under [people] in the recipe', name=label(who), new=NEW),
    )


def _number(draft: Draft, claim: PersonClaim, person: UUID) -> None:
    draft.numbers.put((person, Register.HR), Identifier(Register.HR, claim.who.number), person=person)
    draft.roll.give(person, claim.who.number)


def _employment(draft: Draft, claim: PersonClaim, person: UUID) -> None:
    if claim.hired_on is None:
        return
    words, name = draft.words, draft.name(person)
    if claim.left_on and claim.left_on < claim.hired_on:
        draft.reject(
            claim.at,
            Kind.EMPLOYMENT,
            name,
            found=words("left on {left}, hired on {hired}", left=claim.left_on, hired=claim.hired_on),
            expected=words("a last day that is not before the first"),
            fix=words("correct whichever of the two dates is wrong"),
        )
        return
    held = draft.employments.get((person, claim.hired_on))
    during = _during(claim, held.value.validity if held else None)
    for other in draft.employments.of(person):
        if other is not held and other.value.validity & during:
            draft.doubt(
                claim.at,
                Kind.EMPLOYMENT,
                name,
                Doubt(
                    Step.CONFLICT,
                    words("hired on {hired}", hired=claim.hired_on),
                    words("employment from {start} on, as on record", start=other.value.validity.start),
                    words("correct the hire date in the file, or the employment on record"),
                ),
            )
            return
    said = Employment(during, held.value.kind) if held else Employment(during)
    draft.put(draft.employments, (person, claim.hired_on), said, at=claim.at, what=name, person=person)


def _during(claim: PersonClaim, record: Interval | None) -> Interval:
    """Return the days of a job or a role: an end that the file leaves out stays as it is."""
    assert claim.hired_on is not None  # noqa: S101 - whoever asks has looked
    if claim.left_on:
        return Interval.through(claim.hired_on, claim.left_on)
    return record or Interval(claim.hired_on)


def _roles(draft: Draft, claim: PersonClaim, person: UUID) -> None:
    """Plan the roles that a title stands for."""
    if not claim.title.strip():
        return
    words, name = draft.words, draft.name(person)
    roles = draft.titles.get(folded(claim.title))
    what = f"{name}, {claim.title}"
    if roles is None:
        supposed = roles_for(claim.title)
        draft.doubt(
            claim.at,
            Kind.ROLE,
            what,
            Doubt(
                Step.CONFLICT,
                words("the title '{title}'", title=claim.title),
                words("a title that the recipe knows"),
                words("say under [titles] in the recipe which roles it stands for"),
            ),
            Proposal(("titles",), claim.title, supposed or None, claim.at),
        )
        return
    program = _program(draft, claim, what)
    start = claim.hired_on or max((job.value.validity.start for job in draft.employments.of(person)), default=None)
    if program is None:
        return
    if start is None or (claim.left_on and claim.left_on < start):
        if start is None:
            draft.reject(
                claim.at,
                Kind.ROLE,
                what,
                found=words("no hire date"),
                expected=words("the day since when the role is held"),
                fix=words("add the hire date to the row"),
            )
        return
    for role in roles:
        _role(draft, claim, person, RoleHeld(role, program, Interval(start)), roles)


def _role(draft: Draft, claim: PersonClaim, person: UUID, said: RoleHeld, roles: tuple[str, ...]) -> None:
    """Plan one role. Somebody who holds another already has changed it on a day that the file does not say."""
    words, key = draft.words, (person, said.program, said.role)
    what = f"{draft.name(person)}, {said.role}"
    held = draft.roles.get(key)
    start = held.value.validity.start if held else said.validity.start
    before = [
        other.value.role
        for other in draft.roles.of(person)
        if other.version and other.value.program == said.program and other.value.role not in roles
        and other.value.validity.end == FOREVER
    ]  # fmt: skip
    if held is None and before:
        draft.doubt(
            claim.at,
            Kind.ROLE,
            what,
            Doubt(
                Step.CONFLICT,
                words("the role {role}", role=said.role),
                words(
                    "{before}, as on record; the file does not say since when it is another", before=", ".join(before)
                ),
                words("record the change of role with its day, then bring the file in again"),
            ),
        )
        return
    end = Interval.through(start, claim.left_on) if claim.left_on and claim.left_on >= start else None
    during = end or (held.value.validity if held else said.validity)
    fte = claim.fte_percent if claim.fte_percent is not None else held.value.fte_percent if held else said.fte_percent
    role = RoleHeld(said.role, said.program, during, fte, flsa=held.value.flsa if held else None)
    draft.put(draft.roles, key, role, at=claim.at, what=what, person=person)


def _program(draft: Draft, claim: PersonClaim, what: str) -> UUID | None:
    """Return the program that a row means: by its name, by the recipe, or the only one there is."""
    words = draft.words
    there = {folded(each.value.name): each.fact for each in draft.on.programs}
    said = claim.program or draft.recipe.program
    meant = {folded(key): value for key, value in draft.recipe.programs.items()}.get(folded(said), said)
    if not meant and len(there) == 1:
        return next(iter(there.values()))
    found = there.get(folded(meant))
    if found is None:
        names = ", ".join(f"'{each.value.name}'" for each in draft.on.programs) or words("none is on record")
        draft.reject(
            claim.at,
            Kind.ROLE,
            what,
            found=words("the program '{name}'", name=said) if said else words("no program"),
            expected=words("a program on record: {names}", names=names),
            fix=words("add it with `muster init --program`, or say under [programs] in the recipe which one is meant"),
        )
    return found


def _rate(draft: Draft, claim: PersonClaim, person: UUID) -> None:
    """Plan what an hour costs. A rate that changed did so on a day that the file does not say."""
    if claim.rate_cents is None:
        return
    words, name = draft.words, draft.name(person)
    start = claim.hired_on or max((job.value.validity.start for job in draft.employments.of(person)), default=None)
    rates = sorted(draft.rates.of(person), key=lambda held: held.value.during.start)
    if rates and rates[-1].value.cents_per_hour == claim.rate_cents:
        draft.lines.append(PlanLine(claim.at, Step.UNCHANGED, Kind.PAY_RATE, name))
        return
    if rates or start is None:
        draft.doubt(
            claim.at,
            Kind.PAY_RATE,
            name,
            Doubt(
                Step.CONFLICT,
                words("a pay rate without its first day"),
                words("the day since when it is paid; another is on record") if rates else words("a hire date"),
                words("record the rate with its first day"),
            ),
        )
        return
    try:
        said = PayRate(claim.rate_cents, Interval(start))
    except Invalid as why:
        fix = words("correct it, or leave the cell empty")
        draft.reject(claim.at, Kind.PAY_RATE, name, found=str(claim.rate_cents), expected=why.message, fix=fix)
        return
    draft.put(draft.rates, (person, start), said, at=claim.at, what=name, person=person)
