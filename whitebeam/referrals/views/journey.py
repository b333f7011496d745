"""Writing a referral, page by page. What was typed is kept before anything else is decided."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.files.taking import LARGEST_READ, Upload
from whitebeam.kernel.errors import Refused
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.people import policy as people_policy
from whitebeam.referrals.presenters.answers import Group, groups_of
from whitebeam.referrals.presenters.journey import sections
from whitebeam.referrals.queries.forms import areas_in_use, bounds, definition_of
from whitebeam.referrals.queries.known_already import VICTIM
from whitebeam.referrals.queries.risk_signs import prompts_in
from whitebeam.referrals.rules.answers import KNOWN_PERSON, items_of
from whitebeam.referrals.rules.progress import is_complete, page_after, progress
from whitebeam.referrals.rules.versions import digest_of
from whitebeam.referrals.services import documents
from whitebeam.referrals.services.drafting import (
    Clash,
    answers_in,
    done_pages,
    save_page,
)
from whitebeam.referrals.views.asking import Asking, draft_of, draw, keeping, now, today

REFERRING = (Duty.REFER, Duty.SHORT_REFERRAL, Duty.REFER_TO_MARAC)
CHECK = "check"
Items = list[dict[str, object]]
Deed = Callable[[SignedInRequest, Asking, list[str]], HttpResponse]


@needs(*REFERRING)
@require_http_methods(["GET"])
def tasks(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    draft = draft_of(request, draft_id)
    form, answers, limits = definition_of(draft.form), answers_in(draft), bounds(on=today())
    asked = progress(form, answers=answers, done=done_pages(draft), bounds=limits)
    context = {
        "draft_id": draft.pk,
        "heading": form.name,
        "caption": draft.agency.name,
        "sections": sections(draft.pk, asked),
        "is_complete": all(one.is_sound for one in asked),
        "left": sum(1 for one in asked if not one.is_sound),
        "has_known_person": bool(answers.get(KNOWN_PERSON)),
    }
    return render(request, "referrals/journey/tasks.html", context)


@needs(*REFERRING)
@require_http_methods(["GET", "POST"])
def page(request: SignedInRequest, draft_id: UUID, page: str) -> HttpResponse:
    asking = Asking.of(request, draft_id, page)
    if request.method == "GET":
        return draw(request, asking)
    name, *details = request.POST.get("do", "").split(":")
    try:
        if "check_known" in request.POST:
            save_page(draft_id, save=asking.save(request, is_done=False), by=request.user)
            return draw(request, asking)
        return DEEDS.get(name, _go_on)(request, asking, details)
    except Clash:
        return _clash(request, asking)


@needs(*REFERRING)
@require_POST
def autosave(request: SignedInRequest, draft_id: UUID, page: str) -> HttpResponse:
    asking = Asking.of(request, draft_id, page)
    try:
        save_page(draft_id, save=asking.save(request, is_done=False), by=request.user)
    except Clash:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@needs(*REFERRING)
@require_POST
def known(request: SignedInRequest, draft_id: UUID, page: str) -> HttpResponse:
    asking = Asking.of(request, draft_id, page)
    context = {"candidates": asking.candidates(request.user)}
    return render(request, "referrals/journey/candidates.html", context)


@needs(*REFERRING)
@require_safe
def signs(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    draft = draft_of(request, draft_id)
    raised = prompts_in(definition_of(draft.form), answers=answers_in(draft))
    return render(request, "risk/signs.html", {"prompts": raised})


def _go_on(request: SignedInRequest, asking: Asking, _: list[str]) -> HttpResponse:
    _take_files(request, asking)
    is_valid = asking.drawn.is_valid()
    draft = save_page(asking.draft.pk, save=asking.save(request, is_done=is_valid), by=request.user)
    if not is_valid:
        return draw(request, asking, status=422)
    answers = answers_in(draft)
    following = page_after(asking.form, asking.page.code, answers=answers)
    is_back_to_check = request.GET.get("return") == CHECK
    if following is None or (
        is_back_to_check and is_complete(asking.form, answers=answers, bounds=asking.drawn.bounds)
    ):
        return redirect("referrals:check", draft.pk)
    return redirect("referrals:page", draft.pk, following.code)


def _take_files(request: SignedInRequest, asking: Asking) -> None:
    for question in asking.page.questions:
        for sent in request.FILES.getlist(question.code) if question.type == "file" else []:
            upload = Upload(sent.name or "", sent.read(LARGEST_READ))
            try:
                documents.add_document(
                    asking.draft.pk,
                    upload=upload,
                    most=question.max_items,
                    keeping=keeping(),
                    by=request.user,
                    at=now(),
                )
            except Refused as refusal:
                asking.drawn.add_error(question.code, str(refusal))


def _later(request: SignedInRequest, asking: Asking, _: list[str]) -> HttpResponse:
    save_page(asking.draft.pk, save=asking.save(request, is_done=False), by=request.user)
    return redirect("referrals:tasks", asking.draft.pk)


def _add(request: SignedInRequest, asking: Asking, details: list[str]) -> HttpResponse:
    return _with_items(request, asking, details[0], lambda items: [*items, {"": ""}])


def _remove(request: SignedInRequest, asking: Asking, details: list[str]) -> HttpResponse:
    gone = int(details[1])
    return _with_items(
        request, asking, details[0], lambda items: [*items[:gone], *items[gone + 1 :]]
    )


def _use(request: SignedInRequest, asking: Asking, details: list[str]) -> HttpResponse:
    *part, person_id = details
    if not people_policy.visible_to(request.user).filter(pk=person_id).exists():
        return draw(request, asking)
    if part == [VICTIM]:
        save = asking.save(request, is_done=False, **{KNOWN_PERSON: person_id})
        save_page(asking.draft.pk, save=save, by=request.user)
        return redirect("referrals:told", asking.draft.pk)
    code, number = part[0], int(part[1])
    chosen = {KNOWN_PERSON: person_id}
    return _with_items(
        request,
        asking,
        code,
        lambda items: [{**one, **chosen} if n == number else one for n, one in enumerate(items)],
    )


def _forget(request: SignedInRequest, asking: Asking, _: list[str]) -> HttpResponse:
    save = asking.save(request, is_done=False, **{KNOWN_PERSON: ""})
    save_page(asking.draft.pk, save=save, by=request.user)
    return redirect("referrals:page", asking.draft.pk, asking.page.code)


def _unfile(request: SignedInRequest, asking: Asking, details: list[str]) -> HttpResponse:
    save_page(asking.draft.pk, save=asking.save(request, is_done=False), by=request.user)
    documents.remove_document(UUID(details[0]), shelf=keeping().shelf, by=request.user, at=now())
    return redirect("referrals:page", asking.draft.pk, asking.page.code)


def _with_items(
    request: SignedInRequest, asking: Asking, code: str, change: Callable[[Items], Items]
) -> HttpResponse:
    items = [dict(item) for item in items_of(asking.drawn.typed()[code])]
    save = asking.save(request, is_done=False, **{code: change(items)})
    save_page(asking.draft.pk, save=save, by=request.user)
    return redirect("referrals:page", asking.draft.pk, asking.page.code)


def _clash(request: SignedInRequest, asking: Asking) -> HttpResponse:
    areas = dict(areas_in_use())
    typed = {**asking.answers, **asking.drawn.typed()}
    context = {
        "draft_id": asking.draft.pk,
        "page_code": asking.page.code,
        "mine": _said_here(asking, typed, areas),
        "theirs": _said_here(asking, asking.answers, areas),
        "sent_again": [
            (name, value)
            for name in request.POST
            if name not in {"csrfmiddlewaretoken", "seen", "idempotency_key"}
            for value in request.POST.getlist(name)
        ],
        "seen": digest_of(asking.page, answers=asking.answers),
    }
    return render(request, "referrals/journey/clash.html", context, status=409)


def _said_here(
    asking: Asking, answers: Mapping[str, object], areas: Mapping[str, str]
) -> list[Group]:
    groups = groups_of(asking.form, answers=answers, areas=areas)
    return [group for group in groups if group.code == asking.page.code]


DEEDS: dict[str, Deed] = {
    "add": _add,
    "remove": _remove,
    "use": _use,
    "forget": _forget,
    "later": _later,
    "unfile": _unfile,
}
