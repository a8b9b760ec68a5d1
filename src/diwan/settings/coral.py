"""`[[scoring.coral]]`: one table for each external moderation phase of a Coral, as `diwan.toml` states it."""

import re
from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec

from diwan.guidelines import Guideline
from diwan.scoring.coral import BodyFormat, OnSilence
from diwan.screening.findings import REMARKABLE
from diwan.screening.policy import Policy

_NAME = re.compile(r"[a-z0-9-]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LEAST_SECRET = 16
"""Characters. Coral's have 64."""


def is_secret(text: str) -> bool:
    """Whether `text` can be a signing secret."""
    return len(text) >= LEAST_SECRET and text.isascii() and text.isprintable() and " " not in text


def _told(about: str, must: str, example: str, check: Any = None) -> dict[str, Any]:
    return {"about": about, "must": must, "example": example, "variable": None, "check": check}


@dataclass(frozen=True, slots=True)
class CoralPhase:
    """One phase. Its thresholds are declared in `CoralThresholds`; `hold` and `policy` are what they come to."""

    name: str = field(
        metadata=_told(
            "The phase's name, the last part of its address: `/coral/NAME`.",
            "be 1 to 32 of the characters a-z, 0-9 and -",
            'name = "courier"',
            check=lambda text: _NAME.fullmatch(text) is not None,
        )
    )
    secrets: tuple[str, ...] = field(
        default=(),
        repr=False,
        metadata=_told(
            "The phase's signing secrets, as Coral's admin shows them; two while one is being rotated. Better in `secrets_file`.",
            f"be a list of secrets of at least {LEAST_SECRET} ASCII characters without spaces",
            'secrets = ["…"]',
            check=lambda texts: all(map(is_secret, texts)),
        ),
    )
    secrets_file: str = field(
        default="",
        metadata=_told(
            "A file with the signing secrets, one a line, readable by Diwan alone; relative to the settings file's folder.",
            "be the path of a file",
            'secrets_file = "coral-courier.secret"',
            check=lambda text: bool(text.strip()) and "\0" not in text,
        ),
    )
    format: str = field(
        default=BodyFormat.HTML.value,
        metadata=_told(
            "The phase's “Comment Body Format” in Coral: `html` or `plain`.",
            'be "html" or "plain"',
            'format = "html"',
            check=lambda text: text in set(BodyFormat),
        ),
    )
    language: str = field(
        default="en",
        metadata=_told(
            "The language of the site's articles (BCP 47), for comments too short to tell.",
            "be a language tag such as en, ckb, ku, ar, tr or fa",
            'language = "en"',
            check=lambda text: _LANGUAGE.fullmatch(text) is not None,
        ),
    )
    deadline_ms: Annotated[int, msgspec.Meta(ge=20, le=9000)] = field(
        default=80,
        metadata=_told(
            "When the answer goes out at the latest, counted from the request's arrival. Well below the phase's “Timeout” in Coral.",
            "be a whole number from 20 to 9000",
            "deadline_ms = 80",
        ),
    )
    on_silence: str = field(
        default=OnSilence.PREMOD.value,
        metadata=_told(
            "What is answered when a check could not tell, or not in time: `premod` holds the comment, `none` lets Coral publish it.",
            'be "premod" or "none"',
            'on_silence = "premod"',
            check=lambda text: text in set(OnSilence),
        ),
    )
    hold: dict[Guideline, float] = field(default_factory=lambda: dict.fromkeys(Guideline, REMARKABLE))
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True)
class CoralThresholds:
    """The rest of a `[[scoring.coral]]`, as it is written."""

    hold: float | dict[str, float] | None = field(
        default=None,
        metadata=_told(
            f"A comment with a score from here on is held. Left out: {REMARKABLE}. A table has a number by guideline; what it leaves "
            "out holds nothing.",
            "be a number from 0 to 1, or a table of guidelines with numbers",
            "hold = 0.3",
        ),
    )
    deciders: tuple[str, ...] = field(
        default=(),
        metadata=_told(
            "The checks that may reject by machine, as in `sites.policy`. None: nothing is rejected.",
            "be a list of checks that may decide",
            'deciders = ["model"]',
        ),
    )
    reject: dict[str, float] | None = field(
        default=None,
        metadata=_told(
            "By guideline: a decider this sure of it rejects. A guideline that is left out is never rejected.",
            "be a table of guidelines with numbers",
            "reject = { threat = 0.99 }",
        ),
    )


THRESHOLDS = ("hold", "deciders", "reject")
