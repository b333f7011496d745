"""The parts of a room that change often: as words for the stream, drawn for a page that asks."""

import json
from dataclasses import asdict
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import AgendaItem, Meeting
from whitebeam.marac.presenters.live import Said
from whitebeam.marac.presenters.meeting import Person
from whitebeam.marac.queries import case_actions, live, meetings

# Under this name the session holds the place of the open case that its user was shown.
SHOWN = "marac_case_shown"
DRAWN = frozenset({live.SAID, live.DONE})
STREAMED = frozenset({live.SAID, live.HERE})


def drawn(
    request: SignedInRequest, meeting: Meeting, *, shown: str, fresh: frozenset[str]
) -> dict[str, Any] | None:
    """Return what to draw of the open case, if nothing else changed; None to draw the whole room.

    What was said goes only to a session that was shown the case: that reading is in the audit.
    """
    item = live.worked_on_now(request.user, meeting) if fresh <= DRAWN else None
    if item is None or shown != str(item.pk):
        return None
    user, done, now = request.user, None, timezone.now()
    if live.DONE in fresh:
        links = case_actions.of_case(user, item.case)
        done = case_actions.rows(links, reader=user, on=now.astimezone(LONDON).date())
    said = _said(request, item) if live.SAID in fresh else None
    return {"meeting_pk": meeting.pk, "now_iso": now.isoformat(), "said": said, "done": done}


def words(
    request: SignedInRequest, meeting: Meeting, *, shown: str, fresh: frozenset[str], pulse: str
) -> str:
    """Return what was said and who is here as one line of JSON; nothing if the page must ask.

    Words and not HTML: the page may make no element out of text (its Trusted Types forbid it).
    """
    if not fresh <= STREAMED:
        return ""
    told: dict[str, object] = {"pulse": pulse, "now": timezone.now().isoformat()}
    if live.SAID in fresh:
        item = live.worked_on_now(request.user, meeting)
        if item is None or shown != str(item.pk):
            return ""
        told["said"] = [asdict(one) for one in _said(request, item)]
    if live.HERE in fresh:
        people = meetings.people_at(meeting)
        told["here"] = [asdict(Person.of(row)) for row in people if row.joined_at]
    return json.dumps(told, cls=DjangoJSONEncoder)


def _said(request: SignedInRequest, item: AgendaItem) -> list[Said]:
    entries = live.entries_of(request.user, item)
    return [Said.of(entry, reader_id=request.user.pk) for entry in entries]
