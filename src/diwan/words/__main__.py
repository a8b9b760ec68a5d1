"""`python -m diwan.words`: what is wrong with the catalogs, and `update`, which brings translations in step with the English.

Ends with 1 if anything is wrong. Works on the files of this checkout.
"""

import sys
from pathlib import Path

from diwan.words import catalogs, checking, po
from diwan.words.catalogs import DOMAINS
from diwan.words.languages import LANGUAGES, SOURCE
from diwan.words.updating import updated

FOLDER = Path(__file__).parent


def update() -> None:
    """Write every translation anew, from its template and what it had. A language that has no file is left out."""
    for domain in DOMAINS:
        template = catalogs.template(domain)
        for language in LANGUAGES:
            file = FOLDER / domain / f"{language}.po"
            if language != SOURCE and file.exists():
                file.write_text(
                    po.write(updated(template, catalogs.catalog(domain, language))), encoding="utf-8"
                )


def main(arguments: list[str]) -> int:
    """Run the command. Returns its exit status."""
    if arguments not in ([], ["update"]):
        print("python -m diwan.words [update]", file=sys.stderr)
        return 2
    if arguments:
        update()
    wrongs = checking.wrongs()
    print("\n".join(wrongs) or "Every message is translated into every language.")
    return 1 if wrongs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
