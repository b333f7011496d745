"""`python -m whitebeam.config.pack load|diff|check FOLDER`: what `whitebeam pack` runs."""

import sys

import django

from whitebeam.config.pack import BrokenPack, check, diff, load

DEEDS = ("load", "diff", "check")


def main(arguments: list[str]) -> int:
    """Do one deed with a pack; return the exit code."""
    if len(arguments) != 2 or arguments[0] not in DEEDS:
        print("Say what to do with which pack: load, diff or check, then its folder.")
        return 2
    deed, folder = arguments
    try:
        return _done(deed, folder)
    except BrokenPack as broken:
        print(broken)
        return 1


def _done(deed: str, folder: str) -> int:
    if deed == "check":
        problems = check(folder)
        print(*(map(str, problems) if problems else ["The pack is sound."]), sep="\n")
        return 1 if problems else 0
    django.setup()
    if deed == "diff":
        print(*diff(folder) or ["Loading would change nothing."], sep="\n")
    else:
        load(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
