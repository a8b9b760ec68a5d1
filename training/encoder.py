"""The network: MiniLM-L6 (a BERT), with a head that says for each label how likely it is, and which tokens said so.

The head pools by label: token t votes v[t, l] for label l and is listened to with attention a[t, l] (the attentions of a label
sum to one), so that the score is the sum of what the tokens contributed, a·v, and a bias. The words that moved a score are read
off the same pass that made it.

A second head of the same kind looks at the layers below: where it is sure that nothing is wrong, the layers above are not needed.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.dropping import Dropping
from training.labels import LABELS

WIDTH = 384
LAYERS = 6
ATTENTION_HEADS = 12
INNER = 1536
POSITIONS = 512
LOWER_LAYERS = 2
"""After this many layers the early head looks."""
EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Seen:
    """`logits` and `early` are (texts, labels); `votes` and `contributions` (texts, tokens, labels)."""

    logits: Tensor
    early: Tensor
    votes: Tensor
    contributions: Tensor


class Layer(nn.Module):
    """One transformer layer, BERT's (normalised after each addition)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_1 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm_2 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = Dropping(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        texts, tokens, _ = x.shape
        q, k, v = (
            part.view(texts, tokens, ATTENTION_HEADS, -1).transpose(1, 2)
            for part in self.qkv(x).split(WIDTH, dim=-1)
        )
        # In parts: torch's fused attention for processors takes longer to go back through.
        scores = (q / math.sqrt(WIDTH // ATTENTION_HEADS)) @ k.transpose(-1, -2)
        read = scores.masked_fill(~mask, -1e4).softmax(dim=-1).to(v.dtype) @ v
        x = self.norm_1(x + self.dropout(self.out(read.transpose(1, 2).reshape(texts, tokens, WIDTH))))
        return self.norm_2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Head(nn.Module):
    """Attention pooling by label."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.Linear(WIDTH, len(LABELS))
        self.vote = nn.Linear(WIDTH, len(LABELS))
        self.bias = nn.Parameter(torch.full((len(LABELS),), -2.0))

    def forward(self, x: Tensor, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits, votes, contributions. `words` is True at the tokens that are words, (texts, tokens)."""
        with torch.autocast(x.device.type, enabled=False):  # small, and what is read off it is exact
            x = x.float()
            attention = self.attention(x).masked_fill(~words[:, :, None], -1e4).softmax(dim=1)
            votes = self.vote(x)
            contributions = attention * votes
            return contributions.sum(dim=1) + self.bias, votes, contributions


class Encoder(nn.Module):
    """Token ids (texts, tokens) with padding 0 to what is seen. The first token is [CLS], the last before the padding [SEP]."""

    def __init__(self, entries: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.tokens = nn.Embedding(entries, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.early_head = Head()
        self.head = Head()
        self.dropout = Dropping(dropout)

    def forward(self, ids: Tensor) -> Seen:
        present = ids != 0
        words = word_mask(present)
        x = self.dropout(self.norm(self.tokens(ids) + self.positions.weight[: ids.shape[1]]))
        mask = present[:, None, None, :]
        for layer in self.layers[:LOWER_LAYERS]:
            x = layer(x, mask)
        early, _, _ = self.early_head(x, words)
        for layer in self.layers[LOWER_LAYERS:]:
            x = layer(x, mask)
        logits, votes, contributions = self.head(self.dropout(x), words)
        return Seen(logits, early, votes, contributions)


def word_mask(present: Tensor) -> Tensor:
    """Which tokens the heads listen to: all but the first and the last, where any are left; else the first."""
    words = present.clone()
    last = present.sum(dim=1) - 1
    words[torch.arange(len(words), device=words.device), last] = False
    words[:, 0] = last <= 1
    return words


def from_minilm(weights: Path, embeddings: Tensor) -> Encoder:
    """An encoder that begins as MiniLM, with `embeddings` for its own vocabulary. Its heads begin untrained."""
    state = load_file(weights)
    state = {name.removeprefix("bert."): value for name, value in state.items()}
    encoder = Encoder(len(embeddings))
    own = encoder.state_dict()
    own["tokens.weight"] = embeddings
    # The kind of sentence (BERT's "token type") is always the first: its embedding is part of every position's.
    own["positions.weight"] = (
        state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
    )
    for part in ("weight", "bias"):
        own[f"norm.{part}"] = state[f"embeddings.LayerNorm.{part}"]
        for number in range(LAYERS):
            theirs, ours = f"encoder.layer.{number}", f"layers.{number}"
            own[f"{ours}.qkv.{part}"] = torch.cat(
                [state[f"{theirs}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            own[f"{ours}.out.{part}"] = state[f"{theirs}.attention.output.dense.{part}"]
            own[f"{ours}.norm_1.{part}"] = state[f"{theirs}.attention.output.LayerNorm.{part}"]
            own[f"{ours}.up.{part}"] = state[f"{theirs}.intermediate.dense.{part}"]
            own[f"{ours}.down.{part}"] = state[f"{theirs}.output.dense.{part}"]
            own[f"{ours}.norm_2.{part}"] = state[f"{theirs}.output.LayerNorm.{part}"]
    encoder.load_state_dict(own)
    return encoder
