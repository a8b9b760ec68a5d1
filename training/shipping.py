"""The last stage: export, and describe what was exported in `model.json`."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from diwan.screening.model.files import DESCRIPTION, TOKENIZER, Description, encoded
from training import export
from training.describing import described
from training.encoder import Encoder
from training.encoding import encode
from training.fitting import scores
from training.labels import Example
from training.splits import Part, hundredth

_TEXTS_MEASURED = 600


def ship(encoder: Encoder, parts: Mapping[Part, Sequence[Example]], out: Path) -> Description:
    """Write the finished files into `out`, whose `tokenizer.json` is there already."""
    tokenizer = Tokenizer.from_file(str(out / TOKENIZER))
    texts = sorted(parts[Part.TRAIN], key=lambda example: hundredth(example.text))[:_TEXTS_MEASURED]
    with export.measured(encoder.eval()) as ranges, torch.inference_mode():
        scores(encoder, encode(texts, tokenizer).ids)
    export.write(encoder.state_dict(), ranges, out)
    description = described(out, parts[Part.CALIBRATE], tokenizer)
    (out / DESCRIPTION).write_bytes(encoded(description))
    return description
