"""What a referral tells of a person already known, taken into her record by who keeps it."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.people import policy as people
from whitebeam.people.models import Person
from whitebeam.people.services import PersonFacts
from whitebeam.referrals import policy
from whitebeam.referrals.events import Happened
from whitebeam.referrals.models import Part, Referral
from whitebeam.referrals.queries.forms import definition_of
from whitebeam.referrals.rules.told import told
from whitebeam.referrals.services.adding import SOURCE, News, news_of, write_news
from whitebeam.referrals.services.person_facts import facts_of_victim


def offered(referral: Referral, *, to: User) -> News | None:
    """Return what the referral adds to the record of the person harmed, if the worker keeps it."""
    person = _keepable(referral, to)
    news = news_of(person, _facts(referral)) if person else None
    return news or None


@transaction.atomic
def take_up(*, referral_id: UUID, by: User, at: datetime) -> None:
    """Add to her record what the referral tells and the record does not hold; once is enough.

    :raises Refused: if the worker does not hold the referral, or may not change her record
    """
    referral = policy.held_by(by).filter(pk=referral_id).first()
    person = _keepable(referral, by) if referral else None
    if referral is None or person is None:
        raise Refused("You may not change this record, or no longer")
    news = write_news(person, _facts(referral), by=by, at=at)
    if news:
        audit.record(
            verb=Happened.FACTS_TAKEN_UP,
            subject=referral,
            person_id=person.pk,
            classes=(Class.F2, Class.F3),
        )


def _keepable(referral: Referral, by: User) -> Person | None:
    harmed = Part.objects.filter(referral=referral, kind=Part.Kind.VICTIM).values("person")
    return people.keepable_by(by).filter(pk__in=harmed).first()


def _facts(referral: Referral) -> PersonFacts:
    on = referral.sent_at.astimezone(LONDON).date()
    said = told(definition_of(referral.form), answers=json.loads(str(referral.answers)), on=on)
    return facts_of_victim(said, area_code="", source=SOURCE)
