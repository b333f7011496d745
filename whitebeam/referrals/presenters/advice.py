"""Advice contacts in words."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from whitebeam.govuk.moments import moment
from whitebeam.referrals.models import AdviceContact
from whitebeam.referrals.rules.form_definition import Form


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One contact of the list; it names nobody."""

    topics: str
    area: str
    when: str
    state: str
    colour: str
    href: str


@dataclass(frozen=True, slots=True)
class AdviceView:
    """One contact whole."""

    heading: str
    rows: list[dict[str, str]]
    is_given: bool
    may_refer: bool


def advice_line(advice: AdviceContact, *, form: Form, now: datetime) -> AdviceLine:
    """Return one contact as the list shows it."""
    state, colour = ("Advised", "green") if advice.advice else ("Waiting for advice", "yellow")
    if advice.referral_id:
        state, colour = "Became a referral", "blue"
    return AdviceLine(
        topics=_topics(advice, form),
        area=advice.area.name if advice.area else "",
        when=moment(advice.at, now=now),
        state=state,
        colour=colour,
        href=reverse("referrals:advice_contact", args=[advice.pk]),
    )


def advice_view(advice: AdviceContact, *, form: Form, may_refer: bool, now: datetime) -> AdviceView:
    """Return one contact as its own page shows it."""
    rows = [
        ("What was asked", str(advice.question)),
        ("What was advised", str(advice.advice or "Nothing yet")),
        ("What came next", _labels(form, "advice.outcome", advice.outcome)),
        ("District", advice.area.name if advice.area else ""),
        ("Written by", f"{advice.by.name}, {moment(advice.at, now=now)}"),
    ]
    return AdviceView(
        heading=_topics(advice, form),
        rows=[{"key": key, "value": value} for key, value in rows if value],
        is_given=bool(advice.advice),
        may_refer=may_refer and not advice.referral_id,
    )


def _topics(advice: AdviceContact, form: Form) -> str:
    return _labels(form, "advice.topics", advice.topic)


def _labels(form: Form, place: str, codes: str) -> str:
    labels = {
        option.code: option.label
        for question in form.questions()
        if question.maps_to == place
        for option in question.options
    }
    # Topics of an earlier version of the form are shown as they were kept.
    return ", ".join(labels.get(code, code) for code in codes.split(",") if code)
