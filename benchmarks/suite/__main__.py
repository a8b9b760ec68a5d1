"""Count the cases by trap, language and part, and ask all checks about them: what share gets what it asks for. Reads no case aloud."""

from collections import Counter

from benchmarks.suite.asking import PARTS, ask, rows
from benchmarks.suite.cases import SECOND, THIRD, Case, read


def main() -> None:
    _volume("The functional suite", list(read()))
    _volume("The second volume", list(read(folder=SECOND)))
    _volume("The third volume", list(read(folder=THIRD)))


def _volume(title: str, cases: list[Case]) -> None:
    print(f"{title}\n")
    languages = list(dict.fromkeys(case.language for case in cases))
    print(f"{'':<26}" + "".join(f"{name:>8}" for name in (*languages, "all", "develop", "report", "must")))
    for trap in dict.fromkeys(case.trap for case in cases):
        _row(trap, [case for case in cases if case.trap == trap], languages)
    _row("all", cases, languages)
    print(f"\n{'passed by the whole list of checks':<36}" + "".join(f"{part:>18}" for part in PARTS))
    for name, shares in rows(cases, ask(cases)):
        print(f"{name:<36}" + "".join(f"{share:>18}" for share in shares))
    print()


def _row(name: str, cases: list[Case], languages: list[str]) -> None:
    spoken = Counter(case.language for case in cases)
    parts = Counter(case.part for case in cases)
    must = sum(case.must for case in cases)
    counts = (*(spoken[code] for code in languages), len(cases), parts["develop"], parts["report"], must)
    print(f"{name:<26}" + "".join(f"{count:>8}" for count in counts))


if __name__ == "__main__":
    main()
