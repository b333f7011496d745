"""The sheet of settings: clocks, thresholds, words and texts, each from its day."""

from datetime import datetime

from whitebeam.config.pack.loading import risk
from whitebeam.config.pack.loading.partners import AREA
from whitebeam.config.pack.loading.sheets import Row, Sheet, Values, always
from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.schema.work import Setting
from whitebeam.partners.models import LocalSetting


def sheets(pack: Pack, *, at: datetime) -> tuple[Sheet, ...]:
    """Return the settings that should be in force."""
    rows = [*(_setting(pack, one) for one in pack.settings()), *_words(pack)]
    return (
        Sheet(
            "settings",
            LocalSetting,
            ("key", "area__code", "starts_on"),
            tuple(Row(values) for values in rows),
            {"area__code": AREA},
            ends=always(withdrawn_at=at),
            added_to=True,
        ),
    )


def _setting(pack: Pack, setting: Setting) -> Values:
    unit = f"{setting.calendar.lower()} {setting.unit}" if setting.calendar else setting.unit
    area = pack.area_codes((setting.area,))[0] if setting.area else None
    return {
        "key": setting.key,
        "area__code": area,
        "starts_on": setting.starts_on,
        "value": setting.value,
        "unit": unit,
        "source": setting.source,
    }


def _words(pack: Pack) -> list[Values]:
    who = pack.partnership
    values = {
        "partnership.name": who.name,
        "partnership.code": who.code,
        "partnership.service_name": who.service_name,
        "partnership.time_zone": who.time_zone,
        "partnership.holidays": who.holidays,
        "partnership.escalation": [contact.model_dump() for contact in who.escalation],
        "words.needs": {need.code: need.label for need in pack.needs},
        "words.purposes": {purpose.code: purpose.label for purpose in pack.purposes},
        **{f"text.{one.code}": {"title": one.title, "body": one.body} for one in pack.texts},
        **risk.settings(pack),
    }
    return [
        {
            "key": key,
            "area__code": None,
            "starts_on": who.starts_on,
            "value": value,
            "unit": "",
            "source": who.source,
        }
        for key, value in values.items()
    ]
