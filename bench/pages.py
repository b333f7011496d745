"""Times the main pages beside a bare Django page with three queries, in one run.

    ./run --people 10000        in one window (or `whitebeam migrate`, `pack load`, `demo`)
    .venv/bin/python bench/pages.py [--rounds 60] [--save small.json] [--against small.json]

Row-level security is on: the pages run as wb_app, with everything a request goes through. Read the
ratios: every round asks each page once, the bare one too, so that a busy machine slows all alike.
Beside the time stands the web process's own work in Python calls, which does not depend on the
machine. `--against` compares with a run at another size, each by its own bare page.
"""

import argparse
import cProfile
import json
import os
import pstats
import statistics
import sys
import time
from pathlib import Path

BARE = "bare page"
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main() -> int:
    options = arguments()
    from whitebeam.config.cluster.served import served_database

    data = Path(os.environ.get("WHITEBEAM_DATA") or ROOT / ".data").absolute()
    with served_database(data) as served:
        os.environ.update(served.environment("wb_app", WHITEBEAM_DEMO="1"))
        figures = measure(options.rounds)
    if options.save:
        Path(options.save).write_text(json.dumps(figures, indent=1))
    report(figures, json.loads(Path(options.against).read_text()) if options.against else None)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--save")
    parser.add_argument("--against")
    return parser.parse_args()


def measure(rounds: int) -> dict[str, dict[str, float]]:
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    asked = {BARE: bare_page()}
    for name, (client, address) in pages().items():
        asked[name] = lambda c=client, a=address: c.get(a)
    times = timed(asked, rounds)
    return {name: figures_of(times[name]) | {"calls": calls(ask)} for name, ask in asked.items()}


def bare_page():
    """Return what asks Django for a page with three queries and a small template, unguarded."""
    from django.test import override_settings

    from tests.browser import Client

    client = Client()

    def ask():
        with override_settings(ROOT_URLCONF="bench.bare", MIDDLEWARE=[]):
            return client.get("/")

    return ask


def pages():
    """Return a signed-in client and an address for each main page."""
    from django.urls import reverse

    triage = client_for("Triage worker")
    school = client_for("School safeguarding lead")
    idva = client_for("Independent domestic violence adviser")
    found = {
        "home of triage": (triage, "/"),
        "queue": (triage, reverse("referrals:queue")),
        "home of a school": (school, "/"),
        "referrals sent": (school, reverse("referrals:sent")),
        "my cases": (idva, reverse("referrals:accepted")),
        "people": (idva, reverse("people:list")),
    }
    for name, client, listed, part in (
        ("one waiting referral", triage, "referrals:queue", "/referrals/held/"),
        ("one referral followed", school, "referrals:sent", "/referrals/sent/"),
        ("a person", idva, "people:list", "/people/"),
    ):
        if address := first_link(client, reverse(listed), part):
            found[name] = (client, address)
    return found


def client_for(role: str):
    from tests.browser import Client
    from whitebeam.accounts.models import User

    user = (
        User.objects.filter(is_demonstration=True, memberships__role__name=role, is_active=True)
        .order_by("created_at", "email")
        .first()
    )
    client = Client(raise_request_exception=True)
    client.force_login(user)
    session = client.session
    session["looks_round"] = True
    session.save()
    return client


def first_link(client, address: str, part: str) -> str:
    import re

    page = client.get(address).content.decode()
    links = re.findall(rf'href="({part}[0-9a-f-]{{36}}/)"', page)
    return links[0] if links else ""


def timed(asked, rounds: int) -> dict[str, list[float]]:
    for ask in asked.values():
        for _ in range(6):
            answer = ask()
            assert answer.status_code == 200, answer.status_code
    times = {name: [] for name in asked}
    for _ in range(rounds):
        for name, ask in asked.items():
            began = time.perf_counter()
            ask()
            times[name].append((time.perf_counter() - began) * 1000)
    return times


def figures_of(times: list[float]) -> dict[str, float]:
    times.sort()
    return {"p50": statistics.median(times), "p95": times[max(int(len(times) * 0.95) - 1, 0)]}


def calls(ask) -> int:
    """Return the fewest of three: what happens once a minute, as noting activity, is no page's."""
    found = []
    for _ in range(3):
        profile = cProfile.Profile()
        profile.runcall(ask)
        found.append(pstats.Stats(profile).total_calls)
    return min(found)


def report(figures: dict, other: dict | None) -> None:
    heads = ("p50 ms", "p95 ms", "p50 / bare", "p95 / bare", "calls / bare")
    print(f"{'page':<24}" + "".join(f"{head:>13}" for head in (*heads, "beside other")))
    for name, page in figures.items():
        p50, p95, calls = (page[kind] / figures[BARE][kind] for kind in ("p50", "p95", "calls"))
        beside = ""
        if other and name in other:
            beside = f"{p50 / (other[name]['p50'] / other[BARE]['p50']):.2f}"
        print(
            f"{name:<24}{page['p50']:>13.1f}{page['p95']:>13.1f}"
            f"{p50:>13.1f}{p95:>13.1f}{calls:>13.1f}{beside:>13}"
        )


if __name__ == "__main__":
    raise SystemExit(main())
