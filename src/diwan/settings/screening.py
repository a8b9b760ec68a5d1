"""`[screening]` with its adviser, and `[scoring]`: how texts are read, as `diwan.toml` states it."""

from dataclasses import dataclass, field
from typing import Annotated

import msgspec

from diwan.settings.checks import all_of, is_base, is_token, told
from diwan.settings.coral import CoralPhase


@dataclass(frozen=True, slots=True)
class Adviser:
    url: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)] = field(
        default="",
        metadata=told(
            "The address of an OpenAI-compatible server on your own network, up to what stands before `/chat/completions`. "
            "Left out: nobody is asked.",
            "be an address such as http://127.0.0.1:8080/v1, without a slash at its end",
            'url = "http://127.0.0.1:8080/v1"',
            variable="DIWAN_SCREENING_ADVISER_URL",
            check=is_base,
        ),
    )
    model: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] = field(
        default="",
        metadata=told(
            "The model's name, as that server knows it.",
            "be the name of a model, without spaces",
            'model = "gpt-oss-safeguard:20b"',
            variable="DIWAN_SCREENING_ADVISER_MODEL",
            check=is_token,
        ),
    )
    key: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)] = field(
        default="",
        repr=False,  # it is a secret
        metadata=told(
            "The key that server asks for, if any. Better in the environment than in the file.",
            "be a key of ASCII characters without spaces",
            'key = "…"',
            variable="DIWAN_SCREENING_ADVISER_KEY",
            check=is_token,
        ),
    )
    timeout_ms: Annotated[int, msgspec.Meta(ge=100, le=60_000)] = field(
        default=5000,
        metadata=told(
            "How long one question may take before it counts as “could not tell”.",
            "be a whole number from 100 to 60000",
            "timeout_ms = 5000",
            variable="DIWAN_SCREENING_ADVISER_TIMEOUT_MS",
        ),
    )
    per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = field(
        default=60,
        metadata=told(
            "Questions a minute from each process; a comment beyond them counts as “could not tell”.",
            "be a whole number from 1 to 6000",
            "per_minute = 60",
            variable="DIWAN_SCREENING_ADVISER_PER_MINUTE",
        ),
    )


@dataclass(frozen=True, slots=True)
class Screening:
    timeout_ms: Annotated[int, msgspec.Meta(ge=10, le=60_000)] = field(
        default=500,
        metadata=told(
            "How long one check may take before it counts as “could not tell”.",
            "be a whole number from 10 to 60000",
            "timeout_ms = 500",
            variable="DIWAN_SCREENING_TIMEOUT_MS",
        ),
    )
    max_links: Annotated[int, msgspec.Meta(ge=0, le=100)] = field(
        default=2,
        metadata=told(
            "Links in a comment above which a moderator's attention is drawn to them.",
            "be a whole number from 0 to 100",
            "max_links = 2",
            variable="DIWAN_SCREENING_MAX_LINKS",
        ),
    )
    model: bool = field(
        default=True,
        metadata=told(
            "Whether the trained model reads too (English; about 100 MB of memory for each worker).",
            "be true or false",
            "model = true",
            variable="DIWAN_SCREENING_MODEL",
        ),
    )
    term_lists: tuple[str, ...] = field(
        default=(),
        metadata=told(
            "Files of your own term lists; in the file relative to the file's folder, in the environment to the working one.",
            "be a list of paths of files",
            'term_lists = ["terms/en-banned.toml", "terms/tr-suspect.toml"]',
            variable="DIWAN_SCREENING_TERM_LISTS",
            check=all_of(lambda text: bool(text.strip()) and "\0" not in text),
        ),
    )
    lexicons: tuple[str, ...] = field(
        default=("ar", "ckb", "en", "fa", "ku", "tr"),
        metadata=told(
            "The languages whose built-in term lists are read. `[]`: none.",
            "be a list of some of ar, ckb, en, fa, ku and tr",
            'lexicons = ["ar", "ckb", "en", "fa", "ku", "tr"]',
            variable="DIWAN_SCREENING_LEXICONS",
            check=all_of(lambda text: text in {"ar", "ckb", "en", "fa", "ku", "tr"}),
        ),
    )
    adviser: Adviser = field(default_factory=Adviser)
    """A table of its own."""


@dataclass(frozen=True, slots=True)
class Scoring:
    most_waiting: Annotated[int, msgspec.Meta(ge=64, le=100_000)] = field(
        default=1024,
        metadata=told(
            "Texts of others (`/api/score` and the like) that may wait to be read, in each process; who sends more is told to come back.",
            "be a whole number from 64 to 100000",
            "most_waiting = 1024",
            variable="DIWAN_SCORING_MOST_WAITING",
        ),
    )
    timeout_ms: Annotated[int, msgspec.Meta(ge=10, le=60_000)] = field(
        default=2000,
        metadata=told(
            "How long one check may take over one of them before it counts as “could not tell”.",
            "be a whole number from 10 to 60000",
            "timeout_ms = 2000",
            variable="DIWAN_SCORING_TIMEOUT_MS",
        ),
    )
    coral: tuple[CoralPhase, ...] = ()
    """A list of tables of its own."""
