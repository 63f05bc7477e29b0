"""The words of the field that pages use, and what each means here, in plain sentences."""

from __future__ import annotations

from typing import Final, NamedTuple

from muster.domain.words import message


class Meaning(NamedTuple):
    """A word, and what it means here."""

    word: str
    means: str


GLOSSARY: Final[dict[str, Meaning]] = {
    "cleared": Meaning(
        message("Cleared"),
        message(
            "Every rule that binds somebody in their role is met on that day. One that is not met is enough to say no."
        ),
    ),
    "needs-review": Meaning(
        message("Needs review"),
        message("A record or a rule is in doubt, so nobody is told yes or no by a machine: a person has to look."),
    ),
    "through": Meaning(
        message("Through"),
        message("The last good day, as cards print it. The day after it is the first on which it no longer counts."),
    ),
    "credential": Meaning(
        message("Credential"),
        message("Anything that a rule may ask somebody to hold: a certification, a license, or a clearance."),
    ),
    "completion": Meaning(
        message("Completion"),
        message("A course that somebody finished. It may count for a rule by itself, or give rise to a credential."),
    ),
    "verified": Meaning(
        message("Confirmed at the source"),
        message(
            "Somebody asked whoever issued it, and the issuer said that it is so. Seeing a card is less than that."
        ),
    ),
    "rule-pack": Meaning(
        message("Rule pack"),
        message(
            "What one authority asks for, as one reviewed text with the paragraph for each rule. A program "
            "adopts it from a day on."
        ),
    ),
    "waiver": Meaning(
        message("Waiver"),
        message("What an authority wrote to excuse somebody from a rule, for some days. Nobody here can give one."),
    ),
    "award": Meaning(
        message("Award"),
        message(
            "Money from a funder under one number, for a period of performance. Its personnel lines are the "
            "positions it pays for."
        ),
    ),
    "reporting-period": Meaning(
        message("Reporting period"),
        message("The days that one report to the funder is about, and the day by which it is due."),
    ),
    "forecast": Meaning(
        message("Forecast"),
        message(
            "What follows from what is on record today if nobody renews anything: who falls below a rule, and on which "
            "day. It is no promise; every record that comes in changes it."
        ),
    ),
    "plan": Meaning(
        message("Plan of seats"),
        message(
            "The fewest seats in courses on record that close the most gaps by a day, with the last day on which "
            "asking for each still helps. A gap is what is not met on that day, or in doubt, if nobody renews."
        ),
    ),
    "what-if": Meaning(
        message("What if"),
        message(
            "Facts that are not on record are laid over those that are, and everybody is judged once more. Nothing is "
            "recorded; what would be otherwise is said."
        ),
    ),
    "effort": Meaning(
        message("Effort"),
        message(
            "The minutes that somebody worked on a day, and which award they are charged to. An allocation is "
            "the plan for it."
        ),
    ),
    "share": Meaning(
        message("Share"),
        message(
            "What one agency lets another look at: numbers or people, for a reason, until a day. Without one, "
            "nobody outside sees anything."
        ),
    ),
    "access-log": Meaning(
        message("Access log"),
        message(
            "The list of who looked at whose record, or took something about people away. Everybody can read who "
            "looked at them."
        ),
    ),
    "ledger": Meaning(
        message("Ledger"),
        message(
            "The list of everything that was recorded, in order, which nobody can change unseen. A correction "
            "adds to it and takes nothing away."
        ),
    ),
}
"""Each word, by the name that pages call it by."""
