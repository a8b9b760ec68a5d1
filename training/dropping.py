"""Dropout in which one random number of 64 bits decides for eight values.

`torch.nn.Dropout` draws a number for each value, on processors in one thread: a noticeable part of a step.
"""

import torch
from torch import Tensor, nn

_CHANCES = 256
_LEAST = -(2**63)


class Dropping(nn.Module):
    """Sets values to zero with the chance `share`, to the nearest 256th, and makes up for it in the others."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """The same shape; untouched when not training."""
        dropped = round(self.share * _CHANCES)
        if not self.training or dropped == 0:
            return x
        drawn = torch.empty(-(-x.numel() // 8), dtype=torch.int64, device=x.device).random_(_LEAST, None)
        kept = drawn.view(torch.uint8)[: x.numel()].view(x.shape) >= dropped
        return x * kept * (_CHANCES / (_CHANCES - dropped))
