"""What an award asks of whoever is charged to it, written out as a pack of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from muster.domain.adopting.adoptions import Adoption
from muster.domain.anchors import Anchor, Parity
from muster.domain.awards import Award
from muster.domain.credentials import CredentialKind, KindOf
from muster.domain.importing.claims import AwardClaim
from muster.domain.importing.planning.draft import Draft
from muster.domain.importing.planning.matching import Doubt
from muster.domain.importing.planning.money import Money
from muster.domain.importing.planning.plan import Kind, Proposal, Step, Terms
from muster.domain.importing.recipe import ConditionSaid, License, folded
from muster.domain.importing.suggestions import condition_for


class Asked(NamedTuple):
    """One requirement of the pack: who is asked, for what, in whose words."""

    name: str
    roles: tuple[str, ...]
    topics: tuple[str, ...]
    credentials: tuple[str, ...]
    says: str


def plan_conditions(draft: Draft, money: Money, claims: Sequence[AwardClaim]) -> None:
    """Plan the pack of each award: all that its rows ask, once all of it is settled; never a part."""
    conditions = {folded(key): said for key, said in draft.recipe.conditions.items()}
    licenses = {folded(key): said for key, said in draft.recipe.licenses.items()}
    for claim in claims:
        held = draft.awards.get(folded(claim.number))
        if held is None or not claim.conditions:
            continue
        settled = _settled(draft, claim, conditions)
        lines = money.lines_of[held.fact]
        if settled is None or (draft.personnel.of(held.fact) and not lines):
            continue  # without the lines the pack would lose what they ask
        asked = list(settled)
        defined: dict[str, CredentialKind] = dict(draft.on.kinds)
        for line in lines:
            paper = licenses.get(folded(line.role))
            role = draft.personnel.held[held.fact, folded(line.code)].value.role
            if paper and not any(each.credentials == (paper.credential,) and role in each.roles for each in asked):
                if paper.title and paper.issuer:
                    sort = KindOf.LICENSE if paper.credential.endswith("-license") else KindOf.CERTIFICATION
                    kind = CredentialKind(paper.credential, paper.title, paper.issuer, sort)
                    defined.setdefault(paper.credential, kind)
                title = defined[paper.credential].title if paper.credential in defined else paper.credential
                asked.append(_licensed(line.role, role, paper, title))
        _terms(draft, claim, held.fact, asked, defined)


def _settled(draft: Draft, claim: AwardClaim, conditions: Mapping[str, ConditionSaid]) -> list[Asked] | None:
    words, number = draft.words, claim.number
    found: list[Asked] = []
    missing = False
    for condition in claim.conditions:
        said = conditions.get(folded(condition))
        if said is None:
            missing = True
            draft.doubt(
                claim.at,
                Kind.CONDITIONS,
                f"{number}: {condition}",
                Doubt(
                    Step.CONFLICT,
                    words("the condition '{condition}'", condition=condition),
                    words("a condition that the recipe knows"),
                    words("say under [conditions] in the recipe which topics or credentials satisfy it"),
                ),
                Proposal(("conditions",), condition, condition_for(condition), claim.at),
            )
        else:
            says = f"Award {number} ({claim.funder}) asks everybody charged to it for: {condition}."
            found.append(Asked(_slug(condition), ("*",), said.topics, said.credentials, says))
    return None if missing else found


def _licensed(word: str, role: str, paper: License, title: str) -> Asked:
    says = f"Whoever holds a position that asks for '{word}' has this, and it is current: {title}."
    return Asked(_slug(f"{role}-{paper.credential}"), (role,), (), (paper.credential,), says)


def _terms(
    draft: Draft, claim: AwardClaim, award: UUID, asked: Sequence[Asked], defined: Mapping[str, CredentialKind]
) -> None:
    """Plan the pack itself; one that differs by nothing but the day it was reviewed is the same."""
    words = draft.words
    what = words("{number}: what it asks of those charged to it", number=claim.number)
    unknown = sorted({each for one in asked for each in one.credentials} - set(defined))
    if unknown:
        draft.doubt(
            claim.at,
            Kind.CONDITIONS,
            what,
            Doubt(
                Step.CONFLICT,
                words("the credential '{name}'", name=unknown[0]),
                words("a credential that a pack defines"),
                words("give it a title and an issuer under [licenses] in the recipe, or name another"),
            ),
        )
        return
    on = draft.awards.held[folded(claim.number)].value
    held = draft.terms.get(award)
    text = pack_text(on, asked, defined, reviewed_on=str(draft.today))
    if held and _unreviewed(held.value.text) == _unreviewed(text):
        text = held.value.text
    digest = sha256(text.encode()).hexdigest()
    said = Terms(Adoption(_pack_id(on), digest, on.performance, award=award), text)
    if held:
        said = Terms(
            Adoption(held.value.adoption.pack, digest, on.performance, award=award, fact=held.value.adoption.fact), text
        )
    draft.put(draft.terms, award, said, at=claim.at, what=what)


def _unreviewed(text: str) -> str:
    return re.sub(r"(?m)^reviewed_on = .*$", "", text)


def _pack_id(award: Award) -> str:
    return f"award-{_slug(award.number)}"


def pack_text(award: Award, asked: Sequence[Asked], kinds: Mapping[str, CredentialKind], *, reviewed_on: str) -> str:
    """Return the text of an award's pack. The same award and conditions always give the same text."""
    source = f"The grant office's workbook of awards, row of {award.number}"
    cite = f"Award {award.number}, as the grant office's workbook says"
    out = [
        f"# What award {award.number} asks, written by muster from the grant office's workbook.",
        "# Nobody has compared it with the notice of award itself.",
        "",
        f"id = {_quoted(_pack_id(award))}",
        f"title = {_quoted(f'What award {award.number} asks of those charged to it')}",
        'jurisdiction = "Award"',
        f"authority = {_quoted(award.funder or award.pass_through or award.number)}",
        'kind = "required"',
        f"reviewed_on = {reviewed_on}",
        f"source = {_quoted(source)}",
    ]
    for name in dict.fromkeys(each for one in asked for each in one.credentials):
        out += ["", *_kind(kinds[name])]
    names: set[str] = set()
    for each in asked:
        name, count = each.name, 1
        while name in names:
            count += 1
            name = f"{each.name}-{count}"
        names.add(name)
        out += ["", "[[requirement]]", f"id = {_quoted(name)}", f"roles = {_listed(each.roles)}"]
        if each.topics:
            out.append(f"topic = {_listed(each.topics)}")
        if each.credentials:
            out.append(f"credential = {_listed(each.credentials)}")
        out += [
            f"says = {_quoted(each.says)}",
            "",
            "[[requirement.terms]]",
            f"effective = {award.performance.start}",
            'confidence = "secondary"',
            f"cite = {_quoted(cite)}",
        ]
    return "\n".join(out) + "\n"


def _kind(kind: CredentialKind) -> list[str]:
    found = ["[[credential]]"]
    found += [f"{name} = {_quoted(str(getattr(kind, name)))}" for name in ("id", "title", "issuer", "sort")]
    if kind.validity:
        renewal = kind.validity
        said = {
            "every": str(renewal.every),
            "anchor": str(renewal.anchor) if renewal.anchor is not Anchor.COMPLETION else None,
            "on": str(renewal.on) if renewal.on else None,
            "also_on": str(renewal.also_on) if renewal.also_on else None,
            "rolls_from": str(renewal.rolls_from) if renewal.rolls_from else None,
            "unsettled_from": str(renewal.unsettled_from) if renewal.unsettled_from else None,
            "unsettled_through": str(renewal.unsettled_through) if renewal.unsettled_through else None,
            "window": str(renewal.window) if renewal.window else None,
            "parity": str(renewal.parity) if renewal.parity is not Parity.ANY else None,
        }
        parts = _parts(said)
        parts += [f"day = {renewal.day}"] if renewal.day else []
        found.append(f"validity = {{ {', '.join(parts)} }}")
    if kind.renews:
        windows = {each.name: getattr(kind.renews, each.name) for each in fields(kind.renews)}
        parts = _parts({name: str(value) if value else None for name, value in windows.items()})
        found.append(f"renews = {{ {', '.join(parts)} }}")
    return found


def _parts(said: Mapping[str, str | None]) -> list[str]:
    return [f"{name} = {_quoted(value)}" for name, value in said.items() if value]


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "condition"


def _quoted(words: str) -> str:
    """Return words as TOML writes them: JSON's escapes are TOML's, once control characters are out."""
    return json.dumps(" ".join(words.split()), ensure_ascii=False)


def _listed(names: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, names))}]"
