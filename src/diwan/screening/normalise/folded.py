"""From `plain` to `folded`: one key for every spelling of a word, disguises undone."""

import re

from diwan.screening.normalise import leet, masked
from diwan.screening.normalise.arabizi import is_arabizi
from diwan.screening.normalise.letters import TABLE, carried, carriers, uneven
from diwan.screening.normalise.mapped import Edit, Mapped, edited, same
from diwan.screening.normalise.pictures import words_for
from diwan.screening.normalise.spaced import spelled
from diwan.screening.normalise.stretched import STRETCHED, doubled_oddly, unstretched

_MASKS = re.escape(masked.MASKS)
_MASK = re.compile(f"[{_MASKS}]")
_SIGNS = frozenset(masked.MASKS + leet.SIGNS)
"""Without one of these there is neither leet nor a mask: sought together, they are found sooner than one after the other."""
# An address is no word, whatever it looks like.
_WORD = rf"[\w@$!|€{_MASKS}]*[\w@$€{_MASKS}]"
_TOKEN = re.compile(
    rf"(?P<address>https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]+\.\w\S*|(?<![\w-])[\w-]{{1,64}}\.(?:com|net|org|info|me|io|tv|co)\b(?:/\S*)?|(?<![\w-])[\w-]{{1,64}}\.[a-z]{{2,12}}/\S+)|{_WORD}"
)
_MAY_HOLD_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|net|org|info|me|io|tv|co)\b|\.[a-z]{2,12}/")
_NO_ADDRESS = re.compile(rf"(?P<address>(?!))?{_WORD}")
"""`_TOKEN` where there is no address: to see that a word is none, it is read four times."""
_LONGEST = 60
_MOST_READINGS = 6


def fold(
    text: str, language: str | None, *, disguised: bool = True
) -> tuple[Mapped, list[tuple[str, int, int]]]:
    """`text` folded, and what was met in it: kind, begin, end.

    `disguised` is False for terms, whose letters are all meant.
    """
    mapped = same(text)
    if text.isascii():
        cased, low = text, text.lower()
    else:
        mapped = edited(text, uneven(text, language))
        if edits := words_for(mapped.text):
            mapped = edited(mapped.text, edits).onto(mapped)
        cased, low = mapped.text, mapped.text.translate(TABLE)
    mapped = Mapped(low, mapped.begins, mapped.ends)
    notices: list[tuple[str, int, int]] = []
    if disguised:
        edits, met = spelled(low, cased)
        notices = [(what, *mapped.original(begin, end)) for what, begin, end in met]
        if edits:
            mapped = edited(low, edits).onto(mapped)
    if "ئ" in mapped.text:
        mapped = edited(mapped.text, carriers(mapped.text)).onto(mapped)
        mapped = Mapped(carried(mapped.text), mapped.begins, mapped.ends)
    if not disguised:
        return mapped, []
    edits, met = _words(mapped.text, language)
    notices += [(what, *mapped.original(begin, end)) for what, begin, end in met]
    if edits:
        mapped = edited(mapped.text, edits).onto(mapped)
    return mapped, notices


def _words(text: str, language: str | None) -> tuple[list[Edit], list[tuple[str, int, int]]]:
    edits: list[Edit] = []
    met: list[tuple[str, int, int]] = []
    signed = not _SIGNS.isdisjoint(text)
    suspect_leet = signed and leet.SUSPECT.search(text) is not None and not is_arabizi(text, language)
    suspect_mask = signed and _MASK.search(text) is not None
    odd = doubled_oddly(text, language)
    if not suspect_leet and not suspect_mask and not odd and STRETCHED.search(text) is None:
        return edits, met
    for match in (_TOKEN if _MAY_HOLD_ADDRESS.search(text) else _NO_ADDRESS).finditer(text):
        token = match.group()
        if match["address"] is not None or len(token) > _LONGEST:
            continue
        whats: list[str | None] = []
        read = [token]
        if suspect_leet and leet.SUSPECT.search(token):
            read, what = leet.as_letters(token)
            whats.append(what)
        if suspect_mask and _MASK.search(token):
            kept, what = masked.unmasked(token)
            read = [kept if word == token else masked.unmasked(word)[0] for word in read]
            whats.append(what)
        if STRETCHED.search(token) or (odd and doubled_oddly(token, language)):
            read = [short for word in read for short in unstretched(word, language)]
        met += [(what, *match.span()) for what in whats if what is not None]
        if read != [token]:
            words = list(dict.fromkeys(read))[-_MOST_READINGS:]
            edits.append(Edit(*match.span(), " ".join(words), each=len(words) == 1))
    return edits, met
