"""Fitting the encoder: one pass over a drawn order of examples, on a GPU where there is one.

Deterministic on one machine (same seed, same threads), unless a time limit cuts it short; a run that was interrupted goes on
from its last checkpoint with the same batches.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from training import sampling
from training.dropping import Dropping
from training.encoder import LAYERS, Encoder
from training.encoding import MARKED, Encoded
from training.labels import LABELS

CLS, SEP, PAD = 2, 3, 0


@dataclass(frozen=True, slots=True)
class Plan:
    """How to fit. `examples` are read in all (repetitions counted); `longest` tokens of each; `minutes` is a limit.

    With `halved`, products are of numbers of 16 bits (bfloat16); the weights themselves keep 32. Of what the early head learns,
    `early_taught` is from the final head's answers, the rest from the labels.
    """

    examples: int = 120_000
    minutes: float | None = None
    halved: bool = False
    longest: int = 96
    batch_tokens: int = 2048
    rate: float = 2.2e-4
    head_rate: float = 1e-3
    dropout: float = 0.1
    layer_decay: float = 0.9
    warm_up: float = 0.06
    marks_weight: float = 0.1
    early_weight: float = 0.3
    early_taught: float = 0.5
    seed: int = 3
    checkpoint_every: int = 250


def frame(ids: Sequence[NDArray[np.int32]], longest: int) -> Tensor:
    """Texts, cut to `longest` tokens with [CLS] and [SEP], as one padded matrix."""
    cut = [each[: longest - 2] for each in ids]
    framed = np.zeros((len(cut), max(map(len, cut)) + 2), np.int64)
    for row, each in enumerate(cut):
        framed[row, 0] = CLS
        framed[row, 1 : len(each) + 1] = each
        framed[row, len(each) + 1] = SEP
    return torch.from_numpy(framed)


def _begin_of_cut(
    marks: NDArray[np.float32] | None, tokens: int, room: int, random: np.random.Generator
) -> int:
    """Where a long text is cut: around what was marked, if anything; else at its beginning or its end."""
    spare = tokens - room
    if spare <= 0:
        return 0
    if marks is not None and marks.any():
        middle = int(random.choice(np.flatnonzero(marks.any(axis=1))))
        return int(np.clip(middle - random.integers(room), 0, spare))
    return 0 if random.random() < 0.7 else spare


def _groups(encoder: Encoder, plan: Plan) -> list[dict[str, object]]:
    encoder.positions.weight.requires_grad = False
    lowest = plan.rate * plan.layer_decay**LAYERS
    groups: list[dict[str, object]] = [
        # No decay: a word that never comes up keeps the meaning it had.
        {"params": [encoder.tokens.weight], "top": lowest * plan.layer_decay, "weight_decay": 0.0},
        {"params": list(encoder.norm.parameters()), "top": lowest},
    ]
    for number, layer in enumerate(encoder.layers):
        groups.append(
            {"params": list(layer.parameters()), "top": plan.rate * plan.layer_decay ** (LAYERS - 1 - number)}
        )
    heads = [*encoder.head.parameters(), *encoder.early_head.parameters()]
    groups.append({"params": heads, "top": plan.head_rate})
    return groups


def loss_of(
    encoder: Encoder,
    ids: Tensor,
    targets: Tensor,
    weights: Tensor,
    marks: Tensor,
    marked: Tensor,
    plan: Plan,
    whole: float,
) -> Tensor:
    """Weighted binary cross-entropy of both heads, and of the votes for the words that annotators marked.

    The early head also learns to answer as the final head does, for every label of every text, said or not: where it leaves, its
    scores stand beside the final head's.

    Divided by `whole`, the weight of an average batch, so that an example counts the same whether its batch is of few long texts
    or of many short ones.

    `marks` is (texts, tokens, MARKED); `marked` says for which texts and tokens it counts.
    """
    seen = encoder(ids)
    main = (
        functional.binary_cross_entropy_with_logits(seen.logits, targets, reduction="none") * weights
    ).sum() / whole
    early = (
        functional.binary_cross_entropy_with_logits(seen.early, targets, reduction="none") * weights
    ).sum() / whole
    taught = (
        functional.binary_cross_entropy_with_logits(
            seen.early, seen.logits.detach().sigmoid(), reduction="none"
        ).sum()
        / whole
    )
    loss = main + plan.early_weight * ((1 - plan.early_taught) * early + plan.early_taught * taught)
    if bool(marked.any()):
        columns = [LABELS.index(label) for label in MARKED]
        votes = seen.votes[:, :, columns][marked]
        loss = loss + plan.marks_weight * functional.binary_cross_entropy_with_logits(votes, marks[marked])
    return loss


def fit(
    encoder: Encoder,
    data: Encoded,
    plan: Plan,
    folder: Path,
) -> None:
    """Fit `encoder` in place. Checkpoints go to `folder`; one that is there is continued."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    encoder.to(device).train()
    for module in encoder.modules():
        if isinstance(module, Dropping):
            module.share = plan.dropout
    torch.manual_seed(plan.seed)
    groups = _groups(encoder, plan)
    optimizer = torch.optim.AdamW(groups, lr=plan.rate, weight_decay=0.01, fused=True)  # type: ignore[arg-type]
    lengths = np.array([min(len(each) + 2, plan.longest) for each in data.ids], np.int64)
    order = sampling.draw(data.sources, plan.examples, plan.seed)
    every = list(sampling.batches(order, lengths, plan.batch_tokens, plan.seed))
    checkpoint = folder / "checkpoint.pt"
    whole = float(data.weights[order].sum()) / len(every)
    begin, elapsed, progress = 0, 0.0, 0.0
    if checkpoint.exists():
        kept = torch.load(checkpoint, map_location=device, weights_only=True)
        encoder.load_state_dict(kept["encoder"])
        optimizer.load_state_dict(kept["optimizer"])
        begin, elapsed, progress = kept["step"], kept["elapsed_s"], kept["progress"]
        print(f"going on from step {begin}", flush=True)
    started = time.monotonic() - elapsed
    running, step_s = 0.0, 0.0
    for step in range(begin, len(every)):
        step_began = time.monotonic()
        elapsed = step_began - started
        steps_left = float(len(every) - step)
        if plan.minutes is not None and step_s:
            steps_left = min(steps_left, (plan.minutes * 60 - elapsed) / step_s)
        if steps_left < 1.0:
            break
        progress += (1.0 - progress) / steps_left
        factor = min(1.0, progress / plan.warm_up) * 0.5 * (1 + math.cos(math.pi * progress))
        factor = max(factor, 0.002)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * factor
        batch = _batch(data, every[step], plan, step, device)
        with torch.autocast(device.type, torch.bfloat16, enabled=plan.halved):
            loss = loss_of(encoder, *batch, plan, whole)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 3.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        running = loss.item() if running == 0 else 0.98 * running + 0.02 * loss.item()
        took = time.monotonic() - step_began
        step_s = took if not step_s else 0.98 * step_s + 0.02 * took
        if step % 50 == 49:
            print(
                f"step {step + 1}/{len(every)}  loss {running:.4f}  {step_s:.2f} s a step  {elapsed / 60:.1f} min  "
                f"{progress:.0%}",
                flush=True,
            )
        if (step + 1) % plan.checkpoint_every == 0:
            _keep(checkpoint, encoder, optimizer, step + 1, time.monotonic() - started, progress)
    encoder.eval()
    torch.save(encoder.state_dict(), folder / "encoder.pt")


def _batch(
    data: Encoded, places: NDArray[np.int64], plan: Plan, step: int, device: torch.device
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    random = np.random.default_rng([plan.seed, step])
    room = plan.longest - 2
    begins = [_begin_of_cut(data.marks[place], len(data.ids[place]), room, random) for place in places]
    ids = frame([data.ids[place][begin:] for place, begin in zip(places, begins, strict=True)], plan.longest)
    marks = torch.zeros(*ids.shape, len(MARKED))
    marked = torch.zeros(ids.shape, dtype=torch.bool)
    for row, (place, begin) in enumerate(zip(places, begins, strict=True)):
        shares = data.marks[place]
        if shares is not None:
            cut = shares[begin : begin + room]
            marks[row, 1 : len(cut) + 1] = torch.from_numpy(cut)
            marked[row, 1 : len(cut) + 1] = True
    targets, weights = torch.from_numpy(data.targets[places]), torch.from_numpy(data.weights[places])
    return (
        ids.to(device),
        targets.to(device),
        weights.to(device),
        marks.to(device),
        marked.to(device),
    )


def _keep(
    path: Path,
    encoder: Encoder,
    optimizer: torch.optim.Optimizer,
    step: int,
    elapsed_s: float,
    progress: float,
) -> None:
    """Whole or not at all: a run that dies here goes on from the checkpoint before."""
    new = path.with_suffix(".new")
    torch.save(
        {
            "encoder": encoder.state_dict(),
            "optimizer": optimizer.state_dict(),
            "step": step,
            "elapsed_s": elapsed_s,
            "progress": progress,
        },
        new,
    )
    new.replace(path)


@torch.inference_mode()
def scores(
    encoder: Encoder, ids: Sequence[NDArray[np.int32]], longest: int = 128
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Logits of the upper and the early head, (texts, labels), in the order given."""
    device = next(encoder.parameters()).device
    order = np.argsort([len(each) for each in ids], kind="stable")
    upper = np.zeros((len(ids), len(LABELS)), np.float32)
    early = np.zeros((len(ids), len(LABELS)), np.float32)
    for begin in range(0, len(order), 64):
        places = order[begin : begin + 64]
        seen = encoder(frame([ids[place] for place in places], longest).to(device))
        upper[places], early[places] = seen.logits.cpu().numpy(), seen.early.cpu().numpy()
    return upper, early
