"""Whom an order touches: whose days it moves, from which day to which, and what becomes of their answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from muster.domain.extensions import Order
from muster.domain.facts import Facts
from muster.domain.findings import Verdict
from muster.domain.intervals import BEGINNING, FOREVER
from muster.domain.standing.excusing import mover
from muster.domain.standing.judged import Judged


class MovedDay(NamedTuple):
    """A day by which one requirement (``pack/id``) was due, and through which it runs."""

    requirement: str
    due_on: date
    through: date


@dataclass(frozen=True, slots=True)
class Touched:
    """One person in one program, with an order and without it, on the day asked about.

    ``otherwise``: is any day at all answered otherwise by everything that is required together?
    """

    person: UUID
    program: UUID
    moves: tuple[MovedDay, ...]
    without: Verdict
    under: Verdict
    otherwise: bool


def may_touch(order: Order, judged: Judged, facts: Facts) -> bool:
    """May it move a day of this person, as judged in a program with it or without it?"""
    for rule, timeline in judged.rules:
        found = mover(order, rule.requirement, facts)
        if found and any(each.terms and found.moves(each.due_on, each.terms) for each in timeline.segments):
            return True
    return False


def touched(order: Order, without: Judged, under: Judged, *, on: date) -> Touched | None:
    """Return what an order does to somebody; ``None`` when it moves no day of theirs."""
    moves = tuple(sorted(set(_moves(order, under))))
    if not moves:
        return None
    return Touched(
        under.person,
        under.program,
        moves,
        without.verdict(on),
        under.verdict(on),
        without.turns != under.turns,
    )


def _moves(order: Order, under: Judged) -> Iterator[MovedDay]:
    for rule, timeline in under.rules:
        for each in timeline.segments:
            here = each.during.start < rule.during.end and rule.during.start < each.during.end
            due_on = each.due_on if each.due_on not in {None, BEGINNING, FOREVER} else None
            if here and each.extended == order.says and due_on is not None:
                yield MovedDay(rule.requirement.name, due_on, order.through)
