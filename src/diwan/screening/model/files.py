"""What is shipped: two graphs, a tokenizer, and `model.json`, which describes them and names their digests."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from diwan.errors import CannotStart

SHIPPED = Path(__file__).parent / "files"
"""The folder with the model that comes with Diwan."""
DESCRIPTION = "model.json"
GRAPHS = ("lower.onnx", "upper.onnx")
TOKENIZER = "tokenizer.json"
FORMAT = 1

_AGAIN = "Install Diwan again, or put the model's folder back from a backup; `screening.model = false` starts without the model."


class Description(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `model.json`.

    `labels` are the outputs in order. A logit x of a label becomes the probability sigmoid(slope·x + offset) by its pair in
    `calibration` (`early_calibration` for the early head). A probability of at least `thresholds[label]` counts as flagged.
    If the early head gives every label less than `sure_clean`, the upper layers are not asked. `files` holds SHA-256 by name.
    """

    format: int
    version: str
    languages: list[str]
    labels: list[str]
    calibration: dict[str, tuple[float, float]]
    early_calibration: dict[str, tuple[float, float]]
    thresholds: dict[str, float]
    sure_clean: float
    files: dict[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 (hexadecimal) over the whole description, and through it over every file."""
        return hashlib.sha256(encoded(self)).hexdigest()


def encoded(description: Description) -> bytes:
    """The description as it is written and digested."""
    return msgspec.json.format(msgspec.json.encode(description, order="sorted"), indent=1) + b"\n"


@dataclass(frozen=True, slots=True)
class Files:
    """A verified model: its description, and the bytes of its files by name."""

    description: Description
    content: dict[str, bytes]


def read(folder: Path = SHIPPED) -> Files:
    """The model in `folder`, verified. Raises CannotStart, which says what is wrong and what to do."""
    try:
        described = (folder / DESCRIPTION).read_bytes()
    except OSError:
        raise CannotStart(f"There is no model in {folder} ({DESCRIPTION} cannot be read). {_AGAIN}") from None
    try:
        description = msgspec.json.decode(described, type=Description)
    except msgspec.DecodeError as error:
        raise CannotStart(f"{folder / DESCRIPTION} does not describe a model ({error}). {_AGAIN}") from None
    if description.format != FORMAT:
        raise CannotStart(
            f"The model in {folder} has format {description.format}; this version of Diwan reads format {FORMAT}. {_AGAIN}"
        )
    _make_sure_of(description, folder)
    content = {}
    for name in (*GRAPHS, TOKENIZER):
        try:
            content[name] = (folder / name).read_bytes()
        except OSError:
            raise CannotStart(f"The model's file {folder / name} cannot be read. {_AGAIN}") from None
        digest = hashlib.sha256(content[name]).hexdigest()
        if digest != description.files[name]:
            raise CannotStart(
                f"The model's file {folder / name} is not the one that was shipped: it is damaged, cut short or exchanged "
                f"(SHA-256 {digest[:12]}… instead of {description.files[name][:12]}…). {_AGAIN}"
            )
    return Files(description, content)


def _make_sure_of(description: Description, folder: Path) -> None:
    labels = set(description.labels)
    complete = (
        labels
        == set(description.calibration)
        == set(description.early_calibration)
        == set(description.thresholds)
        and len(labels) == len(description.labels)
        and set(description.files) >= {*GRAPHS, TOKENIZER}
        and all(0.0 < threshold <= 1.0 for threshold in description.thresholds.values())
        and 0.0 <= description.sure_clean < 1.0
    )
    if not complete:
        raise CannotStart(
            f"{folder / DESCRIPTION} contradicts itself: its labels, thresholds and files do not fit. {_AGAIN}"
        )
