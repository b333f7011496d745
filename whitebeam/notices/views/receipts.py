"""Where GOV.UK Notify says what became of a message: no session, a bearer token instead.

It is on the staff host, since the public host has no right to any table of ours. The answer never
says whether a reference is known.
"""

import json
from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from whitebeam.accounts.access import open_to_all
from whitebeam.notices.tasks import record_receipt

# What Notify calls a message that did not arrive, and whether that is for good.
FAILURES = {"permanent-failure": True, "temporary-failure": False, "technical-failure": False}
SCHEME = "Bearer "


@open_to_all
@csrf_exempt
@require_POST
def receipt(request: HttpRequest) -> HttpResponse:
    if not _is_from_notify(request):
        return HttpResponse(status=403)
    try:
        said = json.loads(request.body)
        notice_id, status = UUID(said["reference"]), said["status"]
    except (ValueError, KeyError, TypeError, AttributeError):
        return HttpResponse(status=400)
    if status in FAILURES:
        record_receipt.defer(notice_id=str(notice_id), is_final=FAILURES[status])
    return HttpResponse(status=204)


def _is_from_notify(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    wanted = f"{SCHEME}{settings.NOTIFY_RECEIPT_TOKEN}"
    is_right = compare_digest(given.encode(), wanted.encode())
    return is_right and bool(settings.NOTIFY_RECEIPT_TOKEN)
