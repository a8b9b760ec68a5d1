"""What a text seems to be written in. By itself, so that whoever only passes a guess on does not load what makes one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """`code` is one of `language.LANGUAGES`, or None for "cannot tell"; `sureness` is the probability that it is right."""

    code: str | None
    sureness: float
