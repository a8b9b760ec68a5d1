"""From data to the shipped files: `python -m training --data DIR --out DIR`.

Each stage leaves its result in the folder `--out`; a run that was interrupted goes on from there. The last stage writes
`lower.onnx`, `upper.onnx`, `tokenizer.json` and `model.json`, which belong into `src/diwan/screening/model/files/`.
"""

import argparse
import os
import time
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from training import disguising, fitting, sources, vocabulary
from training.encoder import Encoder, from_minilm
from training.encoding import encode
from training.minilm import weights_and_tokenizer
from training.shipping import ship
from training.splits import Part
from training.unpacking import unpacked


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the public data sets")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints and the finished files go")
    parser.add_argument(
        "--examples", type=int, default=120_000, help="examples read in all (default: %(default)s)"
    )
    parser.add_argument(
        "--minutes",
        type=float,
        help="stop fitting after so long; the result then depends on the machine's speed",
    )
    parser.add_argument(
        "--longest", type=int, default=96, help="tokens read of each while fitting (default: %(default)s)"
    )
    parser.add_argument(
        "--start",
        type=Path,
        help="an `encoder.pt` of an earlier run, or a folder with finished graphs, to go on from instead of MiniLM's weights",
    )
    parser.add_argument(
        "--rate", type=float, default=2.2e-4, help="the highest rate of learning (default: %(default)s)"
    )
    parser.add_argument(
        "--halved",
        action="store_true",
        help="multiply in bfloat16 while fitting: quicker where the processor does so itself (AVX512-BF16, AMX, a GPU)",
    )
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(asked.threads)
    torch.use_deterministic_algorithms(True, warn_only=True)
    torch.utils.deterministic.fill_uninitialized_memory = (
        False  # it would only cost time: nothing here reads such memory
    )
    began = time.monotonic()

    weights, tokenizer_file = weights_and_tokenizer()
    words = vocabulary.make(tokenizer_file)
    (asked.out / "tokenizer.json").write_text(words.tokenizer, encoding="utf-8")
    tokenizer = Tokenizer.from_str(words.tokenizer)
    parts = sources.all_parts(asked.data)
    plan = fitting.Plan(
        examples=asked.examples,
        minutes=asked.minutes,
        halved=asked.halved,
        longest=asked.longest,
        rate=asked.rate,
    )
    original = load_file(weights)["embeddings.word_embeddings.weight"].numpy()
    if not (asked.out / "encoder.pt").exists():
        training = [*parts[Part.TRAIN], *disguising.disguised(parts[Part.TRAIN], plan.seed)]
        print(f"{len(training)} examples to fit", flush=True)
        encoder = from_minilm(weights, torch.from_numpy(words.embeddings(original)))
        if asked.start is not None:
            earlier = _earlier(asked.start)
            if len(earlier["tokens.weight"]) != len(words.origins):  # the vocabulary has grown since
                earlier["tokens.weight"] = encoder.tokens.weight
            encoder.load_state_dict(earlier)
        fitting.fit(encoder, encode(training, tokenizer), plan, asked.out)
    state = torch.load(asked.out / "encoder.pt", map_location="cpu", weights_only=True)
    finished = Encoder(len(words.origins))
    finished.load_state_dict(state)
    ship(finished, parts, asked.out)
    print(f"done after {(time.monotonic() - began) / 60:.1f} minutes: {asked.out}")


def _earlier(start: Path) -> dict[str, torch.Tensor]:
    if start.is_dir():
        return unpacked(start)[0]
    state: dict[str, torch.Tensor] = torch.load(start, map_location="cpu", weights_only=True)
    return state


if __name__ == "__main__":
    main()
