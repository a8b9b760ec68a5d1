"""The newsroom that is filled for measurements is one that Diwan itself could have filled."""

import random
from pathlib import Path

import pytest
from benchmarks.stock import loading, prepared
from benchmarks.stock.plan import LANGUAGES, SITES, Plan
from benchmarks.stock.prepared import stocked
from benchmarks.stock.written import Writer
from sqlalchemy import text

from diwan import bootstrap
from diwan.desk import search
from diwan.ledger.verify import Tally, verify
from diwan.storage import schema
from diwan.storage.book import StoredBook
from diwan.storage.work_lists import check_work_lists
from diwan.web.reading import Reading


@pytest.mark.parametrize("one_thread", [True, False], ids=["one thread", "many threads"])
def test_a_filled_newsroom_verifies_and_owes_nothing(one_thread: bool) -> None:
    plan = Plan(330, 60, one_thread=one_thread)
    with stocked("sqlite", plan, None) as place:
        loaded = place.settings
        store = bootstrap.open_store(loaded)
        try:
            tally = Tally()
            with store.connection() as connection:
                key = bootstrap.signing_key(loaded).verifier
                found = [
                    *verify(StoredBook(connection), verifier_key=key, tally=tally),
                    *check_work_lists(connection),
                ]
                counts = {
                    name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
                    for name in ("comments", "waiting", "threads", "search_keys")
                }
            assert [str(each) for each in found] == []
            assert tally.signed == tally.entries
            assert counts == {"comments": 330, "waiting": 60, "threads": plan.threads, "search_keys": 330}
            with store.reading() as view:
                assert view.unscreened(10) == view.owing_threads() == view.unkeyed(10) == []
        finally:
            store.close()
        assert Reading(loaded.press_root, 1 << 20).matches("/threads/courier/article-0/head.html")
        assert (loaded.press_root / "threads/courier/article-0/head.html").is_file()


def test_a_prepared_newsroom_is_copied_for_each_measurement_and_filled_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(50, 10, one_thread=True)
    with stocked("sqlite", plan, tmp_path) as first:
        store = bootstrap.open_store(first.settings)
        store.write(lambda transaction: transaction.revoke_api_key("courier", "none")).result()
        store.close()
        first.settings.data.joinpath("diwan.sqlite").unlink()
    monkeypatch.setattr(prepared, "loading", None)
    with stocked("sqlite", plan, tmp_path) as second:
        assert second.config != first.config
        assert second.settings.data.joinpath("diwan.sqlite").is_file()
    assert [each.name for each in tmp_path.iterdir()] == [plan.name]


def test_a_reference_that_leads_nowhere_ends_the_filling(tmp_path: Path) -> None:
    plan = Plan(50, 10, one_thread=True)
    with stocked("sqlite", plan, None) as place:
        file = place.settings.data / "diwan.sqlite"
        with (
            pytest.raises(RuntimeError, match="leads nowhere"),
            loading.loading(f"sqlite:///{file}") as loader,
        ):
            loader.add(schema.words, "nobody", b"0" * 32, "name", "body")


def test_a_comments_tokens_are_those_of_its_words() -> None:
    writer = Writer(Plan(1000, 200), random.Random(1))
    for number in range(60):
        site, language = SITES[number % 2], LANGUAGES[number % 6]
        written = writer.write(number, site, language, f"Member {number}" if number % 5 == 0 else None)
        assert written.tokens == search.key(written.words, site)
