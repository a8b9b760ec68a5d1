"""The recorded cases, read from `recorded.toml`."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Case:
    """One case; the file says what its parts are."""

    fact: str
    status: int
    answer: str
    body: str
    path: str = "comments:analyze"
    query: str = ""
    key: bool = True
    text: str = ""
    scores: dict[str, float] = field(default_factory=dict)
    sentences: tuple[dict[str, Any], ...] = ()

    @property
    def script(self) -> dict[str, dict[str, float]]:
        """What the model says of the case's texts."""
        said = {self.text: self.scores} if self.text else {}
        for sentence in self.sentences:
            said[sentence["text"]] = {name: value for name, value in sentence.items() if name != "text"}
        return said


def cases() -> list[Case]:
    """All of them, in the order of the file."""
    told = tomllib.loads(Path(__file__).with_name("recorded.toml").read_text("utf-8"))
    return [Case(**each) for each in told["case"]]
