"""The worker's part: a job posts its notice, and asks again for what was not taken."""

import pytest
from django.core import mail

from tests.factories import UserFactory
from tests.roles import as_role
from whitebeam.notices.tasks import deliver_notice, record_receipt
from whitebeam.notices.tests.notified import WatchedPost, as_kept, jobs, post, told

pytestmark = pytest.mark.django_db


def deliver(notice):
    with as_role("wb_worker"):
        deliver_notice(notice_id=str(notice.pk))


def receipt(notice, *, is_final):
    with as_role("wb_worker"):
        record_receipt(notice_id=str(notice.pk), is_final=is_final)


def test_a_job_posts_by_the_installation_s_post_and_links_to_the_staff_site(settings):
    settings.STAFF_ORIGIN = "https://staff.example"
    notice = told()

    for _ in range(2):
        deliver(notice)

    [message] = mail.outbox
    assert message.to == [notice.to.email]
    assert f"https://staff.example/notices/{notice.pk}/" in message.body
    assert as_kept(notice).post == "SENT"


def test_what_the_post_does_not_take_is_asked_for_again_later(settings, socket_enabled):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    notice = told()

    deliver(notice)

    first, again = jobs()
    assert first["at"] is None
    assert (again["args"]["notice_id"], again["at"]) == (
        str(notice.pk),
        as_kept(notice).next_try_at,
    )


def test_a_receipt_of_failure_for_good_is_a_bounce():
    notice = told(UserFactory())
    post(notice, by=WatchedPost())

    receipt(notice, is_final=True)

    assert as_kept(notice).post == "BOUNCED"


def test_a_receipt_of_failure_for_now_asks_again():
    notice = told()
    post(notice, by=WatchedPost())

    receipt(notice, is_final=False)

    assert as_kept(notice).post == "FAILED"
    assert [job["args"]["notice_id"] for job in jobs()] == [str(notice.pk)] * 2
