"""A worker's notices. What each is about is opened by its own page, which decides again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.notices import queries, services
from whitebeam.notices.presenters import NoticeRow, subject_page
from whitebeam.notices.rules.wording import wording_of
from whitebeam.partners.policy import opens_records


def _inbox(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    page = queries.inbox(request.user, after=request.GET.get("after", ""))
    rows = [NoticeRow.of(notice, now=now) for notice in page.rows]
    context = {"rows": rows, "after": page.after, "unread": queries.unread(request.user)}
    return render(request, "notices/inbox.html", context)


def _open(request: SignedInRequest, notice_id: UUID) -> HttpResponse:
    notice = services.open_notice(notice_id, by=request.user, at=timezone.now())
    if notice is None:
        raise Http404
    if wording_of(notice.template).is_for_triage and not opens_records(request.user):
        # An agency's lead is told that something is late, and reads no record of a person.
        messages.info(request, "Ask your triage team: it is theirs to open, by its reference.")
        return redirect("notices:inbox")
    return redirect(subject_page(notice))


def _read_all(request: SignedInRequest) -> HttpResponse:
    services.read_all(by=request.user, at=timezone.now())
    messages.success(request, "Every notice is marked as read")
    return redirect("notices:inbox")


inbox = signed_in(require_GET(_inbox))
open_notice = signed_in(require_GET(_open))
read_all = signed_in(require_POST(_read_all))
