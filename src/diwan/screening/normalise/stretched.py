"""Stretched letters: three or more of one are written for emphasis, and stand for one or for two.

`fuuuck` is `fuck` because English has no uu; `coool` may be cool or col, so that both readings are given. Two of a letter stay two (good,
saat), except where English has none (`shiit`): there both are given as well.
"""

import re
from itertools import product

_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED_ODDLY = re.compile(r"uu|ii|kk|hh|yy|vv|jj|xx|qq")
_RUN = re.compile(r"([^\W\d_])\1{2,}")
_NEVER_TWO = frozenset("uikhyvwjxqاه")
_MOST_RUNS = 2


def unstretched(token: str, language: str | None) -> list[str]:
    """The words that `token`, a folded one, may be; itself if it is not stretched. The likeliest stands last."""
    if len(set(token)) == 1 or _ROMAN.fullmatch(token):
        return [token]
    english = language in {"en", None}
    pieces: list[tuple[str, ...]] = []
    reached = 0
    runs = list(_RUN.finditer(token))
    for match in runs:
        letter: str = match.group(1)
        single = letter in _NEVER_TWO and (english or letter not in "ihk")
        pieces += [(token[reached : match.start()],), (letter,) if single else (letter * 2, letter)]
        reached = match.end()
    pieces.append((token[reached:],))
    if len(runs) > _MOST_RUNS:
        return list(dict.fromkeys(["".join(p[0] for p in pieces), "".join(p[-1] for p in pieces)]))
    words = ["".join(parts) for parts in product(*pieces)]
    if english and language is not None:
        words += [_DOUBLED_ODDLY.sub(lambda pair: pair.group()[:1], word) for word in words]
    return list(dict.fromkeys(words))


def doubled_oddly(text: str, language: str | None) -> bool:
    """Whether `text` has two letters together that English does not put together."""
    return language == "en" and _DOUBLED_ODDLY.search(text) is not None
