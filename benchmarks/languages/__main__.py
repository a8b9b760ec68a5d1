"""How often the language of a comment is told rightly, cut to some lengths: `python -m benchmarks.languages`.

Beside it py3langid as it comes, restricted to the same six languages. `none` counts what was answered with "cannot tell",
`wrong` with another language. With the prior, the article is in the comment's language, or (`misled`) in another one that
shares its script.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from benchmarks import table
from diwan.screening.language import identify

HERE = Path(__file__).parent
CODES = ("en", "ku", "tr", "ckb", "ar", "fa")
LENGTHS = (12, 20, 40, None)
MISLEADING = {"en": "tr", "tr": "ku", "ku": "tr", "ckb": "fa", "fa": "ar", "ar": "ckb"}
_ROUNDS = 3


def sentences(code: str) -> list[str]:
    return (HERE / f"{code}.txt").read_text("utf-8").splitlines()


def _told(tell: Callable[[str], str | None], code: str, cut: int | None) -> tuple[float, float]:
    """The shares told rightly and told wrongly."""
    answers = [tell(sentence[:cut]) for sentence in sentences(code)]
    right = sum(answer == code for answer in answers)
    return right / len(answers), sum(answer not in {code, None} for answer in answers) / len(answers)


def _rows(name: str, tell: Callable[[str, str], str | None]) -> None:
    for code in CODES:
        figures = []
        for cut in LENGTHS:
            right, wrong = _told(lambda text, code=code: tell(text, code), code, cut)  # type: ignore[misc]
            figures.append(f"{right:.1%}" + (f" ({wrong:.1%})" if wrong else ""))
        table.row(f"{name}: {code}", figures)


def main() -> None:
    columns = [f"{cut} characters" if cut else "whole" for cut in LENGTHS]
    plain = LanguageIdentifier.from_model_file(MODEL_FILE)
    plain.set_languages([code for code in CODES if code != "ckb"] + ["sdh"])
    table.section(
        "Language told rightly", columns, explained="in brackets: told wrongly; the rest: cannot tell"
    )
    _rows("py3langid", lambda text, _: {"sdh": "ckb"}.get(code := plain.classify(text)[0], code))
    _rows("no prior", lambda text, _: identify(text).code)
    _rows("right prior", lambda text, code: identify(text, prior=code).code)
    _rows("misled", lambda text, code: identify(text, prior=MISLEADING[code]).code)
    others = sentences("other")
    table.section("None of the six", columns, explained="answered with cannot tell")
    for name, prior in (("no prior", None), ("prior en", "en"), ("prior ku", "ku"), ("prior ar", "ar")):
        shares = [
            sum(identify(s[:cut], prior=prior).code is None for s in others) / len(others) for cut in LENGTHS
        ]
        table.row(name, [f"{share:.1%}" for share in shares])
    _sureness()
    _time()


def _sureness() -> None:
    """Of the answers at each sureness, how many are right: the two should agree."""
    answers = [
        (guess.sureness, guess.code == code)
        for code in CODES
        for cut in (8, 12, 20, 40)
        for sentence in sentences(code)
        if (guess := identify(sentence[:cut])).code is not None
    ]
    table.section("Sureness, no prior, 8 to 40 characters", ["answers", "mean sureness", "right"])
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 0.98), (0.98, 1.01)):
        within: Sequence[tuple[float, bool]] = [a for a in answers if low <= a[0] < high]
        if within:
            mean = sum(sure for sure, _ in within) / len(within)
            table.row(
                f"{low} to {min(high, 1)}",
                [str(len(within)), f"{mean:.1%}", f"{sum(right for _, right in within) / len(within):.1%}"],
            )


def _time() -> None:
    texts = [sentence for code in CODES for sentence in sentences(code)]
    best = float("inf")
    for _ in range(_ROUNDS):
        begun = time.process_time()
        for text in texts:
            identify(text)
        best = min(best, (time.process_time() - begun) / len(texts))
    table.note(f"\n  a sentence takes {best * 1e3:.3f} ms of processor time")


if __name__ == "__main__":
    main()
