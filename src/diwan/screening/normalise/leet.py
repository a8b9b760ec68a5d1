"""Leet: digits and signs that stand for the letters they resemble. Latin words only; not in Arabizi, not in numbers.

A digit between two letters is read as a letter. At an edge it may well be a number (`5km`, `mp3`), and a sign
may be a sign (`@ali`, `wow!great`): there the word as it stands is given too.
"""

import re
from itertools import product

from diwan.screening.normalise.notice import What

_LETTERS = {
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i", "|": "i", "€": "e",
}  # fmt: skip
SIGNS = "".join(_LETTERS)
"""What is written for letters."""
SUSPECT = re.compile(rf"[a-z][{re.escape(SIGNS)}]|[{re.escape(SIGNS)}][a-z]|@\$|\$@")
_INNER = re.compile(r"(?<=[a-z])[0134578@$!|€]{1,2}(?=[a-z])")
_INNER_DIGIT = re.compile(r"[a-z]([013457])\1?[a-z]")
_REAL = re.compile(
    r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|k|m|km|kg|g|gb|mb|am|pm|d|x|p|tl|h|hrs|min|yil|te|ta|de|da|den|dan|inci|uncu|lik)?"
    r"|[a-z]{1,3}\$|\$[a-z]{0,2}\d*|(?:iphone|ipad|galaxy|note|redmi|xbox|windows)\d+[a-z]*|(?:mp[34]|web3|covid19|h1n1|b2b|p2p|c4|ps[345]|[45]g)[a-z]*|[a-z]\d+|[a-z]\d[a-z]\d|\d+[a-z]\d+"
)
_NUMBER = re.compile(r"[a-z](\d)(?!\1)\d[a-z]")
_MOST_OPEN = 2


def as_letters(token: str) -> tuple[list[str], str | None]:
    """The words that `token`, a folded one, may be, the likeliest last, and what is to be said about it."""
    bare = token.rstrip("!|")
    letters = sum("a" <= c <= "z" for c in bare)
    digits = sum(c.isdigit() for c in bare)
    if _REAL.fullmatch(bare) or any(c in "269" for c in bare) or digits > letters + 1:
        return [token], None
    if letters == 0 and not (len(bare) > 2 and "@" in bare and "$" in bare):
        return [token], None
    choices = []
    for place, character in enumerate(bare):
        near = bare[max(0, place - 1) : place] + bare[place + 1 : place + 2]
        if character in "1|" and any(c in "aeiou034@€" for c in near) and place:
            choices.append("li")
        else:
            choices.append(_LETTERS.get(character, character))
    if sum(len(choice) > 1 for choice in choices) > _MOST_OPEN:
        # All the same way: the number of mixtures doubles with each.
        read = ["".join(choice[0] for choice in choices), "".join(choice[-1] for choice in choices)]
    else:
        read = ["".join(parts) for parts in product(*choices)]
    inner = _INNER.search(bare) is not None
    if "@" in bare and inner:
        # A sign for the letter it resembles, or for any.
        read.insert(0, bare.replace("@", "*"))
    rest = token[len(bare) :]
    # Two different digits together are rather a number.
    sure = (
        inner
        and _NUMBER.search(bare) is None
        and not any(c in "!|" for c in bare)
        and not (bare[0].isdigit() or bare[-1].isdigit())
    )
    words = [*([] if sure else [token]), *(word + rest for word in read)]
    # A handle is spelled as its owner likes it.
    remarkable = (
        inner
        and letters > 1
        and bare[0] != "@"
        and (sure or _INNER_DIGIT.search(bare) is not None or "!" in bare)
    )
    return list(dict.fromkeys(words)), What.LEET if remarkable else None
