"""`python -m kzqa` does what `kzqa` does."""

from kzqa.cli.main import main

if __name__ == "__main__":
    main()
