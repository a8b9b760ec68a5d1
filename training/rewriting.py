"""Finished graphs written anew by the present `export`, in place: `python -m training.rewriting --files DIR`.

For a change of operators that asks for no learning. The rounded weights, the ranges, the calibration and the thresholds stay as they are;
the version and the digests in `model.json` are new. Scores differ by what floating point makes of another order of additions.
"""

import argparse
import hashlib
from pathlib import Path

import msgspec

from diwan.screening.model import files
from training import export
from training.describing import VERSION
from training.unpacking import unpacked


def rewrite(folder: Path) -> files.Description:
    """Write the graphs in `folder` anew, and describe them. Raises CannotStart for what is no whole model."""
    before = files.read(folder).description
    state, ranges = unpacked(folder)
    export.write(state, ranges, folder)
    digests = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in (*files.GRAPHS, files.TOKENIZER)
    }
    after = msgspec.structs.replace(before, version=VERSION, files=digests)
    (folder / files.DESCRIPTION).write_bytes(files.encoded(after))
    return after


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.rewriting", description=__doc__)
    parser.add_argument("--files", type=Path, required=True, help="the folder with the finished graphs")
    print(rewrite(parser.parse_args().files).digest)


if __name__ == "__main__":
    main()
