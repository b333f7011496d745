"""The `whitebeam` command, by which an operator sets up, serves and looks after the product.

Each subcommand gives its processes the sign-in of one database role and nothing more.
"""

import sys

from whitebeam.config.cluster.trouble import Trouble
from whitebeam.config.command import options


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    parsed = options.parse(sys.argv[1:] if arguments is None else arguments)
    # Only now: help and mistakes are answered before anything heavy is imported.
    from whitebeam.config.command.deeds import DEEDS
    from whitebeam.config.command.stopping import Stopped, stopping

    try:
        with stopping():
            return DEEDS[parsed.command](parsed) or 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr, flush=True)
        return trouble.exit_code
    except Stopped:
        print("Stopped.", file=sys.stderr, flush=True)
        return 130
