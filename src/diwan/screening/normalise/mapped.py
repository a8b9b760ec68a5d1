"""A text made from another one, with the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Mapped:
    """A derived text. Its character i was made from `original[begins[i]:ends[i]]`; both lists rise monotonically."""

    text: str
    begins: Sequence[int]
    ends: Sequence[int]

    def original(self, begin: int, end: int) -> tuple[int, int]:
        """Where `text[begin:end]` (not empty) stands in the original."""
        return self.begins[begin], self.ends[end - 1]

    def onto(self, earlier: "Mapped") -> "Mapped":
        """This text, made from `earlier.text`, mapped onto what `earlier` was made from."""
        if isinstance(earlier.begins, range):
            return self
        if isinstance(self.begins, range):
            return Mapped(self.text, earlier.begins, earlier.ends)
        begins = [earlier.begins[place] for place in self.begins]
        return Mapped(self.text, begins, [earlier.ends[place - 1] for place in self.ends])


class Edit(NamedTuple):
    """`text[begin:end]` (not empty) becomes `instead`. `each`: character for character; else all of it from all of it."""

    begin: int
    end: int
    instead: str
    each: bool = False


def same(text: str) -> Mapped:
    """`text` as it is."""
    return Mapped(text, range(len(text)), range(1, len(text) + 1))


def edited(text: str, edits: Sequence[Edit]) -> Mapped:
    """`text` with `edits`, which are in order and do not overlap."""
    if not edits:
        return same(text)
    pieces: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    reached = 0
    for begin, end, instead, each in edits:
        pieces.append(text[reached:begin])
        begins.extend(range(reached, begin))
        ends.extend(range(reached + 1, begin + 1))
        pieces.append(instead)
        if each and len(instead) == end - begin:
            begins.extend(range(begin, end))
            ends.extend(range(begin + 1, end + 1))
        else:
            begins.extend([begin] * len(instead))
            ends.extend([end] * len(instead))
        reached = end
    pieces.append(text[reached:])
    begins.extend(range(reached, len(text)))
    ends.extend(range(reached + 1, len(text) + 1))
    return Mapped("".join(pieces), begins, ends)
