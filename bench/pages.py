"""Times the main pages beside a bare Django page with three queries, in one run.

    ./run --people 10000        in one window (or `whitebeam migrate`, `pack load`, `demo`)
    .venv/bin/python bench/pages.py [--rounds 60] [--save small.json] [--against small.json]

Row-level security is on: the pages run as wb_app, with everything a request goes through. Read the
ratios; the machines are shared. `--against` compares with a run at another size.
"""

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path

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
    figures = {"bare page": timed(bare_page(), rounds)}
    for name, (client, address) in pages().items():
        figures[name] = timed(lambda c=client, a=address: c.get(a), rounds)
    # Again at the end: the two show how much the machine itself moved in between.
    figures["bare page, again"] = timed(bare_page(), rounds)
    return figures


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


def timed(ask, rounds: int) -> dict[str, float]:
    for _ in range(3):
        answer = ask()
        assert answer.status_code == 200, answer.status_code
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return {"p50": statistics.median(times), "p95": times[int(len(times) * 0.95) - 1]}


def report(figures: dict, other: dict | None) -> None:
    bare = max(figures["bare page"]["p95"], figures["bare page, again"]["p95"])
    print(f"{'page':<24}{'p50 ms':>9}{'p95 ms':>9}{'p95 / bare':>12}{'p95 / other size':>18}")
    for name, times in figures.items():
        ratio = times["p95"] / bare
        against = f"{times['p95'] / other[name]['p95']:.2f}" if other and name in other else ""
        print(f"{name:<24}{times['p50']:>9.1f}{times['p95']:>9.1f}{ratio:>12.1f}{against:>18}")


if __name__ == "__main__":
    raise SystemExit(main())
