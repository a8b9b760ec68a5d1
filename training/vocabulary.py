"""The tokenizer: MiniLM's WordPiece, without what an English model never reads, and with the emoji it would not know.

BERT's vocabulary holds about a thousand unused entries and several thousand pieces in scripts that this model is not validated
in; they are dropped, which makes the shipped files smaller and changes no English text. It knows hardly any emoji: each gets an
entry of its own, whose embedding begins as the mean of the words of its Unicode name ("pile of poo").
"""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_EMOJI_BLOCKS = (
    (0x2600, 0x27BF),
    (0x1F1E6, 0x1F1FF),
    (0x1F300, 0x1F64F),
    (0x1F680, 0x1F6FF),
    (0x1F7E0, 0x1F7EB),
    (0x1F900, 0x1F9FF),
    (0x1FA70, 0x1FAFF),
)
# Emoji stand between letters without a space; BERT's splitting takes only white space and punctuation for boundaries.
_EMOJI_PATTERN = r"[\x{2600}-\x{27BF}\x{1F1E6}-\x{1F1FF}\x{1F300}-\x{1F64F}\x{1F680}-\x{1F6FF}\x{1F7E0}-\x{1F7EB}\x{1F900}-\x{1F9FF}\x{1FA70}-\x{1FAFF}]"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`tokenizer` is the shipped tokenizer's JSON. `origins[i]` lists the original ids whose embeddings average to entry i's."""

    tokenizer: str
    origins: tuple[tuple[int, ...], ...]

    def embeddings(self, original: NDArray[np.float32]) -> NDArray[np.float32]:
        """The embedding table for this vocabulary, from MiniLM's."""
        return np.stack([original[list(ids)].mean(axis=0) for ids in self.origins]).astype(np.float32)


def emoji() -> list[str]:
    """Every emoji-like character that has a name, in code point order."""
    characters = (chr(code) for begin, end in _EMOJI_BLOCKS for code in range(begin, end + 1))
    return [character for character in characters if unicodedata.name(character, "")]


def is_kept(piece: str) -> bool:
    """Whether an entry of MiniLM's vocabulary can occur in English text: Latin letters, digits, marks; no unused entry."""
    if piece in _SPECIAL:
        return True
    if piece.startswith("[unused"):
        return False
    return all(
        ord(character) < 0x250 or 0x2000 <= ord(character) < 0x2200 for character in piece.removeprefix("##")
    )


def make(tokenizer_file: Path) -> Vocabulary:
    """The vocabulary, from MiniLM's tokenizer.json."""
    described: dict[str, Any] = json.loads(tokenizer_file.read_text(encoding="utf-8"))
    original = Tokenizer.from_file(str(tokenizer_file))
    old: dict[str, int] = described["model"]["vocab"]
    pieces = sorted(old, key=lambda piece: old[piece])
    kept = [piece for piece in pieces if is_kept(piece)]
    kept = [*_SPECIAL, *(piece for piece in kept if piece not in _SPECIAL)]
    origins: list[tuple[int, ...]] = [(old[piece],) for piece in kept]
    for character in emoji():
        if character in old:
            ids = [old[character]]
        else:
            ids = original.encode(unicodedata.name(character).lower(), add_special_tokens=False).ids
        kept.append(character)
        origins.append(tuple(ids))
    described["model"]["vocab"] = {piece: number for number, piece in enumerate(kept)}
    numbers = described["model"]["vocab"]
    described["added_tokens"] = [
        {**token, "id": numbers[token["content"]]}
        for token in described["added_tokens"]
        if token["content"] in numbers
    ]
    described["truncation"] = None
    described["padding"] = None
    described["pre_tokenizer"] = {
        "type": "Sequence",
        "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": _EMOJI_PATTERN}, "behavior": "Isolated", "invert": False},
            {"type": "BertPreTokenizer"},
        ],
    }
    described["post_processor"] = None  # [CLS] and [SEP] are put around each window by who reads it.
    return Vocabulary(json.dumps(described, ensure_ascii=False, separators=(",", ":")), tuple(origins))
