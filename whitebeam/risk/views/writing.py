"""Writing an assessment page by page. What was typed is kept before anything else is decided."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.risk.forms.items import SectionForm
from whitebeam.risk.forms.merging import fields_of
from whitebeam.risk.forms.pages import ClosingForm, EventsForm, ExternalForm, FirstForm, GridForm
from whitebeam.risk.forms.told import in_text
from whitebeam.risk.models import Assessment
from whitebeam.risk.presenters.documents import documents_of
from whitebeam.risk.presenters.merging import Sides, sides_of
from whitebeam.risk.presenters.words import answer_line, day
from whitebeam.risk.queries.assessments import before
from whitebeam.risk.queries.reading import Reading, reading_of
from whitebeam.risk.rules.answers import NOT_ASKED, read
from whitebeam.risk.rules.contents import Page
from whitebeam.risk.rules.merging import changed
from whitebeam.risk.rules.pages import Asked, mark_of, page_after, pages
from whitebeam.risk.rules.tool_definition import in_words
from whitebeam.risk.services.assessing import COLUMNS, Clash, PageSave, content_of, save_page
from whitebeam.risk.views import documents
from whitebeam.risk.views.one import draft_of, today, typed

Drawn = SectionForm | FirstForm | EventsForm | ExternalForm | GridForm | ClosingForm


@dataclass(frozen=True, slots=True)
class Asking:
    """A page of somebody's own draft, with what is kept and, on a POST, what was typed."""

    draft: Assessment
    reading: Reading
    asked: tuple[Asked, ...]
    page: Asked
    form: Drawn

    @classmethod
    def of(cls, request: SignedInRequest, assessment_id: UUID, code: str) -> "Asking":
        draft = draft_of(request, assessment_id)
        reading = reading_of(draft, on=today())
        asked = pages_of(reading)
        page = next((one for one in asked if one.code == code), None)
        if page is None:
            raise Http404
        return cls(draft, reading, asked, page, _form(draft, reading, page, typed(request)))

    @property
    def takes_files(self) -> bool:
        return self.page.code == Page.EXTERNAL

    def is_valid(self, request: SignedInRequest) -> bool:
        """Say whether the page may be left; files that came with it are taken in first."""
        is_valid = self.form.is_valid()
        if self.takes_files:
            documents.take(request, self.draft, self.form)
        return is_valid and not self.form.errors

    def save(self, request: SignedInRequest, *, is_done: bool) -> Assessment:
        answers = self.form.answers() if isinstance(self.form, SectionForm) else None
        save = PageSave(
            page=self.page,
            content=self.form.content(),
            answers=answers,
            tab=request.POST.get("tab", ""),
            seen=request.POST.get("seen", ""),
            is_done=is_done,
        )
        return save_page(self.draft.pk, save=save, by=request.user)

    def context(self, request: SignedInRequest) -> dict[str, Any]:
        place = [*self.asked].index(self.page)
        back = reverse("risk:draft", args=[self.draft.pk])
        if place:
            back = reverse("risk:page", args=[self.draft.pk, self.asked[place - 1].code])
        return {
            "form": self.form,
            "kind": "items" if self.page.section else str(self.page.code),
            "heading": self.page.title,
            "lead": self.page.section.hint if self.page.section else "",
            "caption": self.reading.tool.short_name,
            "steps": {"done": place + 1, "of": len(self.asked)},
            "back": back,
            "draft_id": self.draft.pk,
            "page_code": self.page.code,
            "signs_url": reverse("risk:signs", args=[self.draft.pk]),
            "autosave_url": reverse("risk:autosave", args=[self.draft.pk, self.page.code]),
            "tab": request.POST.get("tab") or uuid4().hex,
            "seen": mark_of(content_of(self.draft, self.page)),
            "prompts": self.reading.prompts,
            "reading": self.reading,
            "earlier": _earlier(request, self) if self.page.section else None,
            "multipart": self.takes_files,
            "documents": documents_of(self.draft) if self.takes_files else (),
        }


@needs(Duty.ASSESS_RISK)
@require_http_methods(["GET", "POST"])
def page(request: SignedInRequest, assessment_id: UUID, page: str) -> HttpResponse:
    asking = Asking.of(request, assessment_id, page)
    if request.method == "GET":
        return render(request, "risk/page.html", asking.context(request))
    is_valid = asking.is_valid(request)
    try:
        draft = asking.save(request, is_done=is_valid)
    except Clash as clash:
        # What is typed here now would overwrite the other device: nothing is kept by itself.
        told = {"clash": str(clash), "sides": _sides(asking), "autosave_url": ""}
        context = asking.context(request) | told
        return render(request, "risk/page.html", context, status=409)
    if not is_valid:
        return render(request, "risk/page.html", asking.context(request), status=422)
    deed, _, which = request.POST.get("do", "").partition(":")
    if deed == "unfile":
        documents.take_out(request, which)
        return redirect("risk:page", draft.pk, page)
    following = page_after(pages_of(reading_of(draft, on=today())), page)
    if following is None or deed == "later":
        return redirect("risk:draft", draft.pk)
    return redirect("risk:page", draft.pk, following.code)


@needs(Duty.ASSESS_RISK)
@require_POST
def autosave(request: SignedInRequest, assessment_id: UUID, page: str) -> HttpResponse:
    asking = Asking.of(request, assessment_id, page)
    try:
        asking.save(request, is_done=False)
    except Clash:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


def _sides(asking: Asking) -> tuple[Sides, ...]:
    """Return what was typed here and what the other device saved, where the two differ."""
    page = asking.page
    column = "answers" if page.section else COLUMNS[Page(page.code)]
    mine, theirs = (
        {f"{column}.{name}": said for name, said in content.items()}
        for content in (asking.form.content(), content_of(asking.draft, page))
    )
    fields = fields_of(asking.reading)
    return sides_of(changed(mine, theirs), asking.reading, fields=fields, say=in_text)


def pages_of(reading: Reading) -> tuple[Asked, ...]:
    grid = reading.tool if reading.tool.kind == "GRID" else reading.grid
    return pages(tool=reading.tool, opened=reading.opened, grid=grid)


def _form(draft: Assessment, reading: Reading, page: Asked, data: Any) -> Drawn:
    form = _form_of(draft, reading, page, data)
    for field in form.fields.values():
        field.label = in_words(str(field.label), pairs=reading.child_words)
    return form


def _form_of(draft: Assessment, reading: Reading, page: Asked, data: Any) -> Drawn:
    if page.section is not None:
        return SectionForm(page.section, answers=reading.answers, data=data)
    kept = content_of(draft, page)
    if page.code == Page.GRID:
        grid = reading.grid or reading.tool
        return GridForm(kept, tool=grid, data=data)
    if page.code == Page.CLOSING:
        has_band = reading.band is not None
        return ClosingForm(kept, prompts=reading.prompts, has_band=has_band, data=data)
    if page.code == Page.EXTERNAL:
        return ExternalForm(kept, data=data)
    return (FirstForm if page.code == Page.FIRST else EventsForm)(kept, data=data)


def _earlier(request: SignedInRequest, asking: Asking) -> dict[str, Any] | None:
    """Return the answers of the assessment before, to be shown beside and never filled in."""
    last = before(request.user, asking.draft)
    if last is None or asking.page.section is None:
        return None
    answers = read(str(last.answers))
    lines = {
        item.code: answer_line(answers.get(item.code, NOT_ASKED))
        for item in asking.page.section.items
    }
    return {"when": day(last.signed_at), "lines": lines}
