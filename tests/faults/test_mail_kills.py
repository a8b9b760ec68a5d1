"""A process that is killed between the mail server's taking a message and the settling of it sends the same message again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from diwan import bootstrap, clock, lifecycle, registration, subscribing
from diwan.articles import Description
from diwan.comments import Submission, Words
from diwan.letters import Wants
from diwan.mail.delivery import WAITS
from diwan.settings import load
from tests.mail_server import link, mail_server
from tests.waiting import until

SETTINGS = """
public_url = "https://comments.courier.example"
[screening]
model = false
[mail]
host = "{host}"
port = {port}
tls = "none"
from_address = "comments@courier.example"
[[sites]]
id = "courier"
name = "The Courier"
origins = ["https://courier.example"]
"""
VICTIM = """
import sys
from pathlib import Path
from diwan import bootstrap, settings
house = bootstrap.build(settings.load(Path(sys.argv[1]), {}))
house.delivery.send_one()
"""


def test_a_process_killed_behind_the_servers_back_loses_no_mail_and_repeats_it_under_its_own_id(
    tmp_path: Path,
) -> None:
    with mail_server() as server:
        path = tmp_path / "diwan.toml"
        path.write_text(SETTINGS.format(host=server.host, port=server.port))
        house = bootstrap.build(load(path, {}))
        site = house.sites["courier"]
        described = Description("https://courier.example/bridge", "The bridge", "City", "en")
        registration.register(
            house.store, clock.now, site=site, key="bridge", description=described, text="", by="test"
        ).result()
        submission = Submission("courier", "bridge", "test-key-00000001", Words("Rojîn", "A fine bridge."))
        sent = lifecycle.submit(house.store, clock.now, site, submission).result()
        wants = Wants(outcome=True, replies=True, daily=False)
        subscribing.ask(
            house.store,
            clock.now,
            house.envelopes,
            comment_id=sent.comment_id,
            email="rojin@example.org",
            wants=wants,
        ).result()
        house.store.close()

        victims: list[int] = []

        def kill() -> None:
            # In the server's thread, before it answers: the process cannot have settled anything yet.
            until(lambda: victims, "the process to have a number")
            os.kill(victims[0], signal.SIGKILL)

        server.taken = kill
        victim = subprocess.Popen([sys.executable, "-c", VICTIM, str(path)], cwd=tmp_path)
        victims.append(victim.pid)
        assert victim.wait() == -signal.SIGKILL
        assert len(server.arrived) == 1

        server.taken = lambda: None
        later = bootstrap.build(load(path, {}), clock=lambda: clock.now() + WAITS[0])
        try:
            assert later.delivery is not None
            while later.delivery.send_one():
                pass
            with later.store.connection() as connection:
                assert connection.execute(text("SELECT count(*) FROM outbox")).scalar_one() == 0
        finally:
            later.store.close()
        first, second = (message for _, message in server.arrived)
        assert first["Message-ID"] == second["Message-ID"]
        assert link(first, "confirm") == link(second, "confirm")
