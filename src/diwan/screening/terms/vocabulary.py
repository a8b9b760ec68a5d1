"""Several lists together, as a check asks them: what they find in a reading, one finding for each guideline and kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass

from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Span
from diwan.screening.normalise import Normalised
from diwan.screening.phrase_tables import SURE
from diwan.screening.terms.lists import EVERY_LANGUAGE, TermList, digest
from diwan.screening.terms.matcher import Hit, Matcher

MOST_SPANS = 200
"""In one finding. A comment that consists of nothing else is told as well by its beginning."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """What a reading makes less sure: of which guidelines, and by how much at which places of the body (code points of the original)."""

    guidelines: AbstractSet[Guideline]
    places: Mapping[int, float]

    def score(self, of: str, hit: Hit) -> float:
        """The score of a hit in the field `of`, without what is doubtful about it."""
        if of != "body" or hit.entry.guideline not in self.guidelines:
            return hit.score
        return max(0.0, round(hit.score - self.places.get(hit.begin, 0.0), 2))


class Vocabulary:
    """The lists, made ready once. A term is looked for only in words of its list's language, or in all for `*`."""

    def __init__(self, lists: Sequence[TermList]) -> None:
        self.digest = digest(lists)
        self.languages = frozenset(each.language for each in lists)
        self._matchers = {
            language: Matcher([each for each in lists if each.language == language], language)
            for language in self.languages
        }

    def hits(self, text: Normalised, language: str | None) -> list[Hit]:
        """Every term in `text`, which is written in `language`."""
        return list(self._hits(text, language))

    def look(
        self,
        reading: Reading,
        *,
        check: str,
        version: str,
        doubted: Callable[[Reading], Doubted] | None = None,
    ) -> list[Finding]:
        """The findings of the check of that name: all spans of one guideline and kind in one, the surest score of them.

        `doubted` is asked only if something was found, as in most comments nothing is.
        """
        together: dict[tuple[Guideline, AbuseKind | None], list[tuple[str, Hit]]] = {}
        for of, text in (("body", reading.body), ("name", reading.name)):
            for hit in self._heard(text, reading) if text.original else ():
                together.setdefault((hit.entry.guideline, hit.entry.abuse_kind), []).append((of, hit))
        doubts = doubted(reading) if doubted is not None and together else Doubted(frozenset(), {})
        return [
            Finding(
                check,
                version,
                guideline,
                max(doubts.score(of, hit) for of, hit in hits),
                _spans(hits),
                _detail([hit for _, hit in hits]),
                abuse_kind=kind,
            )
            for (guideline, kind), hits in together.items()
        ]

    def _heard(self, text: Normalised, reading: Reading) -> Iterator[Hit]:
        """What the lists of the words' language find, and, where that is not sure, those of the article's."""
        told = reading.language
        yield from self._hits(text, told.code)
        if (
            told.sureness < SURE
            and reading.context.language != told.code
            and reading.context.language in self._matchers
        ):
            yield from self._matchers[reading.context.language].hits(text)

    def _hits(self, text: Normalised, language: str | None) -> Iterator[Hit]:
        for spoken in (language, EVERY_LANGUAGE):
            if spoken is not None and spoken in self._matchers:
                yield from self._matchers[spoken].hits(text)


def _spans(hits: Sequence[tuple[str, Hit]]) -> tuple[Span, ...]:
    """Where they stand, those that overlap made one, the body first."""
    spans: list[Span] = []
    for field, begin, end in sorted((field, hit.begin, hit.end) for field, hit in hits):
        last = spans[-1] if spans else None
        if last is not None and last.field == field and begin < last.end:
            spans[-1] = Span(last.begin, max(last.end, end), field)
        else:
            spans.append(Span(begin, end, field))
    return tuple(spans[:MOST_SPANS])


def _detail(hits: Sequence[Hit]) -> str:
    names = sorted({hit.list_name for hit in hits})
    shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    strengths = {hit.entry.strength for hit in hits}
    strongest = next(each for each in ("strong", "mild", "ambiguous") if each in strengths)
    return f"listed in {shown} ({strongest})"
