"""The posting of notices, after the deed they tell of is committed. Arguments are ids alone."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import JobDeferrer
from procrastinate.manager import JobManager
from procrastinate.types import JSONDict

from whitebeam.kernel.context import Acting, acting
from whitebeam.notices import posting
from whitebeam.notices.post.chosen import post_by

AS_NOTICES = Acting.process("notices")


@app.task(name="notices.deliver_notice")
def deliver_notice(*, notice_id: str) -> None:
    """Post one notice. Safe to repeat: one that was sent or stopped is left alone."""
    post = post_by(
        notify_key=settings.NOTIFY_KEY,
        notify_url=settings.NOTIFY_URL,
        notify_template=settings.NOTIFY_TEMPLATE,
        sender=settings.DEFAULT_FROM_EMAIL,
    )
    with acting(AS_NOTICES):
        again_at = posting.post_notice(
            UUID(notice_id), post=post, origin=settings.STAFF_ORIGIN, at=timezone.now()
        )
    if again_at:
        enqueue([UUID(notice_id)], at=again_at)


@app.task(name="notices.record_receipt")
def record_receipt(*, notice_id: str, is_final: bool) -> None:
    """Take note that a message did not arrive: for good, or for now."""
    with acting(AS_NOTICES):
        if is_final:
            posting.record_bounce(UUID(notice_id), at=timezone.now())
            return
        again_at = posting.record_late_failure(UUID(notice_id), at=timezone.now())
    if again_at:
        enqueue([UUID(notice_id)], at=again_at)


def enqueue(notice_ids: Iterable[UUID], *, at: datetime | None = None) -> None:
    """Ask the worker to post these, if the surrounding transaction commits.

    Always by Django's own connection: the worker's would not wait for the commit.
    """
    asked: list[JSONDict] = [{"notice_id": str(notice_id)} for notice_id in notice_ids]
    if asked:
        job = deliver_notice.configure(schedule_at=at).job
        JobDeferrer(job=job, job_manager=JobManager(DjangoConnector())).batch_defer(*asked)
