"""The partnership's own values: added from a day, never overwritten, taken back by withdrawing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy
from whitebeam.partners.events import Happened
from whitebeam.partners.models import Area, Duty, LocalSetting

type_of_value = str | int | float | bool | list | dict | None
NOT_YOURS = "You may not change the partnership's settings"


@dataclass(frozen=True, slots=True)
class NewValue:
    """A value that somebody wants to hold from a day."""

    key: str
    value: type_of_value
    starts_on: date
    source: str
    area: Area | None = None


@transaction.atomic
def set_value(new: NewValue, *, by: User, on: date) -> LocalSetting:
    """Let a value hold from a day, today or later. What held before stays in the history.

    :raises Refused: if the user may not, the key is unknown, the day is past or no source is named
    """
    _require(by)
    known = LocalSetting.objects.filter(key=new.key).order_by("-created_at").first()
    if known is None:
        raise Refused("There is no setting of this name")
    if new.starts_on < on:
        raise Refused("Choose today or a later day: what was decided under the old value stays")
    if not new.source.strip():
        raise Refused("Enter who decided this, and where it is written")
    if type(new.value) is not type(known.value):
        raise Refused("Enter a value of the same kind as the present one")
    setting = LocalSetting.objects.create(
        key=new.key,
        area=new.area,
        value=new.value,
        unit=known.unit,
        starts_on=new.starts_on,
        source=new.source,
        set_by=by,
    )
    audit.record(verb=Happened.SETTING_SET, subject=setting, key=new.key, starts_on=new.starts_on)
    return setting


@transaction.atomic
def withdraw_value(*, setting_id: UUID, by: User, at: datetime) -> LocalSetting:
    """Take a value back, so that the one before it holds again.

    :raises Refused: if the user may not, it was withdrawn, or nothing would hold in its place
    """
    _require(by)
    setting = LocalSetting.objects.select_for_update().filter(pk=setting_id).first()
    if setting is None or setting.withdrawn_at is not None:
        raise Refused("This value has been withdrawn already")
    others = LocalSetting.objects.filter(key=setting.key, withdrawn_at=None)
    if not others.exclude(pk=setting.pk).exists():
        raise Refused("This is the only value there is; set another first")
    setting.withdrawn_at = at
    setting.save(update_fields=["withdrawn_at", "updated_at"])
    audit.record(verb=Happened.SETTING_WITHDRAWN, subject=setting, key=setting.key)
    return setting


def _require(by: User) -> None:
    if not policy.has_duty(by, Duty.CONFIGURE_PARTNERSHIP):
        raise Refused(NOT_YOURS)
