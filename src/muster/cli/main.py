"""The commands, by name."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from muster.cli import (
    adoptions,
    approvals,
    awards,
    backup,
    classes,
    compliance,
    demo,
    disclosures,
    effort,
    explaining,
    extensions,
    forecasting,
    holds,
    imports,
    invitations,
    leave,
    ledger,
    members,
    orders,
    packs,
    people,
    plans,
    program_duties,
    reminders,
    reports,
    responses,
    retention,
    roster,
    search,
    serving,
    setup,
    shares,
    shifts,
    timeline,
    today,
    tokens,
    undoing,
    users,
    waivers,
    what_if,
)
from muster.cli.prompt import give

app = typer.Typer(
    name="muster",
    help="Who is ready, who pays, and can we prove it?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init")(setup.init)
app.command("serve")(serving.serve)
app.command("work")(reminders.work)
app.command("stop")(setup.stop)
app.command("doctor")(setup.doctor)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("demo")(demo.demo)
app.command("import")(imports.bring)
app.command("undo")(undoing.undo)
app.command("assess")(compliance.assess)
app.command("explain")(explaining.explain)
app.command("forecast")(forecasting.forecast)
app.command("plan")(plans.plan)
app.command("what-if")(what_if.what_if)
app.add_typer(program_duties.app, name="duty")
app.command("roster")(roster.roster)
app.command("today")(today.today)
app.command("search")(search.search)
app.command("remind")(reminders.remind)
app.command("resend")(reminders.resend)
app.add_typer(packs.app, name="pack")
packs.app.command("adopt")(adoptions.adopt)
packs.app.command("correct")(adoptions.correct)
packs.app.command("end")(adoptions.end)
app.add_typer(ledger.app, name="ledger")
app.add_typer(reports.app, name="report")
users.app.command("invite")(invitations.invite)
users.app.command("invited")(invitations.invited)
users.app.command("uninvite")(invitations.uninvite)
app.add_typer(users.app, name="user")
users.app.command("list")(members.members)
users.app.command("change")(members.change_membership)
users.app.command("end")(members.end_membership)
users.app.command("second-factor")(members.second_factor)
app.add_typer(tokens.app, name="token")
app.add_typer(awards.app, name="award")
app.add_typer(shares.app, name="share")
app.add_typer(people.app, name="person")
people.app.command("timeline")(timeline.timeline)
app.add_typer(classes.app, name="class")
app.add_typer(approvals.app, name="approval")
app.add_typer(leave.app, name="leave")
app.add_typer(effort.app, name="effort")
app.add_typer(waivers.app, name="waiver")
app.add_typer(extensions.app, name="extension")
app.add_typer(orders.app, name="order")
app.add_typer(shifts.app, name="shift")
app.add_typer(responses.app, name="responses")
app.add_typer(holds.app, name="hold")
app.add_typer(retention.app, name="retention")
app.add_typer(disclosures.app, name="disclosures")


def _version(asked: bool) -> None:
    if asked:
        give(version("muster"))
        raise typer.Exit


@app.callback()
def _muster(
    asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who is ready, who pays, and can we prove it?"""


def main() -> None:
    """Run the command."""
    app()
