"""What Prometheus may know of mail to readers: how much lies in the outbox, since when, and how mails ended. No address, no site."""

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from diwan.bootstrap import House
from diwan.errors import Unavailable
from diwan.storage.mail import MailReader


def read(house: House) -> Iterator[Metric]:
    """The families; of the outbox nothing while the database cannot be read."""
    if house.delivery is None:
        return
    ended = CounterMetricFamily(
        "diwan_mails", "Mails to readers, by what became of them in this process.", labels=["end"]
    )
    for end, count in sorted(house.delivery.counted.items()):
        ended.add_metric([end], count)
    yield ended
    at = house.clock()
    try:
        with house.store.connection() as connection:
            found = MailReader(connection).figures(at)
    except Unavailable:
        return
    yield GaugeMetricFamily("diwan_mail_outbox", "Letters that are still to be sent.", value=found.letters)
    late = 0.0 if found.due_since is None else (at - found.due_since) / 1000
    yield GaugeMetricFamily(
        "diwan_mail_late_seconds", "For how long the oldest letter has been due that is not sent.", value=late
    )
    yield GaugeMetricFamily(
        "diwan_mail_subscribed", "Mailboxes that are told about comments.", value=found.mailboxes
    )
