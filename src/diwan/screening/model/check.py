"""The model as one of the checks: a finding for each guideline, the toxicity of the whole, and criticism where it is sure of it."""

from collections.abc import Iterator, Sequence

from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark, Span
from diwan.screening.model.classifier import Classifier, Scored
from diwan.screening.model.spans import MovingWords
from diwan.screening.normalise import Normalised

NAME = "model"
VERSION_DIGITS = 12
WORTH_SHOWING = 0.3
"""From this score on, a finding says which words moved it; and one about the name is made at all."""
KNOWN_ENOUGH = 0.5
"""If fewer of a text's tokens are in the vocabulary, it is not in the letters that the model reads."""
NOTHING_TO_READ = "nothing to read, or not in letters it knows"
"""The detail of its silence where the text, not the model, is why it cannot tell."""
_CLEAREST = 0.4
_CLEARER_BY = 0.15
_DIGITS = 4


class ModelCheck:
    """What the classifier sees. `version` is the beginning of the model's digest."""

    name = NAME

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self.version = classifier.description.digest[:VERSION_DIGITS]
        self.languages: frozenset[str] | None = frozenset(classifier.description.languages)
        self._place = {label: place for place, label in enumerate(classifier.labels)}
        self._criticism = classifier.description.thresholds[Mark.CRITICISM.value]

    def prepare(self) -> None:
        """Make the classifier's sessions. Raises Unreadable if the model's answer is no score."""
        self._classifier.prepare()

    def look(self, reading: Reading) -> Sequence[Finding]:
        """What it sees in body and name. Raises Unreadable if the model's answer is no score."""
        return self.look_at_all([reading])[0]

    def look_at_all(self, readings: Sequence[Reading]) -> list[list[Finding]]:
        """What it sees in each, in their order: texts of like length are read together, which is faster than one by one."""
        scored = iter(self._classifier.score([text for reading in readings for text in _texts(reading)]))
        return [
            [
                *self._of_body(reading.body, next(scored)),
                *(self._of_name(reading.name, next(scored)) if reading.name.plain.text else ()),
            ]
            for reading in readings
        ]

    def _of_body(self, text: Normalised, seen: Scored) -> list[Finding]:
        if seen.known < KNOWN_ENOUGH:
            return [Finding(self.name, self.version, None, 0.0, detail=NOTHING_TO_READ, could_not_tell=True)]
        told = _Told(text, seen, "body")
        findings = [self._of_guideline(guideline, told) for guideline in Guideline]
        findings.append(self._marked(Mark.TOXICITY, told))
        if self._score(told, Mark.CRITICISM) >= self._criticism:
            findings.append(self._marked(Mark.CRITICISM, told))
        return findings

    def _of_name(self, text: Normalised, seen: Scored) -> list[Finding]:
        if seen.known < KNOWN_ENOUGH:
            return []
        told = _Told(text, seen, "name")
        return [
            self._of_guideline(guideline, told)
            for guideline in Guideline
            if self._score(told, guideline) >= WORTH_SHOWING
        ]

    def _of_guideline(self, guideline: Guideline, told: "_Told") -> Finding:
        score = self._score(told, guideline)
        return Finding(
            self.name,
            self.version,
            guideline,
            score,
            told.spans(self._place[guideline.value]) if score >= WORTH_SHOWING else (),
            detail="in the name" if told.field == "name" else "",
            abuse_kind=self._kind(told) if guideline is Guideline.ABUSE and score >= WORTH_SHOWING else None,
        )

    def _marked(self, mark: Mark, told: "_Told") -> Finding:
        score = self._score(told, mark)
        spans = told.spans(self._place[mark.value]) if score >= WORTH_SHOWING else ()
        return Finding(self.name, self.version, None, score, spans, mark=mark)

    def _score(self, told: "_Told", label: Guideline | Mark | AbuseKind) -> float:
        return told.scores[self._place[label.value]]

    def _kind(self, told: "_Told") -> AbuseKind | None:
        """The surest kind, where it is clearly one."""
        (first, surest), (second, _) = sorted(
            ((self._score(told, kind), kind) for kind in AbuseKind), reverse=True
        )[:2]
        return surest if first >= _CLEAREST and first - second >= _CLEARER_BY else None


class _Told:
    """What the classifier said of a text: the scores as they are told, in the order of the labels, and the words that moved them."""

    def __init__(self, text: Normalised, seen: Scored, field: str) -> None:
        self.field = field
        probabilities: list[float] = seen.probabilities.tolist()
        self.scores = [round(score, _DIGITS) for score in probabilities]
        self._text = text
        self._pieces = seen.pieces
        self._words: MovingWords | None = None

    def spans(self, label: int) -> tuple[Span, ...]:
        """Where the words stand that spoke for the label with this number."""
        if self._words is None:
            self._words = MovingWords(self._text.plain.text)
        words = self._words.of(self._pieces[label], label)
        return tuple(Span(*self._text.plain.original(begin, end), self.field) for begin, end in words)


def _texts(reading: Reading) -> Iterator[str]:
    """What there is to read: the body, and the name if there is one, as there is none where a text is no comment."""
    yield reading.body.plain.text
    if reading.name.plain.text:
        yield reading.name.plain.text
