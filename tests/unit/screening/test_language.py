"""The language of a comment is told, or it is said that it cannot be."""

import threading

import pytest
from hypothesis import given, strategies as st
from py3langid.langid import LanguageIdentifier

from diwan.screening import language
from diwan.screening.guess import Guess
from diwan.screening.language import LANGUAGES, identify

TEXTS = {
    "en": [
        "Nobody asked the people who live here.",
        "What a shame, I liked that place",
        "THIS IS A GOOD IDEA",
    ],
    "ku": [
        "Kesî ji xelkê vir nepirsî.",
        "Hêvî dikim ku her tişt baş bibe",
        "ez ji we re spas dikim gelek bas bu",
    ],
    "tr": [
        "Burada oturanlara kimse sormadı.",
        "Yazık oldu, orayı çok severdim",
        "cok guzel bir haber olmus tesekkurler",
    ],
    "ckb": ["کەس پرسیاری لە خەڵکی ئێرە نەکرد.", "بەداخەوە، ئەو شوێنەم خۆش دەویست", "ئه‌م هه‌واڵه‌ زۆر خۆشه‌"],
    "ar": ["لم يسأل أحد سكان هذه المنطقة.", "خسارة، كنت أحب هذا المكان", "ليش ما حدا سأل الناس هون"],
    "fa": ["هیچ‌کس از مردم اینجا نپرسید.", "حیف شد، آنجا را دوست داشتم", "چرا هيچ كس از مردم اينجا نمي پرسه"],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in TEXTS.items() for text in texts])
@pytest.mark.parametrize("prior", [None, "en", "ckb", "tr"])
def test_a_sentence_is_told_whatever_the_article_is_in(code: str, text: str, prior: str | None) -> None:
    guess = identify(text, prior=prior)
    assert guess.code == code
    assert guess.sureness > 0.6


@pytest.mark.parametrize("code", ["en", "ku", "tr"])
def test_a_word_that_could_be_any_is_taken_to_be_in_the_articles_language(code: str) -> None:
    assert identify("ok", prior=code).code == code


def test_a_word_that_could_be_any_is_not_told_with_sureness() -> None:
    assert identify("ok").sureness < 0.8
    assert identify("ok", prior="ku").sureness < 0.8


def test_a_region_in_the_prior_makes_no_difference() -> None:
    assert identify("ok", prior="tr-TR") == identify("ok", prior="tr") == identify("ok", prior="TR_tr")


def test_a_prior_that_is_none_of_ours_is_no_prior() -> None:
    assert identify("ok", prior="de") == identify("ok", prior="") == identify("ok")


@pytest.mark.parametrize(
    "text",
    [
        "Niemand hat die Leute gefragt, die hier wohnen.",
        "Personne n'a demandé aux gens qui habitent ici.",
        "Nadie preguntó a la gente que vive aquí.",
        "Никто не спросил людей, которые здесь живут.",
        "Κανείς δεν ρώτησε τους ανθρώπους που μένουν εδώ.",
        "אף אחד לא שאל את האנשים שגרים כאן",
        "誰もここに住む人々に聞かなかった。",
        "یہاں رہنے والے لوگوں سے کسی نے نہیں پوچھا۔",
        "ma7ada sa2al el nas elli 3aysheen hon ya 3ammi",
        "",
        "…!?",
        "👍👍👍",
        "12 345,67",
        "https://example.org/good/morning @somebody #12",
        "خەڵک Никто مردم ٢٣ никто",
        "\x00\ud800",
    ],
)
@pytest.mark.parametrize("prior", [None, "en", "fa"])
def test_what_is_in_none_of_the_six_cannot_be_told(text: str, prior: str | None) -> None:
    assert identify(text, prior=prior).code is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("بڕوانە https://example.org/this/is/english/and/long", "ckb"),
        ("@john_smith çok haklısın kardeşim", "tr"),
        ("آفرین 👏👏👏 @JohnSmith خیلی خوب گفتی", "fa"),
        ("spas heval 🌹🌹 www.example.com", "ku"),
        ("لە WiFi و Facebook بێزار بووم، هیچ کار ناکات", "ckb"),
        ("𝐓𝐡𝐢𝐬 𝐢𝐬 𝐧𝐨𝐭 𝐭𝐡𝐞 𝐰𝐚𝐲", "en"),
        ("th\u200bis is n\u200bot the way", "en"),
    ],
)
def test_addresses_handles_emoji_and_tricks_do_not_mislead(text: str, code: str) -> None:
    assert identify(text).code == code


@given(st.text(max_size=80), st.sampled_from([None, *sorted(LANGUAGES), "xx"]))
def test_any_text_has_an_answer_that_makes_sense(text: str, prior: str | None) -> None:
    guess = identify(text, prior=prior)
    assert guess.code is None or guess.code in LANGUAGES
    assert 0 <= guess.sureness <= 1


def test_the_model_is_loaded_once_however_many_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []
    made = LanguageIdentifier.from_model_file

    def counted(path: str) -> object:
        loads.append(path)
        return made(path)

    monkeypatch.setattr(language, "_loaded", None)
    monkeypatch.setattr(LanguageIdentifier, "from_model_file", counted)
    answers: list[Guess] = []
    askers = [threading.Thread(target=lambda: answers.append(identify("Nobody asked us."))) for _ in range(6)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(loads) == 1
    assert {guess.code for guess in answers} == {"en"}
