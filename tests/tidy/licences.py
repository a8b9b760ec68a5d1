"""What Diwan is delivered with and under which licences, as `docs/licences.md` lists it: `python -m tests.tidy.licences` writes that page anew.

Read from what each locked package says of itself (Python's core metadata specification: License-Expression, else License, else its classifiers). The few that
say it in words of their own are named here by their SPDX identifier (spdx.org/licenses), after a look at the file they carry.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "licences.md"

SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""What packages write, and what it is called."""

READ = {
    "jinja2": "BSD-3-Clause",
    "pyasn1-modules": "BSD-2-Clause",
    "pysqlite3": "Zlib",
    "segno": "BSD-3-Clause",
}
"""What the file says that they carry, where a package states less."""

ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "LGPL-3.0-only",
        "MIT",
        "MIT-0",
        "MPL-2.0",
    }
    | {"PSF-2.0", "Zlib"}
)
"""With these anyone may run and change Diwan, and pass it on under its own licence. Where a library is under the LGPL or the MPL, that holds as long as it stays
a library of its own, which anyone can replace: as packages do.
"""

HEAD = """# Whose work travels with Diwan

Every package that `requirements/run.lock` installs, at the version it pins, with the licence that it states. Why each was taken is in
[decision 1](decisions/0001-dependencies.md); what the model learnt from, and under which terms, is in [its card](model-card.md#data). The pages and the widget carry no
code and no fonts of others. Written by `python -m tests.tidy.licences`; a test compares it with what is installed, and lets no licence in that does not stand there.

"""


@dataclass(frozen=True, slots=True)
class Package:
    """One locked package. `versions` are those that the lock pins, for one Python or another; `licence` is an SPDX expression; `wanted_by` names
    the packages of the same lock that require it, "Diwan" among them.
    """

    name: str
    versions: tuple[str, ...]
    licence: str
    wanted_by: tuple[str, ...]


def packages(lock: str = "run.lock") -> tuple[Package, ...]:
    """What this lock file installs on this machine, by name. Raises PackageNotFoundError where it has not been installed."""
    pinned: dict[str, list[str]] = {}
    here = set()
    for requirement in _pinned(lock):
        name = canonicalize_name(requirement.name)
        pinned.setdefault(name, []).extend(each.version for each in requirement.specifier)
        if requirement.marker is None or requirement.marker.evaluate():
            here.add(name)
    wanted: dict[str, set[str]] = {name: set() for name in here}
    own = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    asking = {"Diwan": own} | {name: metadata.requires(name) or [] for name in here}
    for asker, requirements in asking.items():
        for needed in _required(requirements):
            if needed in wanted:
                wanted[needed].add(asker)
    return tuple(
        Package(
            name, tuple(pinned[name]), READ.get(name) or licence(_told(name)), tuple(sorted(wanted[name]))
        )
        for name in sorted(here)
    )


def licence(told: Message) -> str:
    """The SPDX expression of what a package's metadata say; what cannot be read as one comes back as it stands."""
    said = told.get("License-Expression") or told.get("License") or ""
    if not said or len(said.splitlines()) > 1:
        # Some put the whole text there.
        said = next(_classified(told), said.partition("\n")[0])
    return SPDX.get(said, said)


def parts(expression: str) -> set[str]:
    """The licences that an SPDX expression joins."""
    return {part for part in re.split(r"[()\s]+|\bAND\b|\bOR\b", expression) if part}


def page() -> str:
    """The page as it ought to stand."""
    rows = [
        f"| {each.name} | {', '.join(each.versions)} | {each.licence} | {', '.join(each.wanted_by) or 'the build'} |\n"
        for each in packages()
    ]
    return HEAD + "| package | version | licence | for |\n|---|---|---|---|\n" + "".join(rows)


def _told(name: str) -> Message:
    # What the metadata are, in all but their type.
    told = metadata.metadata(name)
    assert isinstance(told, Message)
    return told


def _classified(told: Message) -> Iterator[str]:
    for classifier in told.get_all("Classifier") or []:
        if classifier.startswith("License ::"):
            yield classifier.rpartition(" :: ")[2]


def _required(requirements: Iterable[str]) -> Iterator[str]:
    for requirement in map(Requirement, requirements):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            name = canonicalize_name(requirement.name)
            yield name
            for extra in requirement.extras:
                for more in map(Requirement, metadata.requires(name) or ()):
                    if more.marker is not None and more.marker.evaluate({"extra": extra}):
                        yield canonicalize_name(more.name)


def _pinned(lock: str) -> Iterator[Requirement]:
    for line in (ROOT / "requirements" / lock).read_text(encoding="utf-8").splitlines():
        if "==" in line and not line.startswith((" ", "#")):
            yield Requirement(line.removesuffix("\\").strip())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
