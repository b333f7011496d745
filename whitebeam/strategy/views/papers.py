"""Papers: composed, edited, commented on, finished, and taken away as documents."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.strategy import policy
from whitebeam.strategy.documents import docx, pdf
from whitebeam.strategy.documents.parts import Document, document_of
from whitebeam.strategy.events import Happened
from whitebeam.strategy.forms.writing import CommentForm, PaperForm, SectionForm, StepForm
from whitebeam.strategy.models import Paper, PathwayStep
from whitebeam.strategy.presenters.papers import CommentRow, SectionRow, VersionRow
from whitebeam.strategy.queries import papers, plan
from whitebeam.strategy.services import writing
from whitebeam.strategy.views.opening import keepers, readers

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"pdf": "application/pdf", "docx": WORD, "html": "text/html; charset=utf-8"}


@readers
@require_safe
def list_papers(request: SignedInRequest) -> HttpResponse:
    context = {
        "papers": papers.papers_of(request.user),
        "is_keeper": policy.keeps(request.user),
    }
    return render(request, "strategy/papers.html", context)


@keepers
@require_http_methods(["GET", "POST"])
def new_paper(request: SignedInRequest) -> HttpResponse:
    found = {one.code: one for one in reversed(plan.frameworks())}
    form = PaperForm(
        request.POST if request.method == "POST" else None,
        frameworks=[(code, one.name) for code, one in found.items()],
    )
    if form.is_valid():
        answers = dict(form.cleaned_data)
        answers["framework"] = found[answers["framework"]]
        answers["kind"] = Paper.Kind(answers["kind"])
        try:
            paper = writing.compose(
                new=writing.NewPaper(**answers), by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("strategy:paper", paper.pk)
    context = {"form": form}
    return render(request, "strategy/new_paper.html", context, status=422 if form.errors else 200)


@readers
@require_safe
def show_paper(request: SignedInRequest, paper_id: UUID) -> HttpResponse:
    found = get_object_or_404(papers.paper(paper_id, user=request.user))
    sections = papers.sections_of(found)
    document = document_of(found, sections, papers.figures_of(found))
    is_open = policy.papers_writable_by(request.user).filter(pk=found.pk).exists()
    context = {
        "paper": found,
        "document": document,
        "rows": [
            SectionRow.of(section, written)
            for section, written in zip(sections, document.sections, strict=True)
        ],
        "is_open": is_open,
        "is_keeper": policy.keeps(request.user),
        "bare": papers.numbers_without_source(found, user=request.user) if is_open else [],
        "comments": papers.open_comments(found) if is_open else 0,
    }
    return render(request, "strategy/paper.html", context)


@keepers
@require_http_methods(["GET", "POST"])
def edit_section(request: SignedInRequest, section_id: UUID) -> HttpResponse:
    found = get_object_or_404(papers.section(section_id, user=request.user))
    form = SectionForm(
        request.POST if request.method == "POST" else None,
        initial={"body": found.body, "version": found.version},
    )
    if form.is_valid():
        try:
            writing.save_section(
                section_id=found.pk, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("strategy:paper", found.paper_id)
    context = {
        "form": form,
        "section": found,
        "versions": [VersionRow.of(each) for each in found.versions.order_by("-version")],
        "remarks": [CommentRow.of(each) for each in found.comments.order_by("made_at")],
        "comment_form": CommentForm(),
        "figures": papers.figures_at_hand(found.paper),
    }
    return render(request, "strategy/section.html", context, status=422 if form.errors else 200)


@keepers
@require_POST
def comment(request: SignedInRequest, section_id: UUID) -> HttpResponse:
    words = request.POST.get("words", "")
    try:
        writing.comment(section_id=section_id, words=words, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("strategy:section", section_id)


@keepers
@require_POST
def settle(request: SignedInRequest, section_id: UUID, comment_id: UUID) -> HttpResponse:
    writing.settle(comment_id=comment_id, by=request.user, at=timezone.now())
    return redirect("strategy:section", section_id)


@keepers
@require_http_methods(["GET", "POST"])
def add_step(request: SignedInRequest, paper_id: UUID) -> HttpResponse:
    found = get_object_or_404(papers.paper(paper_id, user=request.user))
    form = StepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answers = dict(form.cleaned_data)
        answers["direction"] = PathwayStep.Direction(answers["direction"])
        writing.add_step(paper_id=found.pk, **answers, by=request.user)
        return redirect("strategy:paper", found.pk)
    context = {"form": form, "paper": found}
    return render(request, "strategy/step.html", context, status=422 if form.errors else 200)


@keepers
@require_POST
def finish(request: SignedInRequest, paper_id: UUID) -> HttpResponse:
    try:
        writing.finish(paper_id=paper_id, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The paper is final")
    return redirect("strategy:paper", paper_id)


@readers
@require_safe
def export(request: SignedInRequest, paper_id: UUID, kind: str) -> HttpResponse:
    found = get_object_or_404(papers.paper(paper_id, user=request.user))
    if kind not in KINDS:
        raise Http404
    document = document_of(found, papers.sections_of(found), papers.figures_of(found))
    try:
        content = _written(document, kind)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("strategy:paper", found.pk)
    audit.record(verb=Happened.PAPER_EXPORTED, subject=found, kind=kind)
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="paper-{found.year}.{kind}"'
    return response


def _written(document: Document, kind: str) -> bytes:
    if kind == "docx":
        return docx.docx_of(document)
    page = render_to_string("strategy/document.html", {"document": document})
    return pdf.pdf_of(page) if kind == "pdf" else page.encode()
