"""Files that people choose in the browser, open again and are refused; and their check, at once.

python -m tests.journeys.files DATA_FOLDER COMMAND       runs a check as the worker does
"""

import os
import subprocess
import sys
from pathlib import Path

from whitebeam.config.cluster.served import served_database
from whitebeam.config.command.steps import run_django
from whitebeam.files.kinds import LARGEST

LINKS = ("link", "button")
NOTE = "Fitted on Monday, and tried with her."
TOO_LARGE = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"\xff" * (LARGEST + 1)}
NO_PICTURE = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"MZ no picture"}
A_NOTE = {"name": "note.txt", "mimeType": "text/plain", "buffer": NOTE.encode()}


def choose_file(walker, file):
    walker.page.locator("input[type='file']").set_input_files(file)


def open_file(walker, name):
    """Press the link or button of a file and return what came down."""
    link, button = (walker.page.get_by_role(one, name=name, exact=True) for one in LINKS)
    with walker.page.expect_download() as coming:
        link.or_(button).click()
    return Path(coming.value.path()).read_text()


def check_now(product, command):
    """Let the worker's check of a kind of file run at once, not when its minute comes."""
    ran = [sys.executable, "-m", "tests.journeys.files", str(product.folder), command]
    # What is set for these tests is not set for the product.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WHITEBEAM_")}
    subprocess.run(ran, env=kept, check=True)


def is_refused(walker, *addresses):
    """See that to this person neither page nor file exists."""
    for address in addresses:
        walker.page.goto(address)
        walker.look()
        walker.sees("Page not found")


if __name__ == "__main__":
    with served_database(Path(sys.argv[1]), say=lambda *_: None) as served:
        run_django(served, "wb_worker", sys.argv[2], otherwise="The files could not be checked")
