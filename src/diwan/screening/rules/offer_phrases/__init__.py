"""What offers say, one file a language, part of the program as its code is: by kind of sign, one phrase a line, as `screening/phrases.py` reads it.

Written for this product. A phrase belongs here only if it is rarely said by somebody who does not offer anything: in the first person ("my page",
"we deliver") or as a request ("order now"), never a mere subject ("loan", "casino", "visa"). What a "cure", a "story" or a "whereabouts" says is
no offer by itself, and weighs so that two of them must meet: somebody was helped, and says where the helper is to be found. Where a wording is as
often said by somebody who buys, remembers or warns, it stands under a kind that weighs too little to be told alone.

`warning` holds what is said by those who warn of an offer, `contradiction` what an offer says against that ("no fraud").
"""

import tomllib
from collections.abc import Collection
from importlib.resources import files

from diwan.screening.language import LANGUAGES
from diwan.screening.phrases import Phrases


def built_in(kinds: Collection[str]) -> Phrases:
    """The phrases of all languages, by kind. Raises ValueError or OSError, if the installation is damaged."""
    groups: dict[str, list[str]] = {kind: [] for kind in kinds}
    for language in sorted(LANGUAGES):
        table = tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
        if (table.pop("format", None), table.pop("language", None)) != (1, language):
            raise ValueError(f"offer_phrases/{language}.toml is not in format 1, or of another language")
        if unknown := set(table) - set(groups):
            raise ValueError(f"offer_phrases/{language}.toml has unknown kinds: {', '.join(sorted(unknown))}")
        for kind, lines in table.items():
            groups[kind].append(lines)
    return Phrases({kind: "\n".join(lines) for kind, lines in groups.items()})
