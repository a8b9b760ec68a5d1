"""Leave one video out: for each of the five YouTube videos, an encoder fitted without it, and asked about it.

    python -m training.videos --data DIR

The shipped model leaves out one video (`splits.HELD_OUT_VIDEO`). Making it five times over would take a day, so this command fits an
encoder from MiniLM on, for each video, on promotion alone: the other four videos and our own examples of it. That measures how well
the way of learning carries over to a video not seen, with less data than the shipped model had; it is no figure of the shipped model.
"""

import argparse
import os
import tempfile
from pathlib import Path
from statistics import mean

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from training import fitting, sources, vocabulary
from training.encoder import from_minilm
from training.encoding import encode
from training.labels import LABELS
from training.metrics import roc_auc
from training.minilm import weights_and_tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.videos", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public data sets")
    parser.add_argument(
        "--examples", type=int, default=4000, help="examples read for each video (default: %(default)s)"
    )
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    weights, tokenizer_file = weights_and_tokenizer()
    words = vocabulary.make(tokenizer_file)
    tokenizer = Tokenizer.from_str(words.tokenizer)
    original = load_file(weights)["embeddings.word_embeddings.weight"].numpy()
    comments = [example for example in sources.public(asked.data) if example.source == "youtube"]
    ours = [example for example in sources.written() if example.topic == "promotion"]
    areas = []
    for video in sorted({example.topic for example in comments}):
        others = [example for example in comments if example.topic != video]
        left_out = [example for example in comments if example.topic == video]
        encoder = from_minilm(weights, torch.from_numpy(words.embeddings(original)))
        with tempfile.TemporaryDirectory() as folder:
            plan = fitting.Plan(examples=asked.examples, batch_tokens=1024)
            fitting.fit(encoder, encode([*others, *ours], tokenizer), plan, Path(folder))
        logits, _ = fitting.scores(encoder, encode(left_out, tokenizer).ids)
        truth = np.array([example.said["promotion"][0] for example in left_out])
        areas.append(roc_auc(truth, logits[:, LABELS.index("promotion")]))
        print(f"{video}: ROC AUC {areas[-1]:.4f} on {len(left_out)} comments", flush=True)
    print(f"mean of {len(areas)} videos: {mean(areas):.4f}, least {min(areas):.4f}")


if __name__ == "__main__":
    main()
