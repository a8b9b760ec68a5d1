"""`python -m diwan` and `diwan`."""

import gc

# What is imported stays: the garbage collector would look through it again and again, meanwhile and later.
gc.disable()

from diwan.cli.main import main  # noqa: E402 - the point of it

gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
