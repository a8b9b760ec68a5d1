"""Prometheus is told the figures of the house and how requests were answered, and nothing of what was asked."""

from prometheus_client.parser import text_string_to_metric_families

from diwan.figures import Decided, Figures
from diwan.web.metrics import Metrics

FIGURES = Figures(
    waiting=12,
    oldest_waiting_age_s=90.5,
    printed=40,
    printed_without_decision=0,
    submissions=60,
    ledger_size=130,
    checkpoint_size=128,
    unprinted=1,
    unscreened=2,
    decisions=(Decided("approved", "moderator", "", 40), Decided("rejected", "moderator", "abuse", 8)),
)


def samples(metrics: Metrics) -> dict[tuple[str, tuple[str, ...]], float]:
    """Values by name and by the labels' values, the labels in the order of the alphabet."""
    page, content_type = metrics.render()
    assert content_type.startswith("text/plain; version=0.0.4")
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(page.decode())
        for sample in family.samples
    }


def test_every_figure_is_told() -> None:
    told = samples(Metrics(lambda: FIGURES))
    for name, value in {
        "diwan_waiting": 12,
        "diwan_oldest_waiting_age_seconds": 90.5,
        "diwan_printed": 40,
        "diwan_printed_without_decision": 0,
        "diwan_submissions_total": 60,
        "diwan_ledger_size": 130,
        "diwan_checkpoint_size": 128,
        "diwan_unprinted": 1,
        "diwan_unscreened": 2,
        "diwan_figures_up": 1,
    }.items():
        assert told[name, ()] == value
    assert told["diwan_decisions_total", ("moderator", "", "approved")] == 40
    assert told["diwan_decisions_total", ("moderator", "abuse", "rejected")] == 8


def test_the_figures_are_asked_on_each_scrape_and_not_before() -> None:
    asked: list[int] = []

    def figures() -> Figures:
        asked.append(1)
        return FIGURES

    metrics = Metrics(figures)
    assert asked == []
    metrics.render()
    metrics.render()
    assert len(asked) == 2


def test_a_lost_database_leaves_the_request_counts() -> None:
    def lost() -> Figures:
        raise ConnectionError("canary")

    metrics = Metrics(lost)
    metrics.answered("submit", 503, 0.2)
    told = samples(metrics)
    assert told["diwan_figures_up", ()] == 0
    assert told["diwan_requests_total", ("submit", "5xx")] == 1
    assert ("diwan_waiting", ()) not in told
    assert b"canary" not in metrics.render()[0]


def test_requests_are_counted_by_route_and_class_of_status() -> None:
    metrics = Metrics(lambda: FIGURES)
    for status in (201, 200, 404, 429, 429, 999):
        metrics.answered("submit", status, 0.004)
    metrics.answered(None, 404, 0.001)
    told = samples(metrics)
    assert told["diwan_requests_total", ("submit", "2xx")] == 2
    assert told["diwan_requests_total", ("submit", "4xx")] == 3
    assert told["diwan_requests_total", ("submit", "other")] == 1
    assert told["diwan_requests_total", ("unnamed", "4xx")] == 1
    assert told["diwan_requests_limited_total", ()] == 2
    assert told["diwan_request_seconds_count", ("submit",)] == 6
    assert told["diwan_request_seconds_bucket", ("0.005", "submit")] == 6
    assert told["diwan_request_seconds_bucket", ("0.0025", "submit")] == 0


def test_two_applications_in_one_process_do_not_share_counts() -> None:
    one, other = Metrics(lambda: FIGURES), Metrics(lambda: FIGURES)
    one.answered("submit", 200, 0.1)
    assert ("diwan_requests_total", ("submit", "2xx")) not in samples(other)
