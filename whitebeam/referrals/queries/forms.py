"""Which form is asked, and what each version of it was."""

from datetime import date
from uuid import UUID

from whitebeam.kernel.errors import Refused
from whitebeam.kernel.today import Today
from whitebeam.partners.models import Area
from whitebeam.partners.queries import setting_in_force
from whitebeam.referrals.models import FormVersion
from whitebeam.referrals.rules.checking import Bounds
from whitebeam.referrals.rules.form_definition import Form, Page
from whitebeam.referrals.rules.hints import filled, settings_named

_READ: dict[UUID, Form] = {}


def form_in_force(code: str) -> FormVersion:
    """Return the newest version of a form that has begun.

    :raises Refused: if the partnership has no such form
    """
    found = (
        FormVersion.objects.filter(code=code, starts_on__lte=Today())
        .order_by("-starts_on", "-version")
        .first()
    )
    if found is None:
        raise Refused("This form is not set up yet. Tell the partnership team.")
    return found


def definition_of(version: FormVersion) -> Form:
    """Return the form as its version asks it. Versions never change, so each is read once."""
    if version.pk not in _READ:
        _READ[version.pk] = Form.model_validate(version.definition)
    return _READ[version.pk]


def spoken(page: Page) -> Page:
    """Return a page whose hints say the partnership's numbers of today."""
    keys = settings_named(page)
    if not keys:
        return page
    return filled(page, {key: setting_in_force(key, default=None) for key in keys})


def areas_in_use() -> tuple[tuple[str, str], ...]:
    """Return the codes and names of the partnership's areas, by name."""
    return tuple(Area.objects.filter(ended_on=None).order_by("name").values_list("code", "name"))


def bounds(*, on: date) -> Bounds:
    """Return what answers given on a day are judged against."""
    return Bounds(on=on, areas=frozenset(code for code, _ in areas_in_use()))


def forms_in_force() -> list[FormVersion]:
    """Return the newest version begun of every form."""
    begun = FormVersion.objects.filter(starts_on__lte=Today())
    return list(begun.order_by("code", "-starts_on", "-version").distinct("code"))
