"""More of what journeys need: cases that take other ways, and somebody recorded the wrong way round."""

from datetime import timedelta


def ways(marac) -> dict:
    """Cases that will be deferred, sent elsewhere, returned and found not to meet the criteria."""
    from django.utils import timezone

    from tests.marac_builders import a_case, a_listing, a_meeting

    now, day = timezone.now(), timedelta(days=1)
    meetings = [
        a_meeting(marac, starts_at=now + days, cut_off_at=now + days - day,
                  research_due_at=now + days - day)
        for days in (14 * day, 28 * day)
    ]  # fmt: skip
    states = {
        "deferred": "LISTED",
        "moved": "ACCEPTED",
        "returned": "RECEIVED",
        "not_met": "RECEIVED",
    }
    cases = {name: a_case(marac, state=state, asked=False) for name, state in states.items()}
    a_listing(meetings[0], cases["deferred"])
    return {
        "referrer": _can_be_tried(marac.referrer),
        "service": marac.service.name,
        **{name: str(case.pk) for name, case in cases.items()},
    }


def roles(marac) -> dict:
    """Two workers of one service, and an assessment of theirs that holds the roles wrong."""
    from django.utils import timezone

    from tests.factories import worker_at
    from tests.risk_builders import an_assessment
    from whitebeam.partners.models import Duty

    duties = (Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS, Duty.ASSESS_RISK)
    first, second = (worker_at(marac.service, *duties) for _ in range(2))
    wren, rook = (_a_person(marac.service, name) for name in ("Wren Tryer", "Rook Tryer"))
    _tie(wren, rook, marac.service)
    an_assessment(
        rook, perpetrator=wren, by=first, agency=marac.service, at=timezone.now(), yes=("injury",)
    )
    return {
        "first": _can_be_tried(first),
        "second": _can_be_tried(second),
        "wren": str(wren.pk),
        "rook": str(rook.pk),
    }


def _a_person(agency, name):
    from django.utils import timezone

    from whitebeam.people.models import Involvement, Name, Person

    given, family = name.split()
    person = Person.objects.create(known_as=name, recorded_by=agency)
    Name.objects.create(person=person, kind="LEGAL", given=given, family=family, recorded_by=agency)
    Involvement.objects.create(
        person=person, agency=agency, capacity="RECORD", purpose="SUPPORT",
        starts_on=timezone.localdate(),
    )  # fmt: skip
    return person


def _tie(one, other, agency) -> None:
    from whitebeam.people.models import Relationship

    Relationship.objects.create(person=one, other=other, kind="EX_PARTNER", recorded_by=agency)


def _can_be_tried(user) -> str:
    user.is_demonstration = True
    user.save(update_fields=["is_demonstration"])
    return str(user.pk)
