"""What the paper's readers wrote: comments to be sent through the real path, and what a moderator made of them.

Some are left undecided, so that the desk has work when it is first opened.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from diwan.comments import Words
from diwan.decisions import Outcome
from diwan.guidelines import AbuseKind, Guideline


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment of the demonstration, before it is submitted.

    `ref` names it within its conversation and `parent` is the ref it replies to. `outcome` is None where the
    comment waits for whoever opens the desk; a rejection names the guideline, and `abuse` its kind.
    """

    ref: str
    parent: str | None
    words: Words
    minutes_ago: int
    outcome: Outcome | None
    guideline: Guideline | None
    abuse_kind: AbuseKind | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The comments under one article, earliest first: a parent always comes before its replies."""

    slug: str
    language: str
    remarks: tuple[Remark, ...]


def load() -> tuple[Conversation, ...]:
    """Every conversation in the package, by slug."""
    folder = files("diwan.demo") / "conversations"
    named = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(
        _conversation(file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8")))
        for file in named
    )


def _conversation(slug: str, fields: dict[str, Any]) -> Conversation:
    remarks = tuple(_remark(entry) for entry in fields["remark"])
    return Conversation(slug=slug, language=fields["language"], remarks=remarks)


def _remark(entry: dict[str, Any]) -> Remark:
    outcome, guideline, kind = (entry.get(key) for key in ("outcome", "guideline", "abuse_kind"))
    return Remark(
        ref=entry["ref"],
        parent=entry.get("parent"),
        words=Words(name=entry["name"], body=entry["body"]),
        minutes_ago=entry["minutes_ago"],
        outcome=Outcome(outcome) if outcome else None,
        guideline=Guideline(guideline) if guideline else None,
        abuse_kind=AbuseKind(kind) if kind else None,
    )
