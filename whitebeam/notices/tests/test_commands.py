"""What is run by the clock or by the mail server: repeated without harm, as the worker's role."""

import io
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from tests.factories import AgencyFactory, SharingAgreementFactory, worker_at
from tests.roles import as_role
from whitebeam.notices.models import Notice
from whitebeam.notices.post import TryAgain
from whitebeam.notices.queries import LOST_AFTER
from whitebeam.notices.tests.notified import AT, WatchedPost, as_kept, jobs, post, told
from whitebeam.partners.models import AgreementWarning, Duty

pytestmark = pytest.mark.django_db
REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example>
Message-ID: <20260304120000.1234@mx.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; worker@agency.example
Action: {action}
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: <{reference}@partnership.example>
--b--
"""


def run(command, **options):
    said = io.StringIO()
    with as_role("wb_worker"):
        typed = [f"--{name}={given}" for name, given in options.items() if isinstance(given, str)]
        rest = {name: given for name, given in options.items() if not isinstance(given, str)}
        call_command(command, *typed, stdout=said, **rest)
    return said.getvalue().strip()


@pytest.fixture
def bounce(tmp_path):
    """Return a deed: the mail server's report about a notice comes in."""

    def comes_in(notice, *, action="failed", **options):
        report = REPORT.format(action=action, reference=notice.pk).replace("\n", "\r\n")
        (tmp_path / "report").write_text(report, newline="")
        return run("record_bounce", file=tmp_path / "report", **options)

    return comes_in


def test_what_was_lost_on_the_way_is_sent_on():
    notice, later = told(), told(at=AT + LOST_AFTER)
    post(told(), by=WatchedPost())
    before = len(jobs())

    assert run("sweep_notices", at=AT + LOST_AFTER, dry_run=True) == "1 notices would be sent on"
    assert run("sweep_notices", at=AT + LOST_AFTER) == "1 notices sent on"

    assert [job["args"]["notice_id"] for job in jobs()[before:]] == [str(notice.pk)]
    assert as_kept(later).post == "WAITING"


def test_a_moment_typed_without_an_offset_is_london_s():
    told()

    assert run("sweep_notices", at="2026-03-04T12:10") == "1 notices sent on"
    assert run("sweep_notices", at="2026-03-04T12:09+00:00") == "0 notices sent on"
    with pytest.raises(CommandError, match="invalid read_moment value"):
        run("sweep_notices", at="yesterday")


def test_a_notice_that_waits_for_its_next_try_is_left_to_wait():
    notice = told()
    again_at = post(notice, by=WatchedPost(fails_with=TryAgain("away")))

    assert run("sweep_notices", at=again_at) == "0 notices sent on"
    assert run("sweep_notices", at=again_at + LOST_AFTER) == "1 notices sent on"


def test_a_returned_message_is_known_by_the_reference_it_quotes(bounce):
    notice = told()
    post(notice, by=WatchedPost())

    said = [bounce(notice, dry_run=True), bounce(notice), bounce(notice)]

    assert said == [
        "It is about a message of ours and final",
        "Made a task of it",
        "It is known already",
    ]
    assert as_kept(notice).post == "BOUNCED"


def test_a_delay_is_no_bounce(bounce):
    notice = told()
    post(notice, by=WatchedPost())

    assert bounce(notice, action="delayed") == "It may still arrive: nothing to do"
    assert as_kept(notice).post == "SENT"


def test_a_stranger_s_message_is_refused(tmp_path):
    report = tmp_path / "report"
    report.write_text("Message-ID: <1@elsewhere.example>\n\nHello")

    with pytest.raises(CommandError, match="not about a message of ours"):
        run("record_bounce", file=report)


def test_keepers_of_an_agreement_are_told_once_for_each_warning():
    agency, stranger = AgencyFactory(), AgencyFactory()
    lead = worker_at(agency, Duty.MANAGE_AGENCY, Duty.GUARD_RECORDS)
    guardian = worker_at(agency, Duty.GUARD_RECORDS)
    worker_at(stranger, Duty.MANAGE_AGENCY)
    agreement = SharingAgreementFactory(between=[agency])
    warned_on = date(2026, 3, 4)
    with as_role("wb_bulk"):
        AgreementWarning.objects.create(agreement=agreement, days=30, warned_on=warned_on)

    said = [
        run("tell_agreement_warnings", at=AT, dry_run=True),
        run("tell_agreement_warnings", at=AT),
        run("tell_agreement_warnings", at=AT + timedelta(hours=1)),
        run("tell_agreement_warnings", at=AT + timedelta(days=20)),
    ]

    assert said == [
        "1 agreements would be told of",
        "2 notices of agreements made",
        "0 notices of agreements made",
        "0 notices of agreements made",
    ]
    with as_role("wb_bulk"):
        assert set(Notice.objects.values_list("to_id", flat=True)) == {lead.pk, guardian.pk}
