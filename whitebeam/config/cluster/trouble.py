"""What an operator is told when the platform cannot go on: one sentence, with a way out."""


class Trouble(Exception):
    """Something outside the program is in the way; the text is for the person at the terminal."""

    exit_code = 1


class AdministratorNeeded(Trouble):
    """The database server's administrator must run some statements first."""

    exit_code = 3
