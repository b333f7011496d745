"""The stream of a meeting: what was said comes with it, for whoever was shown the case."""

import time
from collections.abc import Mapping
from typing import cast
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.bell import Full
from whitebeam.kernel.context import Acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.models import Meeting
from whitebeam.marac.queries import meetings
from whitebeam.marac.services import watching
from whitebeam.marac.views.said import SHOWN, words
from whitebeam.marac.views.sitting import SITTING
from whitebeam.partners.access import needs

SECONDS_TO_TRY_AGAIN = "30"


@needs(*SITTING, purpose=Purpose.MEETING)
@require_GET
def stream(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    meeting = get_object_or_404(policy.meetings_attended_by(request.user), pk=meeting_id)
    row = meetings.attendance_of(request.user, meeting)
    if row is None or row.accepted_at is None:
        return HttpResponse(status=403)
    agency = getattr(request, "agency_id", None)
    watcher = watching.Watcher(
        user=request.user,
        meeting_id=meeting.pk,
        session_key=request.session.session_key or "",
        as_whom=Acting.user(request.user.pk, agency=agency, purpose=Purpose.MEETING),
        clock=timezone.now,
        tell=_telling(request, meeting),
    )
    try:
        waiting = watching.BELL.join(str(meeting.pk))
    except Full:
        return HttpResponse(status=503, headers={"Retry-After": SECONDS_TO_TRY_AGAIN})
    since = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
    told = watching.events(watcher, waiting, since=since, seconds=time.monotonic)
    headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    streaming = StreamingHttpResponse(told, content_type="text/event-stream", headers=headers)
    # A view answers; that this answer goes on for hours is between it and the server.
    return cast(HttpResponse, streaming)


def _telling(request: SignedInRequest, meeting: Meeting) -> watching.Tells:
    def tell(session: Mapping[str, object], *, fresh: frozenset[str], pulse: str) -> str:
        shown = str(session.get(SHOWN, ""))
        return words(request, meeting, shown=shown, fresh=fresh, pulse=pulse)

    return tell
