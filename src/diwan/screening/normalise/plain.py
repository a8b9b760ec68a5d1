"""From the original to `plain`: what hides words from any reader is resolved; words, case and punctuation stay.

In this order: hidden characters and bidi controls out, stacks of marks thinned, compatibility forms (NFKC, cluster by cluster),
look-alikes in words that mix alphabets.
"""

import re
import unicodedata

from diwan.screening.normalise.hidden import hidden
from diwan.screening.normalise.lookalikes import look_alikes
from diwan.screening.normalise.mapped import Edit, Mapped, edited, same
from diwan.screening.normalise.marks import MARK, thin
from diwan.screening.normalise.notice import Notice

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Hangul letters and half-width voicing compose with what stands before them, though they are no marks.
_CLUSTER = re.compile(f"[^{MARK}](?:[{MARK}\u1160-\u11ff\uff9e\uff9f])+|[{MARK}]+|[^\\x00-\\x7f]")
# Squared and circled white letters have no compatibility form; read them like their black siblings. So are the small
# capitals of phonetic alphabets, which none of our languages writes.
_LETTER_SHAPES = {
    **{chr(base + n): chr(ord("A") + n) for base in (0x1F150, 0x1F170) for n in range(26)},
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True)),
}
_SHAPED = re.compile("[\U0001f150-\U0001f169\U0001f170-\U0001f189ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ]\ufe0f?")


def make_plain(text: str) -> tuple[Mapped, list[Notice]]:
    """`text` made plain, and what was met."""
    if text.isascii() and _CONTROL.search(text) is None:
        return same(text), []
    notices: list[Notice] = []
    mapped = same(text)
    for step in (hidden, thin, _compatible, look_alikes):
        edits, met = step(mapped.text)
        notices += [Notice(what, *mapped.original(begin, end)) for what, begin, end in met]
        if edits:
            mapped = edited(mapped.text, edits).onto(mapped)
    return mapped, notices


def _compatible(text: str) -> tuple[list[Edit], list[tuple[str, int, int]]]:
    edits = []
    if not unicodedata.is_normalized("NFKC", text):
        for match in _CLUSTER.finditer(text):
            cluster = match.group()
            form = unicodedata.normalize("NFKC", cluster)
            # A spacing accent stays: people type it for an apostrophe, and its form would be a space.
            if form != cluster and not (form[0] == " " and len(form) > 1):
                edits.append(Edit(*match.span(), form))
    if _SHAPED.search(text) is not None:
        edits += [Edit(*m.span(), _LETTER_SHAPES[m.group()[0]]) for m in _SHAPED.finditer(text)]
        edits.sort()
    return edits, []
