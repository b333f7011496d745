"""Beginning a referral to MARAC, and confirming what is known already."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.forms.cases import StartForm
from whitebeam.marac.forms.known import KnownForm
from whitebeam.marac.models import Participant
from whitebeam.marac.presenters.assessed import begun_with
from whitebeam.marac.presenters.closing_lists import Lists
from whitebeam.marac.queries import closing_lists
from whitebeam.marac.queries.known_before import Known, known_for
from whitebeam.marac.services import beginning
from whitebeam.partners.access import needs
from whitebeam.partners.models import Agency, Duty
from whitebeam.referrals import policy as referrals
from whitebeam.referrals.models import Draft, Referral
from whitebeam.referrals.queries.forms import definition_of
from whitebeam.referrals.services.drafting import FORMS, MARAC
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries import standing_seen_by

REFERRING = (Duty.REFER_TO_MARAC,)
SHOWN = (Class.F2, Class.F3, Class.F5, Class.F6, Class.F9)


@needs(*REFERRING, purpose=Purpose.MEETING)
@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest) -> HttpResponse:
    support_case, assessment = _support_case(request), _assessment(request)
    data = request.POST if request.method == "POST" else None
    form = StartForm(data, agencies=_agencies(request.user))
    if form.is_valid():
        try:
            draft = beginning.begin(
                agency=form.chosen(),
                support_case=support_case,
                assessment=assessment,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _first_page(request, draft)
    area = support_case.area_id if support_case else None
    context = {
        "form": form,
        "support_case": support_case,
        "assessment": begun_with(assessment),
        "lists": _closing_lists(request.user, area),
    }
    return render(request, "marac/start.html", context, status=422 if form.errors else 200)


@needs(*REFERRING, purpose=Purpose.MEETING)
@require_http_methods(["GET", "POST"])
def known(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    draft = get_object_or_404(_drafts(request.user), pk=draft_id)
    found = _known(request, draft)
    form = KnownForm(request.POST if request.method == "POST" else None, facts=found.facts)
    if form.is_valid():
        beginning.confirm(
            draft.pk,
            offered=found.facts,
            chosen=frozenset(form.cleaned_data["facts"]),
            assessment=found.assessment,
            by=request.user,
        )
        return redirect("referrals:tasks", draft.pk)
    audit.record_reading(
        verb=Happened.KNOWN_SHOWN,
        subject=draft,
        person_id=found.about,
        classes=SHOWN,
        facts=[fact.code for fact in found.facts],
    )
    context = {"form": form, "draft_id": draft.pk, "has_facts": bool(found.facts)}
    return render(request, "marac/known.html", context, status=422 if form.errors else 200)


def _closing_lists(user: User, area_id: UUID | None) -> Lists:
    """Return the lists that a case referred today could still come on."""
    now = timezone.now()
    return Lists.of(closing_lists.next_of_area(user, area_id, at=now), now=now)


def _first_page(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """Go to what is known already, or to the first question where nothing is."""
    if _known(request, draft).facts:
        return redirect("marac:known", draft.pk)
    return redirect("referrals:page", draft.pk, definition_of(draft.form).sections[0].pages[0].code)


def _known(request: SignedInRequest, draft: Draft) -> Known:
    return known_for(draft, user=request.user, on=timezone.now().astimezone(LONDON).date())


def _drafts(user: User) -> QuerySet[Draft]:
    return referrals.drafts_of(user).filter(form__code=FORMS[MARAC]).select_related("form")


def _support_case(request: SignedInRequest) -> Referral | None:
    held = referrals.held_by(request.user).select_related("form")
    try:
        return held.filter(pk=UUID(request.GET.get("from", ""))).first()
    except ValueError:
        return None


def _assessment(request: SignedInRequest) -> Assessment | None:
    """Return the assessment that the referral begins from; another's is not found."""
    asked = request.GET.get("assessment")
    if asked is None:
        return None
    try:
        return get_object_or_404(standing_seen_by(request.user), pk=UUID(asked))
    except ValueError:
        raise Http404 from None


def _agencies(user: User) -> QuerySet[Agency]:
    return policy.agencies_as(user, Participant.Capacity.REFERRER).order_by("name")
