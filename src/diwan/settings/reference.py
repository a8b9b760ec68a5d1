"""The table of all settings for the manual, and a commented file to begin with: both made from the declarations."""

from collections.abc import Iterator
from dataclasses import MISSING, Field
from typing import Any, NamedTuple

from diwan.settings.abuse import Abuse
from diwan.settings.coral import CoralPhase, CoralThresholds
from diwan.settings.declared import TABLES, Settings, Site, declared_fields
from diwan.settings.hours import HoursTable
from diwan.settings.openid import DeskProvider, ReaderProvider
from diwan.settings.policies import PolicyTable
from diwan.settings.screening import Adviser
from diwan.settings.sign_in import SignIn


class Row(NamedTuple):
    """A setting as the operating manual lists it."""

    key: str
    variable: str | None
    default: str
    about: str


def reference() -> list[Row]:
    """Every setting, in the order of the file."""
    return list(_rows())


def _rows() -> Iterator[Row]:
    for prefix, kind in [
        ("", Settings),
        *((f"{name}.", kind) for name, kind in TABLES.items()),
        ("screening.adviser.", Adviser),
        ("scoring.coral.", CoralPhase),
        ("scoring.coral.", CoralThresholds),
        ("desk.openid.", DeskProvider),
        ("sites.", Site),
        ("sites.abuse.", Abuse),
        ("sites.hours.", HoursTable),
        ("sites.policy.", PolicyTable),
        ("sites.openid.", ReaderProvider),
        ("sites.sign_in.", SignIn),
    ]:
        for name, declared in declared_fields(kind).items():
            told = declared.metadata
            yield Row(prefix + name, told["variable"], _default(declared), told["about"])


def _default(declared: Field[Any]) -> str:
    value = declared.default
    if value is MISSING:
        return "required"
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return "`[" + ", ".join(f'"{each}"' for each in value) + "]`"
    return f"`{value}`" if isinstance(value, int) else f'`"{value}"`'


def example_toml() -> str:
    """A commented `diwan.toml` to begin with: what must be said, and the rest as it is without being said."""
    lines = ["# Diwan's settings. docs/operating/README.md lists them with their environment variables."]
    lines += _example(Settings)
    for name, kind in TABLES.items():
        lines += ["", f"[{name}]", *_example(kind)]
    lines += [
        "",
        "# Whom to ask for advice: docs/operating/adviser.md",
        "[screening.adviser]",
        *_example(Adviser),
    ]
    lines += [
        "",
        "# A moderation phase of a Coral that asks here: docs/integrating/coral.md",
        "# [[scoring.coral]]",
    ]
    coral = [*_example(CoralPhase), *_example(CoralThresholds)]
    lines += [line if line.startswith("#") else f"# {line}" for line in coral]
    lines += [
        "",
        "# A provider for the newsroom's own sign-in: docs/integrating/openid.md",
        "# [[desk.openid]]",
    ]
    lines += _commented(DeskProvider)
    lines += ["", "# One publication. Repeat the whole table for another.", "[[sites]]", *_example(Site)]
    lines += ["", "# What is asked of those who write while many do: docs/operating/abuse.md"]
    lines += ["# [sites.abuse]", *(f"# {line.removeprefix('# ')}" for line in _example(Abuse))]
    lines += ["", "# When comments are taken; without it, at any time: docs/operating/hours.md"]
    lines += ["# [sites.hours]", *_commented(HoursTable)]
    lines += ["", "# What a machine may decide here; without it, nothing: docs/operating/policy.md"]
    lines += ["# [sites.policy]", *_example(PolicyTable)]
    lines += [
        "",
        "# A provider for readers: docs/integrating/openid.md",
        "# [[sites.openid]]",
        *_commented(ReaderProvider),
    ]
    lines += ["", "# Who may write, and how the publisher signs his readers in: docs/integrating/sign-in.md"]
    sign_in = _example(SignIn)
    lines += ["# [sites.sign_in]", *(line if line.startswith("#") else f"# {line}" for line in sign_in)]
    return "\n".join(lines) + "\n"


def _commented(kind: type) -> Iterator[str]:
    for line in _example(kind):
        yield line if line.startswith("#") else f"# {line}"


def _example(kind: type) -> Iterator[str]:
    for declared in declared_fields(kind).values():
        told = declared.metadata
        yield f"# {told['about'].replace('`', '')}"
        left_out = declared.default is not MISSING and not declared.default and declared.default is not False
        yield f"# {told['example']}" if left_out else told["example"]
