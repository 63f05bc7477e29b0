"""What can be refused about erasing, holding, keeping and disclosing: a part of the catalogue of problem types."""

from __future__ import annotations

from typing import Final

from muster.domain.errors import Conflict, Forbidden, Invalid
from muster.http.kinds import ProblemType

PRIVACY: Final = (
    ProblemType(
        Forbidden,
        "only-themselves",
        "This is for the person it is about",
        "What somebody has lived through, and what they ask for of their own record, is said from an account that is "
        "that person's. Sign in with it; nobody does it for another, whatever their role.",
    ),
    ProblemType(
        Forbidden,
        "own-erasure",
        "Nobody erases themselves",
        "The sign-in that would carry it out would go with it. Another administrator of the agency can do it.",
    ),
    ProblemType(
        Forbidden,
        "own-request",
        "Nobody answers their own request",
        "Somebody else with the right to answer requests can do it.",
    ),
    ProblemType(
        Conflict,
        "on-hold",
        "A legal hold stands",
        "Nothing that it covers is erased while it does. Consents can be switched off all the same, which holds at "
        "once. An administrator of the agency can say how long it may last, and lifts it when its reason is over.",
    ),
    ProblemType(
        Conflict,
        "held-already",
        "There is a legal hold on them already",
        "One is enough. Lift it first if its reason is over, or leave it.",
    ),
    ProblemType(
        Conflict,
        "still-here",
        "The person is still here",
        "They are employed, or hold a role, today or later. Record the end of that first: who may be on tonight's team "
        "is not without a name.",
    ),
    ProblemType(
        Conflict,
        "nothing-to-erase",
        "There is nothing to erase",
        "The name is gone, and what is left is kept by a rule of retention; the preview says until when.",
    ),
    ProblemType(
        Conflict,
        "preview-differs",
        "Something else would go now",
        "Somebody recorded something since the preview that you read. Nothing was erased. Read it again, and confirm "
        "that one.",
    ),
    ProblemType(
        Conflict,
        "does-not-verify",
        "What is on record does not verify",
        "Something was altered behind the ledger's back, and erasing would hide it. Whoever runs this muster finds it "
        "with `muster ledger verify`, and restores it from a backup.",
    ),
    ProblemType(
        Conflict,
        "asked-already",
        "It was asked for already",
        "One request to be erased is open. It is answered by the day that it shows.",
    ),
    ProblemType(
        Conflict,
        "answered-already",
        "The request was answered already",
        "Read it again. If there is more to do, the person can ask anew.",
    ),
    ProblemType(
        Invalid,
        "not-confirmed",
        "What was typed is not the name on record",
        "Type the name as the preview shows it. Nothing was erased.",
    ),
    ProblemType(
        Invalid,
        "names-the-person",
        "The reason names the person",
        "It stays in the ledger when the person is gone from it. Say why without name, address or number.",
    ),
    ProblemType(
        Invalid,
        "not-longer",
        "The law keeps it at least as long",
        "A rule of the agency's own keeps longer than the law's from the same event. Make it longer, or leave it.",
    ),
    ProblemType(
        Invalid,
        "not-that-day",
        "The final report cannot have been submitted on that day",
        "It is a day from the first of the award up to today.",
    ),
    ProblemType(
        Invalid,
        "no-words",
        "It is not said what is wrong",
        "Say in your own words what is wrong, and what it should say.",
    ),
    ProblemType(
        Invalid,
        "no-answer",
        "A request is declined with a reason",
        "Say it so that the person can follow it.",
    ),
)
