"""Term lists: their file format, and how terms are found in words. `docs/operating/term-lists.md` is the manual."""
