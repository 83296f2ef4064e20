"""The command line: typer commands, one a file, and what they write."""
