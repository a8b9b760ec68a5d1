"""`python -m diwan` is the same as `diwan`."""

from diwan.cli.main import main

if __name__ == "__main__":
    main()
