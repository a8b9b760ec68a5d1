"""Characters that are not seen: taken out, except where they are part of how a language or an emoji is written.

ZWNJ and ZWJ stay between Arabic-script letters (Persian and Kurdish words have boundaries there) and in emoji; variation
selectors stay on emoji; Unicode tags stay in flags. A soft hyphen comes along when text is copied from a web page: it goes
without notice unless it splits off single letters.
"""

import re

from diwan.screening.normalise.mapped import Edit
from diwan.screening.normalise.notice import What

_OVERRIDES = "\u202d\u202e"
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\n\u2029]")
_CLOSES = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}
_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe0f"
_TAGS = "\U000e0000-\U000e007f"
_REMOVED = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0100-\U000e01ef"
)
_HIDDEN = re.compile(f"[{_REMOVED}{_JOINERS}{_SELECTORS}{_TAGS}]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLACK_FLAG = "\U0001f3f4"
_NEVER_NOTICED = re.compile("[\u00ad\u200e\u200f\u061c\x85]+")
# ZWSP is how Thai, Lao, Burmese and Khmer divide words.
_DIVIDED_BY_ZWSP = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
# Scripts (Indic ones too) in which joiners are spelling.
_JOINING = re.compile("[\u0600-\u07ff\u08a0-\u08ff\u0900-\u0dff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
_EMOJI = re.compile("[\u00a9\u00ae#*0-9\u203c-\u3299\U0001f000-\U0001faff\ufe0f]")


def hidden(text: str) -> tuple[list[Edit], list[tuple[str, int, int]]]:
    """Which characters go, and what is to be said about them."""
    edits: list[Edit] = [Edit(*match.span(), "\ufffd") for match in _SURROGATE.finditer(text)]
    met: list[tuple[str, int, int]] = []
    previous_notice = -1
    for match in _HIDDEN.finditer(text):
        begin, end = match.span()
        before, after = text[begin - 1 : begin], text[end : end + 1]
        kept = _kept(match.group(), before, after)
        if kept != match.group():
            edits.append(Edit(begin, end, kept))
        what = _said(match.group(), kept, before, after)
        if what is None and match.group() == "\u00ad" and before.isalnum() and after.isalnum():
            what = _split_off(text, begin)
        if what is None:
            continue
        # One notice for a word, not one for each of its letters.
        if met and met[-1][0] == what and text[previous_notice:begin].isalnum():
            met[-1] = (what, met[-1][1], end)
        else:
            met.append((what, begin, end))
        previous_notice = end
    if _BIDI.search(text) is not None:
        met += _bidi(text)
    edits.sort()
    return edits, met


def _kept(run: str, before: str, after: str) -> str:
    """What of a run of hidden characters is part of the writing."""
    if _EMOJI.match(before):
        if before == _BLACK_FLAG and run[0] >= "\U000e0020" and run[-1] == "\U000e007f":
            return run
        if run in {"\ufe0e", "\ufe0f"}:
            return run
        if run in {"\u200d", "\ufe0f\u200d"} and _EMOJI.match(after):
            return run
    # An emoji with a skin tone, joined to another.
    if _JOINING.match(before) and run.strip(_JOINERS) == "":
        # At the end of a word ZWJ is the form of an abbreviation; ZWNJ there says nothing.
        return run[0] if _JOINING.match(after) or run[0] == "\u200d" else ""
    if set(run) == {"\u200b"} and _DIVIDED_BY_ZWSP.match(before) and _DIVIDED_BY_ZWSP.match(after):
        return run
    return ""


def _said(run: str, kept: str, before: str, after: str) -> str | None:
    if run == kept or _NEVER_NOTICED.fullmatch(run):
        return None
    if any("\U000e0000" <= character <= "\U000e007f" for character in run):
        return What.HIDDEN_TEXT
    if run.strip(_JOINERS) == "" and (_JOINING.match(before) or _EMOJI.match(before)):
        return None
    return What.INVISIBLE if before.isalnum() and after.isalnum() and not _only_bidi(run) else None


def _only_bidi(run: str) -> bool:
    return all(
        "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" or c in "\u200e\u200f\u061c" for c in run
    )


def _split_off(text: str, place: int) -> str | None:
    """Whether the soft hyphen at `place` stands one letter from another one: no page hyphenates so."""
    near = text[max(0, place - 2) : place] + text[place + 1 : place + 3]
    return What.INVISIBLE if "\u00ad" in near else None


def _bidi(text: str) -> list[tuple[str, int, int]]:
    met: list[tuple[str, int, int]] = []
    opened: list[tuple[str, int]] = []
    for match in _BIDI.finditer(text):
        control, place = match.group(), match.start()
        if control in "\n\u2029":
            met += [(What.BIDI_UNBALANCED, where, where + 1) for _, where in opened]
            opened = []
        elif control in _CLOSES:
            if opened and opened[-1][0] in _CLOSES[control]:
                opened.pop()
            else:
                met.append((What.BIDI_UNBALANCED, place, place + 1))
        else:
            if control in _OVERRIDES:
                met.append((What.BIDI_OVERRIDE, place, place + 1))
            opened.append((control, place))
    return met + [(What.BIDI_UNBALANCED, where, where + 1) for _, where in opened]
