"""What the commands write: for a person's terminal, for a pipe, for a program."""
