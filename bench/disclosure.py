"""Attacks synthetic releases with everything that was ever released, and the control beside them.

    python -m bench.disclosure                  about 1,000 releases of the rule, a few minutes
    python -m bench.disclosure --stories 20     fewer

Each story is released three times, a few cases being added between: the attacker has all three. No
count may be found exactly; the control, which hides small counts alone, must be broken.
"""

import argparse
import time

from whitebeam.indicators.rules.disclosure import primary_only
from whitebeam.indicators.tests.attack import Found, by_rule, play

STORIES = 340


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--first-seed", type=int, default=0)
    chosen = parser.parse_args()
    seeds = range(chosen.first_seed, chosen.first_seed + chosen.stories)
    kept, control, began, released = Found(), Found(), time.monotonic(), 0
    for seed in seeds:
        released += play(seed, by_rule, is_rounded=True, into=kept)
    print(
        f"{released:,} releases in {time.monotonic() - began:,.0f} s,"
        f" seeds {seeds[0]} to {seeds[-1]}"
    )
    print(kept.line("the rule"))
    for seed in seeds[:: max(len(seeds) // 60, 1)]:
        play(seed, lambda tables, _: primary_only(tables), is_rounded=False, into=control)
    print(control.line("hiding small counts alone"))
    if kept.exact or kept.wrong or control.exact == 0:
        raise SystemExit("The rule was broken, or the control was not")


if __name__ == "__main__":
    main()
