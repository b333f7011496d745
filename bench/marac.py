"""Measures one meeting with thirty people in its room, and the papers of a meeting.

    .venv/bin/python -m bench.marac [--people 30] [--entries 40] [--every 1.0] [--port 8180]

A database of its own on the test server, row-level security on, one web process as
`whitebeam serve` starts it. Everybody waits on the stream and fetches the room when it asks for
that; one of them writes every second. Measured is the time from before an entry is sent until it
stands in each other person's room. The papers of fifteen cases with twenty agencies are assembled
for one agency, and case by case beside.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
ENTRY = re.compile(r"entry-number-(\d+)-")
AGENCIES, CASES = 20, 15


def main() -> int:
    options = arguments()
    from whitebeam.config.cluster import for_tests

    os.environ.update(for_tests())
    os.environ["BENCH_FOLDER"] = tempfile.mkdtemp(prefix="whitebeam-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    from tests import database

    database.create("bench")
    try:
        world = a_world(options.people)
        with_server(options, world)
        measure_papers(world)
    finally:
        database.drop("bench")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--entries", type=int, default=40)
    parser.add_argument("--every", type=float, default=1.0)
    parser.add_argument("--port", type=int, default=8180)
    return parser.parse_args()


@dataclass
class World:
    sitting: object
    users: list
    cookies: list = field(default_factory=list)


def a_world(people: int) -> World:
    """Return a running meeting of fifteen cases with twenty agencies; everybody has accepted."""
    from tests.factories import AgencyFactory, worker_at
    from tests.marac_builders import a_marac, a_member
    from tests.meeting_builders import a_sitting
    from tests.roles import as_role
    from whitebeam.marac.models import Attendance
    from whitebeam.partners.models import AgreementParty, Duty

    marac = a_marac()
    more = [AgencyFactory(name=f"Agency {number}") for number in range(AGENCIES - 3)]
    with as_role("wb_bulk"):
        AgreementParty.objects.bulk_create(
            AgreementParty(agreement=marac.agreement, agency=agency) for agency in more
        )
    for agency in more:
        a_member(marac.panel, agency, marac.agreement)
    sitting = a_sitting(marac, cases=CASES, running=True)
    users = [marac.coordinator, marac.chair, marac.rep, marac.housing_rep, marac.idva]
    while len(users) < people:
        users.append(worker_at(more[len(users) % len(more)], Duty.RESEARCH_MARAC, Duty.DO_ACTIONS))
    with as_role("wb_bulk"):
        Attendance.objects.bulk_create(
            [
                Attendance(
                    meeting=sitting.meeting,
                    agency=user.memberships.get().agency,
                    user=user,
                    role="REPRESENTATIVE",
                    statement=marac.statement,
                    accepted_at=sitting.meeting.starts_at,
                )
                for user in users[5:]
            ]
        )
        research(sitting, marac, more)
    sitting.open(0)
    return World(sitting, users, [cookie_of(user) for user in users])


def research(sitting, marac, agencies) -> None:
    """Let every agency have shared three things in every case."""
    from whitebeam.marac.models import ResearchItem

    rows = []
    for case in sitting.cases:
        for request in case.requests.select_related("agency"):
            for number in range(3):
                rows.append(
                    ResearchItem(
                        request=request, case=case, agency=request.agency, kind="FACT",
                        topic="RISK", text=f"Something {number}", by=marac.rep,
                        shared_at=sitting.meeting.starts_at, once_key=uuid4(),
                    )
                )  # fmt: skip
    ResearchItem.objects.bulk_create(rows)


def cookie_of(user) -> str:
    from tests.browser import Client
    from tests.people_builders import with_second_factor

    client = with_second_factor(Client(), user)
    return f"wb={client.cookies['wb'].value}"


def with_server(options: argparse.Namespace, world: World) -> None:
    from django.conf import settings

    from whitebeam.config import web_worker

    db = settings.DATABASES["default"]
    env = os.environ | {
        "WHITEBEAM_SITE": "staff", "BENCH_ROLE": "wb_app", "BENCH_DATABASE": db["NAME"],
        "WHITEBEAM_LOG_LEVEL": "ERROR", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [
        *(sys.executable, "-m", "gunicorn", "whitebeam.config.wsgi:application"),
        *("--bind", f"127.0.0.1:{options.port}", "--workers", "1", "--log-level", "warning"),
        *("--worker-class", "whitebeam.config.web_worker.Worker"),
        *("--threads", str(web_worker.THREADS), "--no-control-socket"),
    ]
    with subprocess.Popen(command, cwd=ROOT, env=env) as server:
        try:
            wait_for(options.port)
            measure_room(options, world, server.pid)
        finally:
            began = time.perf_counter()
            server.terminate()
            server.wait(30)
            print(
                f"stopping with {options.people} streams open: {time.perf_counter() - began:.1f} s"
            )


def wait_for(port: int) -> None:
    for _ in range(240):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", "/account/login/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("The server did not answer")


@dataclass
class Seen:
    sent: dict[int, float] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    requests: int = 0
    entries: list[set[int]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def measure_room(options: argparse.Namespace, world: World, pid: int) -> None:
    address = f"/marac/meetings/{world.sitting.meeting.pk}/room/"
    seen = Seen(entries=[set() for _ in world.users])
    rooms = [Room(options.port, address, cookie, seen, n) for n, cookie in enumerate(world.cookies)]
    before = memory(pid)
    for room in rooms:
        room.enter()
    for room in rooms:
        threading.Thread(target=room.watch, daemon=True).start()
    time.sleep(5)
    seen.requests = 0
    began, spent = time.perf_counter(), seconds_of(pid)
    dice = random.Random(2026)
    for number in range(options.entries):
        threading.Thread(
            target=dice.choice(rooms).say, args=(number, world.sitting.items[0].pk)
        ).start()
        time.sleep(options.every)
    time.sleep(6)
    lasted = time.perf_counter() - began
    times = sorted(seen.times)
    wanted = options.entries * (len(rooms) - 1)
    print(f"{len(rooms)} people, {options.entries} entries, one every {options.every} s")
    print(f"an entry appears elsewhere: p50 {statistics.median(times):.2f} s, "
          f"p95 {times[int(len(times) * 0.95) - 1]:.2f} s, longest {times[-1]:.2f} s")  # fmt: skip
    print(f"arrived {len(times)} of {wanted}; {seen.requests / lasted:.1f} requests a second")
    spent = seconds_of(pid) - spent
    print(f"processor time of the process: {spent:.1f} s, {spent / wanted * 1000:.1f} ms for each "
          f"entry that appeared to somebody")  # fmt: skip
    print(f"memory of the process: {before} MB before, {memory(pid)} MB with everybody there")


class Room:
    """One person's browser in the meeting room."""

    def __init__(self, port, address, cookie, seen, number):
        self.port, self.address, self.cookie, self.seen = port, address, cookie, seen
        self.number, self.token, self.pulse = number, "", ""

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {"Cookie": self.cookie, **(headers or {})})
        answer = connection.getresponse()
        self.seen.requests += 1
        return answer

    def enter(self):
        answer = self.ask("GET", self.address)
        for name, value in answer.getheaders():
            if name == "Set-Cookie" and value.startswith("wbt="):
                self.cookie += "; " + value.split(";")[0]
        page = answer.read().decode()
        assert answer.status == 200, (answer.status, page[:500])
        self.token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        self.pulse = re.search(r'data-pulse="(\w+)"', page)[1]

    def watch(self):
        path = f"{self.address}stream/?since={self.pulse}"
        answer = self.ask("GET", path, headers={"Accept": "text/event-stream"})
        assert answer.status == 200, answer.status
        # The server ends while everybody still listens.
        with contextlib.suppress(OSError):
            while line := answer.readline():
                if line.startswith(b"event: changed"):
                    self.fetch()
                elif line.startswith(b"data: {"):
                    told = line.decode()
                    self.read(told, pulse=json.loads(told.removeprefix("data: "))["pulse"])
                elif line.startswith(b"event: over"):
                    return

    def fetch(self):
        page = self.ask("GET", f"{self.address}parts/?since={self.pulse}").read().decode()
        self.read(page, pulse=re.search(r'data-pulse="(\w+)"', page)[1])

    def read(self, page, *, pulse):
        """Note when each entry of another stands in this room for the first time."""
        now, self.pulse = time.perf_counter(), pulse
        fresh = {int(found) for found in ENTRY.findall(page)} - self.seen.entries[self.number]
        with self.seen.lock:
            self.seen.entries[self.number] |= fresh
            self.seen.times += [
                now - self.seen.sent[n][0] for n in fresh if self.seen.sent[n][1] != self.number
            ]

    def say(self, number, item):
        self.seen.sent[number] = (time.perf_counter(), self.number)
        body = f"kind=RISK&text=entry-number-{number}-&once_key={uuid4()}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Sent-By-Page": "1",
                   "X-CSRFToken": self.token}  # fmt: skip
        answer = self.ask("POST", f"{self.address}say/{item}/", body, headers)
        assert answer.status == 204, (answer.status, answer.read()[:300])


def seconds_of(pid: int) -> float:
    """Return the seconds of processor time that the workers of this server have used."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = (
        Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split() for child in children
    )
    ticks = sum(int(each[11]) + int(each[12]) for each in fields)
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> int:
    """Return the resident megabytes of the workers of this server."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    sizes = (
        int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{child}/status").read_text())[1])
        for child in children
    )
    return sum(sizes) // 1024


def measure_papers(world: World) -> None:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from tests.marac_builders import acting_as
    from whitebeam.marac.queries import papers

    user, meeting = world.sitting.marac.housing_rep, world.sitting.meeting

    def together():
        return papers.assembled(user, list(papers.listed(user, meeting.pk)))

    def apart():
        found = list(papers.listed(user, meeting.pk))
        return [papers.assembled(user, [item])[0] for item in found]

    for name, way in (("together", together), ("case by case", apart)):
        times, asked = [], 0
        for _ in range(7):
            with (
                acting_as(user),
                transaction.atomic(),
                CaptureQueriesContext(connection) as queries,
            ):
                began = time.perf_counter()
                made = way()
                times.append((time.perf_counter() - began) * 1000)
            asked = len(queries)
        items = sum(len(paper.research) for paper in made)
        print(f"papers {name}: {len(made)} cases, {items} items, {asked} queries, "
              f"{statistics.median(times):.0f} ms")  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
