"""Measures whether a hundred thousand cases of the past slow the pages of today's MARACs.

    .venv/bin/python -m bench.history [--cases 100000] [--rounds 15]

A database of its own on the test server, row-level security on. Every page is asked as its reader,
before and after the past is copied in: closed cases of the same panel and agencies, heard at
thousands of meetings, with parts, answers, flags and steps. What is measured is the work of the web
process and of its database process, not the time that passes, so that a busy machine changes
nothing; of several rounds the least. Sealed words are copied as they are and never opened: nothing
of today's pages reads a case of the past.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

# What is copied, in the order that references need.
TABLES = (
    "marac_meeting",
    "marac_case",
    "marac_agendaitem",
    "marac_caseperson",
    "marac_participant",
    "marac_statechange",
    "marac_researchrequest",
    "marac_flagrequest",
)
# Of the agencies that take part, those that take part in every case.
OF_AGENCIES = ("marac_participant", "marac_researchrequest")
CORE = ("The hub", "The police", "Housing", "A service", "A school")


def main() -> int:
    options = arguments()
    from whitebeam.config.cluster import for_tests

    os.environ.update(for_tests())
    os.environ["BENCH_FOLDER"] = tempfile.mkdtemp(prefix="whitebeam-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    from bench import marac
    from tests import database
    from tests.marac_builders import a_case
    from whitebeam.marac.queries.lists import PAGE

    database.create("history")
    try:
        world = marac.a_world(8)
        # A first page of today's cases: the past stands on later ones.
        for _ in range(PAGE):
            a_case(world.sitting.marac, asked=False)
        _flagged(world)
        pages = pages_of(world)
        before = timed(pages, options.rounds)
        began = time.perf_counter()
        print(f"{a_past(world, options.cases):,} rows of the past in "
              f"{time.perf_counter() - began:.0f} s", flush=True)  # fmt: skip
        after = timed(pages, options.rounds)
    finally:
        database.drop("history")
    for name, ms in before.items():
        print(f"{name:<28} {ms:7.1f} ms {after[name]:7.1f} ms   x {after[name] / ms:.2f}")
    worst = max(after[name] / ms for name, ms in before.items())
    print(f"the slowest is {worst:.2f} times what it was")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    return parser.parse_args()


def pages_of(world) -> dict:
    """Return the pages of a day, each with a browser of whoever opens it."""
    from tests.browser import Client
    from tests.factories import worker_at
    from tests.people_builders import with_second_factor
    from whitebeam.partners.models import Duty

    marac, meeting = world.sitting.marac, world.sitting.meeting
    case = world.sitting.cases[0]
    guardian = worker_at(marac.hub, Duty.GUARD_RECORDS)
    asked = {
        "coordinator's work": (marac.coordinator, "/marac/"),
        "calendar": (marac.coordinator, "/marac/calendar/"),
        "one case": (marac.coordinator, f"/marac/cases/{case.pk}/"),
        "agenda": (marac.coordinator, f"/marac/meetings/{meeting.pk}/"),
        "papers of fifteen cases": (marac.housing_rep, f"/marac/meetings/{meeting.pk}/papers/"),
        "meeting room": (marac.rep, f"/marac/meetings/{meeting.pk}/room/"),
        "research waiting": (marac.housing_rep, "/marac/research/"),
        "flags": (marac.housing_rep, "/marac/flags/"),
        "answers to a list": (marac.coordinator, f"/marac/meetings/{meeting.pk}/research/"),
        "quarterly dataset": (marac.coordinator, "/marac/figures/dataset/"),
        "settled early": (marac.coordinator, "/marac/settled/"),
        "what was shared": (guardian, "/marac/figures/sharing/"),
        "cases I referred": (marac.referrer, "/marac/sent/"),
        "her adviser's list": (marac.idva, "/marac/voice/"),
        "actions": (marac.rep, "/actions/"),
    }
    users = {user.pk: user for user, _ in asked.values()}
    browsers = {pk: with_second_factor(Client(), user) for pk, user in users.items()}
    return {name: (browsers[user.pk], address) for name, (user, address) in asked.items()}


def timed(pages: dict, rounds: int) -> dict[str, float]:
    """Return the least work of each page in milliseconds; all are asked once before."""
    least: dict[str, float] = {}
    for number in range(rounds + 1):
        for name, (browser, address) in pages.items():
            began = worked()
            answer = browser.get(address)
            ms = (worked() - began) / 1_000_000
            assert answer.status_code == 200, (name, answer.status_code)
            if number:
                least[name] = min(ms, least.get(name, ms))
    return least


def worked() -> int:
    """Return the nanoseconds that this process and its database process have worked so far."""
    from django.db import connection

    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return time.process_time_ns() + int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])


def a_past(world, cases: int) -> int:
    """Copy a case of today into the past so many times; return how many rows that made."""
    from django.db import connection, transaction

    from tests.roles import as_role

    like, rep = world.sitting.cases[-1], f"'{world.sitting.marac.rep.pk}'::uuid"
    past, sittings = f"generate_series(1, {cases}) n", f"generate_series(0, {cases // 15}) n"
    case, meeting, new = (
        "md5('case ' || n)::uuid",
        "md5('meeting ' || n)::uuid",
        "gen_random_uuid()",
    )
    at = "timestamptz '2024-03-01 09:00+00' - n * interval '10 minutes'"
    sat = at.replace("10", "150")
    changed = {
        "marac_meeting": {"id": meeting, "starts_at": sat, "cut_off_at": sat,
                          "research_due_at": sat, "state": "'SIGNED'", "signed_at": sat,
                          "signed_by_id": "x.chair_id", "began_at": sat, "ended_at": sat},
        "marac_case": {"id": case, "reference": "'P-' || n", "once_key": new, "state": "'CLOSED'",
                       "referred_at": at, "closed_at": at, "heard_at": at},
        "marac_agendaitem": {"id": new, "case_id": case, "outcome": "'HEARD'", "opened_at": at,
                             "meeting_id": meeting.replace("n)", "n / 15)"), "closed_at": at},
        "marac_researchrequest": {"answer": "'NOTHING_KNOWN'", "answered_at": at, "asked_at": at,
                                  "answered_by_id": rep, "due_at": at},
        "marac_flagrequest": {"asked_at": at, "until": f"({at})::date", "removed_at": at,
                              "removed_by_id": rep},
    }  # fmt: skip
    made = 0
    with as_role("wb_bulk"), transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            is_meeting, is_case = table == "marac_meeting", table == "marac_case"
            whose = "id" if is_meeting or is_case else "case_id"
            pk = world.sitting.meeting.pk if is_meeting else like.pk
            values = {"id": new, "case_id": case, **changed.get(table, {})}
            few = CORE if table in OF_AGENCIES else None
            made += _copied(cursor, table, whose, pk, sittings if is_meeting else past, values, few)
    connection.close()
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute("analyze")
    return made


def _flagged(world) -> None:
    """Let one flag of today be due for removal: the flags of the past are off already."""
    from tests.roles import as_role
    from whitebeam.marac.models import FlagRequest

    marac, at = world.sitting.marac, world.sitting.meeting.starts_at
    with as_role("wb_bulk"):
        FlagRequest.objects.create(
            case=world.sitting.cases[-1], agency=marac.housing, asked_at=at, until=at.date()
        )


def _copied(cursor, table: str, whose: str, pk, times: str, changed: dict, few=None) -> int:
    """Copy the rows of a case, once for each row of `times`, with these columns changed."""
    cursor.execute(
        "select column_name from information_schema.columns"
        " where table_name = %s and is_generated = 'NEVER' order by ordinal_position",
        [table],
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = [changed.get(name, f"x.{name}") for name in columns]
    cursor.execute(
        f"insert into {table} ({', '.join(columns)}) select {', '.join(values)}"
        f" from {table} x, {times} where x.{whose} = %s"
        + (
            " and x.agency_id in (select id from partners_agency where name = any(%s))"
            if few
            else ""
        ),
        [pk, *([list(few)] if few else [])],
    )
    return cursor.rowcount


if __name__ == "__main__":
    sys.exit(main())
