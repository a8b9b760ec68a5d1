"""`diwan backtest`: try thresholds on the past, comment by comment, before a machine decides by them.

Nothing is written, and no reader's words are printed: the comments are named by their ids, and the cards that show them by
their addresses.
"""

import argparse
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from diwan import bootstrap, settings
from diwan.cli.backtest_terms import try_terms
from diwan.clock import Milliseconds
from diwan.decisions import Outcome
from diwan.errors import Unknown
from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.backtest import Compared, Comparison, Tally, run
from diwan.screening.policy import (
    LEAST_TO_REJECT,
    MAY_DECIDE,
    MODEL,
    MOST_TO_APPROVE,
    Policies,
    Policy,
    SitePolicy,
)
from diwan.settings import Settings
from diwan.storage.screened import screened

_SAID = {
    Comparison.LEFT_TO_PEOPLE: "left to people",
    Comparison.AGREED: "decided as people did",
    Comparison.OTHER_GUIDELINE: "rejected under another guideline",
    Comparison.WRONGLY_APPROVED: "wrongly approved",
    Comparison.WRONGLY_REJECTED: "wrongly rejected",
    Comparison.UNDECIDED: "decided where no person has yet",
}


def add(commands: Any, *, load: Callable[[argparse.Namespace], Settings]) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "backtest", help="try on past comments what a machine would have decided differently"
    )
    command.add_argument(
        "--policy", metavar="FILE", help="the settings file whose policy to try (default: the one in force)"
    )
    command.add_argument(
        "--reject",
        metavar="GUIDELINE=NUMBER",
        type=_rejecting,
        action="append",
        default=[],
        help="try this threshold for rejecting instead, on all sites; may be repeated",
    )
    command.add_argument(
        "--approve-below",
        metavar="NUMBER",
        type=_approving,
        help="try this threshold for approving instead, on all sites",
    )
    command.add_argument(
        "--deciders",
        metavar="CHECKS",
        type=_deciding,
        help="the checks that may decide, separated by commas (default: the model, with the thresholds above)",
    )
    command.add_argument(
        "--terms",
        metavar="FILE",
        action="append",
        default=[],
        help="try this term list instead of the one of its name: what it would find; may be repeated",
    )
    command.add_argument("--site", help="only this site's comments")
    command.add_argument(
        "--since", metavar="DATE", type=_since, default=0, help="only comments sent since, as 2026-11-01"
    )
    command.add_argument(
        "--limit", metavar="N", type=_counting, help="only the latest N of them (default: all)"
    )
    command.add_argument(
        "--all", action="store_true", help="list every comment, not only what would have been different"
    )
    command.add_argument("--json", action="store_true", help="JSON Lines, the last of them with the totals")
    command.set_defaults(run=lambda asked: _backtest(asked, load(asked)))


def _backtest(asked: argparse.Namespace, loaded: Settings) -> None:
    if asked.site is not None and loaded.site(asked.site) is None:
        raise Unknown(f"There is no site {asked.site} in the settings.")
    policies = _policies(asked, loaded)
    if asked.terms:
        try_terms(asked, loaded, policies)
        return
    tell = _tell_json if asked.json else _tell
    tally = Tally()
    store = bootstrap.open_store(loaded)
    try:
        with store.connection() as connection:
            past = screened(connection, site=asked.site, since=asked.since, limit=asked.limit)
            for compared in run(policies, past, tally):
                if asked.all or compared.comparison.differs:
                    tell(compared, f"{loaded.public_url}/desk/comments/{compared.past.comment_id}")
    finally:
        store.close()
    if asked.json:
        print(msgspec.json.encode({"totals": _totals(tally)}).decode())
    else:
        _tell_totals(tally)


def _policies(asked: argparse.Namespace, loaded: Settings) -> Policies:
    """What is to be tried: the thresholds on the command line on every site, else a file's policy, else the one in force."""
    if asked.reject or asked.approve_below is not None or asked.deciders is not None:
        if asked.policy:
            raise Unknown("Name a file with --policy or thresholds, not both.")
        approve_below = {} if asked.approve_below is None else dict.fromkeys(Guideline, asked.approve_below)
        deciders = frozenset({MODEL}) if asked.deciders is None else asked.deciders
        policy = SitePolicy(Policy(deciders, dict(asked.reject), approve_below))
        return Policies({site.id: policy for site in loaded.sites})
    tried = settings.load(Path(asked.policy), os.environ) if asked.policy else loaded
    return Policies({site.id: site.policy for site in tried.sites})


def _tell(compared: Compared, card: str) -> None:
    past, proposal = compared.past, compared.proposal
    people = _decided(past.outcome, past.guideline) if past.outcome else "nobody decided"
    machine = (
        f"{proposal.author.name}@{proposal.author.version} "
        + _decided(proposal.outcome, proposal.guideline, proposal.abuse_kind)
        if proposal
        else "left to people"
    )
    print(f"{past.comment_id}\t{_SAID[compared.comparison]}\tpeople: {people}\tmachine: {machine}\t{card}")


def _tell_json(compared: Compared, card: str) -> None:
    past, proposal = compared.past, compared.proposal
    line = {
        "comment": past.comment_id,
        "site": past.site,
        "section": past.section,
        "card": card,
        "comparison": compared.comparison.value,
        "people": None
        if past.outcome is None
        else {"outcome": past.outcome.value, "guideline": past.guideline},
        "machine": None
        if proposal is None
        else {
            "outcome": proposal.outcome.value,
            "guideline": proposal.guideline,
            "abuse_kind": proposal.abuse_kind,
            "author": str(proposal.author),
        },
    }
    print(msgspec.json.encode(line).decode())


def _decided(outcome: Outcome, guideline: Guideline | None, kind: AbuseKind | None = None) -> str:
    return outcome.value + (f" under {guideline}" if guideline else "") + (f" ({kind})" if kind else "")


def _totals(tally: Tally) -> dict[str, Any]:
    return {
        "comments": tally.comments,
        **{comparison.value: tally.comparisons[comparison] for comparison in Comparison},
        "by": {kind.value: count for kind, count in sorted(tally.authors.items())},
        "guidelines": {
            guideline.value: {
                comparison.value: tally.guidelines[guideline, comparison]
                for comparison in Comparison
                if tally.guidelines[guideline, comparison]
            }
            for guideline in Guideline
        },
    }


def _tell_totals(tally: Tally) -> None:
    print(f"{tally.comments} comments were screened")
    for comparison, said in _SAID.items():
        count = tally.comparisons[comparison]
        share = f" ({100 * count / tally.comments:.1f} %)" if tally.comments else ""
        print(f"  {said}: {count}{share}")
        for guideline in Guideline:
            of_guideline = tally.guidelines[guideline, comparison]
            if of_guideline:
                print(f"    {guideline}: {of_guideline}")


# --- what is typed --------------------------------------------------------------------------------------------------


def _rejecting(text: str) -> tuple[Guideline, float]:
    code, _, number = text.partition("=")
    try:
        guideline = Guideline(code)
    except ValueError:
        known = ", ".join(Guideline)
        raise argparse.ArgumentTypeError(f"write GUIDELINE=NUMBER; the guidelines are {known}") from None
    return guideline, _number(number, LEAST_TO_REJECT, 1)


def _approving(text: str) -> float:
    return _number(text, 0, MOST_TO_APPROVE)


def _number(text: str, least: float, most: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(f"the threshold must be a number from {least} to {most}")
    return number


def _deciding(text: str) -> frozenset[str]:
    names = frozenset(name.strip() for name in text.split(",") if name.strip())
    if not names <= MAY_DECIDE:
        raise argparse.ArgumentTypeError(f"the checks that may decide are {', '.join(sorted(MAY_DECIDE))}")
    return names


def _since(text: str) -> Milliseconds:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise argparse.ArgumentTypeError("write the date as 2026-11-01; the day begins in UTC") from None
    return max(0, int(day.timestamp() * 1000))


def _counting(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 16):
        raise argparse.ArgumentTypeError("write a whole number")
    return int(text)
