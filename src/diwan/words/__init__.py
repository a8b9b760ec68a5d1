"""The words that people see, in six languages: messages as gettext catalogs, and what a language writes otherwise.

`reader/` and `desk/` hold a template (`messages.pot`, the English) and one catalog for each other language (`{language}.po`);
`locales/` holds digits, months, calendar and direction. `python -m diwan.words` says what is missing, and keeps catalogs in
step with their template. `docs/translating.md` tells translators the rest, `docs/decisions/0020-words.md` why it is so.
"""
