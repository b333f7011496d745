"""The words of the `whitebeam` command. Only arguments are read here, so that help is instant."""

import argparse
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
PASSING_ON = {"test", "verify-audit"}

EXIT_CODES = """\
exit codes:
  0  done
  1  something outside the program is in the way, or a check found fault; the text says what
  2  the command was written wrongly, or Python is too old
  3  the database server's administrator must run the printed statements first
  130  stopped by Ctrl-C
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of every subcommand; `./run` and `./test` are two of them."""
    top = argparse.ArgumentParser(
        prog="whitebeam",
        description="Set up, serve and look after Whitebeam.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="command")
    _serving(commands)
    _database(commands)
    _safety(commands)
    _development(commands)
    return top


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return the command and its options; `rest` holds what is meant for another program."""
    if not arguments or arguments[0] not in PASSING_ON:
        return parser().parse_args(arguments)
    own, rest = _divided(arguments)
    parsed = parser().parse_args(own)
    parsed.rest = rest
    return parsed


def _divided(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Return our own leading words, and the rest as it was written."""
    end = 1
    while end < len(arguments) and arguments[0] == "test":
        word = arguments[end]
        if word == "--postgres":
            end += 1
        elif word not in {"fast", "-h", "--help"} and not word.startswith("--postgres="):
            break
        end += 1
    if arguments[1:2] in (["-h"], ["--help"]):
        end = max(end, 2)
    return arguments[:end], arguments[end:]


def _add(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    # `./run --help` should speak of ./run.
    prog = f"./{name}" if name in {"run", "test"} else f"whitebeam {name}"
    added: argparse.ArgumentParser = commands.add_parser(
        name,
        prog=prog,
        help=text,
        description=text,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return added


def _add_addresses(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=_port, default=8000, help="public site (default 8000)")
    command.add_argument(
        "--staff-port", type=_port, default=8001, help="staff application (default 8001)"
    )
    command.add_argument("--host", default="127.0.0.1", help="address (default 127.0.0.1)")


def _serving(commands: Commands) -> None:
    run = _add(commands, "run", "Set everything up, then serve both sites with a worker.")
    _add_addresses(run)
    run.add_argument(
        "--people", type=_count, default=400, metavar="N", help="size of the demonstration"
    )
    run.add_argument(
        "--reset", action="store_true", help="forget the demonstration's data and begin again"
    )
    run.add_argument("--no-demo", action="store_true", help="no invented people, no quick sign-in")
    serve = _add(commands, "serve", "Check, then serve both sites, a worker and the audit sealer.")
    _add_addresses(serve)
    serve.add_argument("--only", choices=("public", "staff"), help="one site, nothing else")
    serve.add_argument("--processes", type=_count, default=2, help="staff server processes")
    _add(commands, "worker", "Do deferred and scheduled work; run as many as you want.")


def _database(commands: Commands) -> None:
    _add(commands, "migrate", "Bring the database to this version; one at a time.")
    pack = _add(commands, "pack", "Load a partnership pack, or look at one.")
    pack.add_argument("deed", choices=("load", "check", "diff"))
    pack.add_argument("folder", type=Path)
    words = _add(commands, "tool-wording", "Load licensed words for the items of a risk tool.")
    words.add_argument("file", type=Path)
    demo = _add(commands, "demo", "Fill an empty database with invented people.")
    demo.add_argument("--people", type=_count, default=400, metavar="N")
    backup = _add(commands, "backup", "Write the database, documents and audit heads to one file.")
    backup.add_argument("file", type=Path)
    backup.add_argument(
        "--keys-to", type=Path, metavar="FILE", help="write the keys to a file of their own"
    )
    restore = _add(commands, "restore", "Read a backup into an empty database, and verify it.")
    restore.add_argument("file", type=Path)
    restore.add_argument("--keys-from", type=Path, metavar="FILE", help="put these keys in place")


def _safety(commands: Commands) -> None:
    _add(commands, "check", "Name every setting that is unsafe for real people.")
    _add(commands, "verify-audit", "Prove that the audit was not altered.")


def _development(commands: Commands) -> None:
    shots = _add(
        commands, "screenshots", "Draw the main pages of the demonstration that ./run serves."
    )
    _add_addresses(shots)
    shots.add_argument("--to", type=Path, default=Path("docs/images"), metavar="FOLDER")
    test = _add(commands, "test", "Run every check and test; `fast` leaves the browser out.")
    test.add_argument(
        "--postgres",
        choices=("both", "debian", "embedded"),
        default="both",
        help="server: all tests on Debian's and those of the walls on the embedded (default)",
    )
    test.add_argument("fast", nargs="?", choices=("fast",), help="leave the browser out")
    test.usage = "./test [--postgres both|debian|embedded] [fast] [options and paths for pytest]"


def _port(text: str) -> int:
    number = _count(text)
    if number > 65535:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("this must be a whole number of 1 or more")
    return int(text)
