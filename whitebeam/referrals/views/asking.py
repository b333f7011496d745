"""One page of a draft in hand: what it asks, what was typed, and how it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.files.shelf import Shelf
from whitebeam.files.taking import Keeping
from whitebeam.kernel.clocks import LONDON
from whitebeam.referrals import policy
from whitebeam.referrals.forms.drawn import PageView
from whitebeam.referrals.forms.pages import PageForm
from whitebeam.referrals.models import Draft
from whitebeam.referrals.presenters.journey import CandidateCard, candidate_card, file_line
from whitebeam.referrals.queries.forms import areas_in_use, definition_of, spoken
from whitebeam.referrals.queries.known_already import candidates_for
from whitebeam.referrals.queries.risk_signs import nudges_in, prompts_in
from whitebeam.referrals.rules.answers import KNOWN_PERSON, text_of
from whitebeam.referrals.rules.checking import Bounds
from whitebeam.referrals.rules.form_definition import Form, Page
from whitebeam.referrals.rules.form_path import pages_shown
from whitebeam.referrals.rules.progress import page_before
from whitebeam.referrals.rules.told import told
from whitebeam.referrals.rules.versions import VICTIM_IS_ASKED_BY, digest_of
from whitebeam.referrals.services.documents import TABLE
from whitebeam.referrals.services.drafting import PageSave, answers_in

NAMED = {"child.name": "child", "harm_person.name": "harm_person"}


@dataclass(frozen=True, slots=True)
class Asking:
    """A page of somebody's own draft, with what is kept and, on a POST, what was typed."""

    draft: Draft
    form: Form
    page: Page
    answers: Mapping[str, object]
    drawn: PageForm
    on: date

    @classmethod
    def of(cls, request: SignedInRequest, draft_id: UUID, code: str) -> "Asking":
        draft = draft_of(request, draft_id)
        form, answers, on = definition_of(draft.form), answers_in(draft), today()
        page = next((p for p in pages_shown(form, answers=answers) if p.code == code), None)
        if page is None:
            raise Http404
        areas = areas_in_use()
        bounds = Bounds(on=on, areas=frozenset(area for area, _ in areas))
        data = request.POST if request.method == "POST" else None
        drawn = PageForm(spoken(page), answers=answers, bounds=bounds, areas=areas, data=data)
        return cls(draft, form, page, answers, drawn, on)

    @property
    def known_person(self) -> str:
        """The id of the person chosen as known already, where this page asks who it is about."""
        if not self._asks_who:
            return ""
        if self.drawn.is_bound:
            return str(self.drawn.data.get(KNOWN_PERSON, ""))
        return text_of(self.answers.get(KNOWN_PERSON))

    @property
    def _asks_who(self) -> bool:
        return any(question.maps_to == VICTIM_IS_ASKED_BY for question in self.page.questions)

    def save(self, request: SignedInRequest, *, is_done: bool, **changed: object) -> PageSave:
        """Return what to keep of this page, with whatever was changed beside what was typed."""
        return PageSave(
            page=self.page.code,
            answers={**self.drawn.typed(), **changed},
            tab=request.POST.get("tab", ""),
            seen=request.POST.get("seen", ""),
            is_done=is_done,
        )

    def candidates(self, user: User) -> list[CandidateCard]:
        """Return who the people typed on this page may be."""
        if user.kind == User.Kind.GUEST or not self.asks_for_people:
            return []
        typed = self.drawn.typed() if self.drawn.is_bound else {}
        said = told(self.form, answers={**self.answers, **typed}, on=self.on)
        codes = {q.maps_to: q.code for q in self.page.questions if q.maps_to in NAMED.values()}
        key = settings.KEYRING.match_key
        found = candidates_for(said, codes, asks_who=self._asks_who, user=user, secret=key)
        return [candidate_card(one, part=part, on=today()) for part, one in found]

    @property
    def asks_for_people(self) -> bool:
        """Whether anybody is named on this page."""
        return self._asks_who or any(
            inner.maps_to in NAMED
            for question in self.page.questions
            for inner in question.questions
        )

    def context(self, request: SignedInRequest, *, looked: bool = False) -> dict[str, Any]:
        """Return what the template draws; candidates are looked for at once only if asked for."""
        knows = self.asks_for_people and request.user.kind != User.Kind.GUEST
        place = [self.draft.pk, self.page.code]
        return {
            "form": self.drawn,
            "view": PageView.of(self.drawn),
            "caption": self._section(),
            "back": self._back(),
            "autosave_url": reverse("referrals:autosave", args=place),
            "signs_url": reverse("referrals:signs", args=[self.draft.pk]),
            "tab": request.POST.get("tab") or uuid4().hex,
            "seen": digest_of(self.page, answers=self.answers),
            "known_person": self.known_person,
            "known_url": reverse("referrals:known", args=place) if knows else "",
            "candidates": self.candidates(request.user) if looked else [],
            "documents": self._documents(),
            **self._signs(),
        }

    def _signs(self) -> dict[str, Any]:
        """Return what the answers so far call for, and words in them to think of again."""
        typed = self.drawn.typed() if self.drawn.is_bound else {}
        answers = {**self.answers, **typed}
        return {
            "prompts": prompts_in(self.form, answers=answers),
            "nudges": nudges_in(self.form, answers=answers),
        }

    def _section(self) -> str:
        return next(section.title for section, page in self.form.pages() if page is self.page)

    def _back(self) -> str:
        before = page_before(self.form, self.page.code, answers=self.answers)
        if before is None:
            return reverse("referrals:tasks", args=[self.draft.pk])
        return reverse("referrals:page", args=[self.draft.pk, before.code])

    def _documents(self) -> list[Any]:
        if all(question.type != "file" for question in self.page.questions):
            return []
        held = self.draft.documents.filter(removed_at=None).order_by("added_at")
        return [file_line(document) for document in held]


def draft_of(request: SignedInRequest, draft_id: UUID) -> Draft:
    drafts = policy.drafts_of(request.user).select_related("form", "agency")
    return get_object_or_404(drafts, pk=draft_id)


def draw(request: SignedInRequest, asking: Asking, *, status: int = 200) -> HttpResponse:
    looked = "check_known" in request.POST
    context = asking.context(request, looked=looked)
    return render(request, "referrals/journey/page.html", context, status=status)


def keeping() -> Keeping:
    return Keeping(Shelf(settings.UPLOADS_FOLDER, TABLE), settings.MALWARE_SCANNER)


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return timezone.now().astimezone(LONDON).date()
