"""The entry point of the `kzqa` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line on `sys.argv` and end the process with its exit status."""
    try:
        # Imported here, so that Ctrl-C while the modules load ends as quietly as later on.
        from kzqa.cli.app import app

        app(prog_name="kzqa")
    except KeyboardInterrupt:
        sys.exit(130)
