"""The inverse of `export`: the weights and ranges that a finished model's two graphs were written from, as they were rounded.

Exporting them again gives the same integers: in each output channel, and in each embedding, the greatest weight is the greatest integer.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from diwan.screening.model.files import GRAPHS
from training.encoder import POSITIONS, WIDTH
from training.export import Ranges

_Stored = Mapping[str, NDArray[np.generic]]


def unpacked(folder: Path) -> tuple[dict[str, Tensor], Ranges]:
    """What `Encoder.load_state_dict` takes, and the range of what goes into each integer product, from the graphs in `folder`.

    Positions beyond the longest window are not in the files, and come back as zeros.
    """
    stored = {
        each.name: numpy_helper.to_array(each)
        for name in GRAPHS
        for each in onnx.load(folder / name).graph.initializer
    }
    state = {"tokens.weight": stored["tokens.q"].astype(np.float32) * stored["tokens.s"]}
    positions = np.zeros((POSITIONS, WIDTH), np.float32)
    positions[: len(stored["positions"])] = stored["positions"]
    state["positions.weight"] = positions
    ranges = {}
    for name, values in stored.items():
        if name.endswith(".as"):
            at = name.removesuffix(".as")
            state[f"{at}.weight"] = (stored[f"{at}.q"].astype(np.float32) * stored[f"{at}.s"]).T
            ranges[at] = _range(stored, at)
        elif name.startswith(("early_head.", "head.")) and name.endswith(
            (".attention.weight", ".vote.weight")
        ):
            state[name] = values.T
        elif name.endswith(".b"):
            state[f"{name.removesuffix('.b')}.bias"] = values
        elif name.endswith((".weight", ".bias")):
            state[name] = values
    return {name: torch.from_numpy(np.array(values)) for name, values in state.items()}, ranges


def _range(stored: _Stored, at: str) -> tuple[float, float]:
    step, zero = stored[f"{at}.as"].item(), stored[f"{at}.az"].item()
    return -zero * step, (255 - zero) * step
