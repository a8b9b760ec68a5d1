"""Making texts ready for the tokenizer: long ones are read in windows that overlap, so that nothing stands only at an edge. Pure."""

import re
from collections.abc import Iterator

LONGEST = 126
"""Tokens in a window, without the two that frame it."""
OVERLAP = 30

_SURROGATE = re.compile("[\ud800-\udfff]")


def windows(tokens: int, longest: int = LONGEST, overlap: int = OVERLAP) -> Iterator[tuple[int, int]]:
    """(begin, end) of each window over so many tokens; none for none. The last one is as long as the others."""
    if tokens <= 0:
        return
    begin = 0
    while begin + longest < tokens:
        yield begin, begin + longest
        begin += longest - overlap
    yield max(0, min(begin, tokens - longest)), tokens


def without_surrogates(text: str) -> str:
    """The text with every lone surrogate, which no UTF-8 can hold, as U+FFFD; as long as before, so that places stay."""
    return _SURROGATE.sub("\ufffd", text)
