"""Examples become numbers as the model will read them; marks stay on their words."""

import numpy as np
from tokenizers import Tokenizer
from training.encoding import MARKED, encode
from training.labels import LABELS, Example
from training.vocabulary import emoji, is_kept

from diwan.screening.model.files import SHIPPED, TOKENIZER

READER = Tokenizer.from_file(str(SHIPPED / TOKENIZER))


def test_what_nobody_said_has_no_weight() -> None:
    data = encode([Example("A fine bridge.", "edos", {"sexism": (0.0, 1.0)}, "k")], READER)
    assert data.weights[0, LABELS.index("sexism")] == 1.0
    assert data.weights[0].sum() == 1.0


def test_marks_lie_on_the_words_that_were_marked() -> None:
    text = "you are a li\u200bar, my friend"
    begin = text.index("li")
    example = Example(text, "civil", {}, "k", spans=(("personal-attack", begin, begin + 5, 0.667),))
    data = encode([example], READER)
    marks = data.marks[0]
    assert marks is not None
    column = MARKED.index("personal-attack")
    marked = [str(READER.id_to_token(int(token))) for token in data.ids[0][np.flatnonzero(marks[:, column])]]
    assert "".join(marked).replace("##", "") == "liar"


def test_the_tokenizer_knows_emoji_between_letters() -> None:
    assert READER.encode("to🔪some", add_special_tokens=False).tokens == ["to", "🔪", "some"]
    assert all(READER.token_to_id(character) is not None for character in emoji())


def test_only_what_english_can_need_is_kept() -> None:
    assert is_kept("bridge")
    assert is_kept("##ing")
    assert is_kept("[CLS]")
    assert not is_kept("[unused7]")
    assert not is_kept("мост")
