"""Count the cases by trap, language and part."""

from collections import Counter

from benchmarks.suite.cases import Case, read


def main() -> None:
    cases = list(read())
    languages = list(dict.fromkeys(case.language for case in cases))
    print(f"{'':<26}" + "".join(f"{name:>8}" for name in (*languages, "all", "develop", "report", "must")))
    for trap in dict.fromkeys(case.trap for case in cases):
        _row(trap, [case for case in cases if case.trap == trap], languages)
    _row("all", cases, languages)


def _row(name: str, cases: list[Case], languages: list[str]) -> None:
    spoken = Counter(case.language for case in cases)
    parts = Counter(case.part for case in cases)
    must = sum(case.must for case in cases)
    counts = (*(spoken[code] for code in languages), len(cases), parts["develop"], parts["report"], must)
    print(f"{name:<26}" + "".join(f"{count:>8}" for count in counts))


if __name__ == "__main__":
    main()
