"""What she is called and when she was born."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.births import birth_words
from whitebeam.kernel.declared import Class
from whitebeam.partners.access import needs
from whitebeam.people import policy
from whitebeam.people.events import Happened
from whitebeam.people.forms.identity import BirthForm, NameForm
from whitebeam.people.services import naming
from whitebeam.people.views.one_person import ask, keepable, typed


@needs(*policy.KEEPING)
@require_http_methods(["GET", "POST"])
def add_name(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    person, form = keepable(request, person_id), NameForm(typed(request))
    return ask(
        request,
        person,
        form,
        lambda told: naming.add_name(person, told=form.fact(), by=request.user, at=timezone.now()),
        template="name",
        done="The name is recorded",
    )


@needs(*policy.KEEPING)
@require_http_methods(["GET", "POST"])
def correct_birth(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """A clash shows what the record says now beside what was typed; sent again, it is written."""
    person, on = keepable(request, person_id), timezone.localdate()
    audit.record_reading(verb=Happened.PERSON_OPENED, subject=person, classes=(Class.F2,))
    form = BirthForm(typed(request), on=on, initial={"version": person.version})

    def act(told: dict[str, object]) -> None:
        born, precision = form.known()
        naming.correct_birth(
            person,
            born=born,
            precision=precision,
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )

    now = birth_words(person.date_of_birth, person.birth_precision)
    context = {"now": now, "version": person.version}
    return ask(
        request, person, form, act, template="birth", done="The date is corrected", **context
    )
