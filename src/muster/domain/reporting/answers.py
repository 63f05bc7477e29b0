"""The answer that a report begins with, in one or a few plain sentences."""

from __future__ import annotations

from muster.domain.charging import Split
from muster.domain.owing.owing_words import dollars
from muster.domain.words import ENGLISH, Words


def of_charges(minutes: Split, words: Words = ENGLISH) -> str:
    """Say whether whoever was charged to an award was qualified for it.

    >>> of_charges(Split(qualified=600))
    'All 10 hours charged to this award came from people who were then qualified for the role it paid for.'
    """
    if not minutes.whole:
        return words("Nothing was charged to this award in this period.")
    good = minutes.qualified + minutes.under_condition
    if good == minutes.whole:
        said = [
            words(
                "All {hours} charged to this award came from people who were then qualified for the role it paid for.",
                hours=words.hours(minutes.whole),
            )
        ]
    else:
        said = [
            words(
                "Of {hours} charged to this award, {qualified} came from people who were then qualified for the role "
                "it paid for.",
                hours=words.hours(minutes.whole),
                qualified=words.hours(good),
            )
        ]
    if minutes.under_condition:
        hours = words.hours(minutes.under_condition)
        said.append(
            words(
                "Of this time, {hours} came under a condition: a grace period, a waiver or an extension.", hours=hours
            )
        )
    if minutes.not_qualified:
        hours = words.hours(minutes.not_qualified)
        said.append(words("{hours} came from people who were not qualified on those days.", hours=hours))
    if minutes.unproven:
        hours = words.hours(minutes.unproven)
        said.append(words("For {hours} the records do not settle it, and somebody has to look.", hours=hours))
    if minutes.not_bound:
        hours = words.hours(minutes.not_bound)
        said.append(words("For {hours} no adopted rule asks anything, so nothing is shown.", hours=hours))
    return " ".join(said)


def of_balance(share: int, authorized: int, left: int, words: Words = ENGLISH) -> str:
    """Say how much of what was authorized is spent or owed, in cents.

    >>> of_balance(350_00, 500_00, 150_00)
    'The federal share comes to $350.00 of $500.00 authorized; $150.00 is not obligated yet.'
    >>> of_balance(550_00, 500_00, -50_00)
    'The federal share comes to $550.00, which is $50.00 above the $500.00 that was authorized.'
    """
    said = {"share": dollars(share), "authorized": dollars(authorized), "left": dollars(abs(left))}
    if left < 0:
        return words(
            "The federal share comes to ${share}, which is ${left} above the ${authorized} that was authorized.", **said
        )
    return words(
        "The federal share comes to ${share} of ${authorized} authorized; ${left} is not obligated yet.", **said
    )


def of_people(people: int, ranks: tuple[int, int, int, int], words: Words = ENGLISH) -> str:
    """Say how everybody stood: ``ranks`` counts those who met all, met all with a condition, are in review, did not.

    >>> of_people(1, (1, 0, 0, 0))
    'The 1 person who held a role met every required rule on every day of the period.'
    """
    met, under_condition, in_review, not_met = ranks
    good, unbound = met + under_condition, people - sum(ranks)
    if not people:
        return words("Nobody held a role in this period.")
    if good == people:
        said = [
            words.plural(
                "The {count} person who held a role met every required rule on every day of the period.",
                "All {count} people who held a role met every required rule on every day of the period.",
                people,
            )
        ]
    else:
        said = [
            words.plural(
                "Of {count} person who held a role, {good} met every required rule on every day of the period.",
                "Of {count} people who held a role, {good} met every required rule on every day of the period.",
                people,
                good=good,
            )
        ]
    if under_condition:
        said.append(
            words(
                "Of these, {count} did so under a condition: a grace period, a waiver or an extension.",
                count=under_condition,
            ),
        )
    if not_met:
        said.append(
            words.plural(
                "{count} person did not meet one on some day.", "{count} people did not meet one on some day.", not_met
            )
        )
    if in_review:
        said.append(
            words.plural(
                "For {count} person the records do not settle it, and somebody has to look.",
                "For {count} people the records do not settle it, and somebody has to look.",
                in_review,
            )
        )
    if unbound:
        said.append(
            words.plural(
                "For {count} person no adopted rule asks anything.",
                "For {count} people no adopted rule asks anything.",
                unbound,
            )
        )
    return " ".join(said)


def of_training(counts: tuple[int, ...], left_out: int, to_settle: int, words: Words = ENGLISH) -> str:
    """Say how many people completed what an award paid for: those of the workforce, and those outside it.

    >>> of_training((8, 25), 2, 0)[:75]
    '8 people of the mental health and related workforce, and 25 people outside '
    """
    ours, others = counts
    said = [
        words(
            "{ours} of the mental health and related workforce, and {others} outside it, completed training in this "
            "period that this award paid for.",
            ours=words.plural("{count} person", "{count} people", ours),
            others=words.plural("{count} person", "{count} people", others),
        )
    ]
    if left_out:
        said.append(
            words.plural(
                "{count} completion is left out: something else paid for it.",
                "{count} completions are left out: something else paid for them.",
                left_out,
            )
        )
    if to_settle:
        said.append(
            words.plural(
                "{count} completion is counted nowhere until somebody says what is missing of it.",
                "{count} completions are counted nowhere until somebody says what is missing of them.",
                to_settle,
            )
        )
    return " ".join(said)
