"""Attacks synthetic releases with everything that was ever released, and the control beside them.

    python -m bench.disclosure                   1,000 releases of the rule and of the control
    python -m bench.disclosure --releases 100    fewer

Each story is a quarter of 3 to 13 districts, released three times, a few cases being added between:
the attacker has all three. No count may be found exactly; the control, which hides small counts
alone, must be broken.
"""

import argparse
import time
from collections.abc import Iterator
from itertools import count
from multiprocessing import Pool

from whitebeam.indicators.rules.disclosure import primary_only
from whitebeam.indicators.tests.attack import Found, by_rule, play

RELEASES = 1_000
# Stories are handed out a few at a time, so that little is begun that is not needed.
AT_ONCE = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=RELEASES)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    with Pool(chosen.processes) as pool:
        kept = _told("the rule", pool, _ruled, chosen)
        control = _told("hiding small counts alone", pool, _control, chosen)
    if kept.exact or kept.wrong or control.exact == 0:
        raise SystemExit("The rule was broken, or the control was not")


def _told(name, pool, playing, chosen) -> Found:
    found, began, slowest, seed = Found(), time.monotonic(), (0.0, 0), 0
    for seed, seconds, one in _played(pool, playing, chosen.first_seed):
        found.add(one)
        slowest = max(slowest, (seconds, seed))
        if found.released >= chosen.releases:
            break
    print(found.line(name))
    print(
        f"  {time.monotonic() - began:,.0f} s in {chosen.processes} processes,"
        f" seeds {chosen.first_seed} to {seed}; the slowest, {slowest[1]}, took {slowest[0]:.1f} s",
        flush=True,
    )
    return found


def _played(pool, playing, first: int) -> Iterator[tuple[int, float, Found]]:
    """Play story after story, in the order of their seeds, so that one run is like the next."""
    for start in count(first, AT_ONCE):
        yield from pool.imap(playing, range(start, start + AT_ONCE))


def _ruled(seed: int) -> tuple[int, float, Found]:
    return _timed(seed, by_rule, is_rounded=True)


def _control(seed: int) -> tuple[int, float, Found]:
    return _timed(seed, lambda tables, _: primary_only(tables), is_rounded=False)


def _timed(seed: int, protecting, *, is_rounded: bool) -> tuple[int, float, Found]:
    found, began = Found(), time.monotonic()
    play(seed, protecting, is_rounded=is_rounded, into=found)
    return seed, time.monotonic() - began, found


if __name__ == "__main__":
    main()
