"""What Prometheus may ask: the figures of the house, and how requests are answered.

Requests are counted by the route's name, never by path: a path would make a label of whatever a stranger types.
"""

from collections.abc import Callable, Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from diwan.figures import Figures

UNNAMED: Final = "unnamed"


class Metrics:
    """One registry of its own, so that two applications in a process do not collide.

    `figures` is asked on each scrape; a house without a newsroom has none. It may raise: the scrape then lacks the figures,
    `diwan_figures_up` is 0, and request counts go on, since it is when the database is gone that they are needed most.
    """

    def __init__(self, figures: Callable[[], Figures] | None = None) -> None:
        self._registry = CollectorRegistry()
        if figures is not None:
            self._registry.register(_FiguresCollector(figures))
        self._requests = Counter(
            "diwan_requests",
            "Requests answered, by route and class of status.",
            ["route", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "diwan_request_seconds",
            "Time from a request's arrival to the end of its answer, by route.",
            ["route"],
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
            registry=self._registry,
        )
        self._counters: dict[tuple[str, str], tuple[Counter, Histogram]] = {}
        self._limited = Counter(
            "diwan_requests_limited", "Requests refused as too many.", registry=self._registry
        )
        self._stopped = Counter(
            "diwan_abuse_stopped",
            "Clients told to come back, by measure: each once until it comes through, or ten minutes are over.",
            ["measure"],
            registry=self._registry,
        )
        self._came_through = Counter(
            "diwan_abuse_came_through",
            "Clients told to come back that did, and were let in, by measure.",
            ["measure"],
            registry=self._registry,
        )
        self._referred = Counter(
            "diwan_abuse_referred",
            "Comments taken in with a mark for the moderators, by measure.",
            ["measure"],
            registry=self._registry,
        )
        for measure in ("rate", "busy"):
            self._stopped.labels(measure)
            self._came_through.labels(measure)
        for measure in ("trap", "haste"):
            self._referred.labels(measure)
        self._scored_texts = Counter(
            "diwan_scored_texts",
            "Texts of others that were to be scored, by surface and outcome.",
            ["surface", "outcome"],
            registry=self._registry,
        )
        self._scoring_seconds = Histogram(
            "diwan_scoring_seconds",
            "Time from an asking's arrival in the line to its scores, by surface and outcome.",
            ["surface", "outcome"],
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
            registry=self._registry,
        )
        self._scored: dict[tuple[str, str], tuple[Counter, Histogram]] = {}
        self._coral = Counter(
            "diwan_coral_answers",
            "Answers to the moderation phases of Corals, by phase and kind.",
            ["phase", "answer"],
            registry=self._registry,
        )
        self._waiting = Gauge(
            "diwan_scoring_waiting", "Texts of others that wait to be scored.", registry=self._registry
        )

    def answered(self, route: str | None, status: int, seconds: float) -> None:
        """Count one answer. `route` is the name from our own table of routes; None where none matched."""
        name = route or UNNAMED
        kind = f"{status // 100}xx" if 100 <= status < 600 else "other"
        counters = self._counters.get((name, kind))
        if counters is None:
            # To look them up among the labels costs more than to count.
            counters = self._requests.labels(name, kind), self._seconds.labels(name)
            self._counters[name, kind] = counters
        counters[0].inc()
        counters[1].observe(seconds)
        if status == 429:
            self._limited.inc()

    def coral_answered(self, phase: str, answer: str) -> None:
        """Count an answer to Coral. `phase` is a name from the settings, `answer` one of ours."""
        self._coral.labels(phase, answer).inc()

    def stopped(self, measure: str) -> None:
        """Count somebody who was told to come back: once until he comes through or is forgotten. `measure` is a name of ours."""
        self._stopped.labels(measure).inc()

    def came_through(self, measure: str) -> None:
        """Count somebody who was told to come back, and did."""
        self._came_through.labels(measure).inc()

    def referred(self, measure: str) -> None:
        """Count a comment taken in with a mark for the moderators."""
        self._referred.labels(measure).inc()

    def watch_line(self, waiting: Callable[[], int]) -> None:
        """Tell on each scrape how many texts wait to be scored."""
        self._waiting.set_function(waiting)

    def watch_mail(self, figures: Callable[[], Iterator[Metric]]) -> None:
        """Tell on each scrape how mail to readers is getting on (`mail_figures`)."""
        self._registry.register(_MailCollector(figures))

    def scored(self, surface: str, outcome: str, texts: int, seconds: float) -> None:
        """Count texts that were to be scored. `surface` and `outcome` are names of ours."""
        counters = self._scored.get((surface, outcome))
        if counters is None:
            counters = (
                self._scored_texts.labels(surface, outcome),
                self._scoring_seconds.labels(surface, outcome),
            )
            self._scored[surface, outcome] = counters
        counters[0].inc(texts)
        counters[1].observe(seconds)

    def render(self) -> tuple[bytes, str]:
        """The page for Prometheus and its content type."""
        return generate_latest(self._registry), CONTENT_TYPE_PLAIN_0_0_4


class _MailCollector(Collector):
    def __init__(self, figures: Callable[[], Iterator[Metric]]) -> None:
        self._figures = figures

    def describe(self) -> list[Metric]:
        """Nothing: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        yield from self._figures()


class _FiguresCollector(Collector):
    def __init__(self, figures: Callable[[], Figures]) -> None:
        self._figures = figures

    def describe(self) -> list[Metric]:
        """Nothing: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily(
            "diwan_figures_up", "1 if the figures could be read from the database, else 0."
        )
        try:
            figures = self._figures()
        except Exception:  # noqa: BLE001 - whatever it is, the rest of the page must go out
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from _families(figures)


def _families(figures: Figures) -> Iterator[Metric]:
    for name, about, value in (
        ("waiting", "Comments that no decision has been made on.", figures.waiting),
        ("oldest_waiting_age_seconds", "How long the oldest of them has waited.", figures.oldest_waiting_age_s),
        ("printed", "Comments on printed pages.", figures.printed),
        (
            "printed_without_decision",
            "Comments on printed pages without an approving decision on that text. Must be 0.",
            figures.printed_without_decision,
        ),
        ("ledger_size", "Entries in the ledger.", figures.ledger_size),
        ("checkpoint_size", "Entries that the published checkpoint covers.", figures.checkpoint_size),
        ("unprinted", "Threads whose latest decisions are not printed yet.", figures.unprinted),
        ("unscreened", "Comments that are not screened yet.", figures.unscreened),
    ):  # fmt: skip
        yield GaugeMetricFamily(f"diwan_{name}", about, value=value)
    yield CounterMetricFamily("diwan_submissions", "Comments taken in.", value=figures.submissions)
    decisions = CounterMetricFamily(
        "diwan_decisions",
        "Decisions, by outcome, kind of author and guideline.",
        labels=["outcome", "author_kind", "guideline"],
    )
    for each in figures.decisions:
        decisions.add_metric([each.outcome, each.author_kind, each.guideline], each.count)
    yield decisions
