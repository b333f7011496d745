"""The solver says nothing on the terminal of whoever starts the product."""

import subprocess
import sys

SOLVE = """
from whitebeam.indicators.rules.bounds import Range, Sum, narrower_than
truth = {"all": 12, "one": 5, "other": 7}
known = {"all": Range(12, 12), "one": Range(1, 7), "other": Range(0, 100)}
sums = [Sum("all", ("one", "other"))]
assert narrower_than(9, ["one"], truth=truth, known=known, sums=sums) == ["one"]
"""


def test_it_solves_and_says_nothing():
    # It writes past Python, and greets once for each process: only another one shows all of it.
    ran = subprocess.run([sys.executable, "-c", SOLVE], check=False, capture_output=True, text=True)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
