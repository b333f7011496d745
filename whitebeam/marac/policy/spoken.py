"""Who reads what was said at a meeting, and what of it stands in its minutes."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac.models import (
    Entry,
    Minutes,
    MinutesCopy,
    MinutesFact,
    Recipient,
    ResearchRequest,
)
from whitebeam.marac.models.functions import DeniedCases, IsAnyOf
from whitebeam.marac.policy.parts import RUNNING, WORKING, Capacity, of_cases, of_own, parts_of


def entries_seen_by(user: User) -> QuerySet[Entry]:
    """Return what was said of the cases whose papers the user reads, where her agency heard it.

    Whoever coordinates or chairs keeps the minutes and reads it all; what was decided is for every
    agency that works on the case.
    """
    works = parts_of(user, *WORKING).filter(case=OuterRef("case"))
    heard = Recipient.objects.filter(
        disclosure__about_label=Entry._meta.label,
        disclosure__about_id=OuterRef(OuterRef("pk")),
        agency=OuterRef("agency"),
    )
    reading = works.filter(
        Q(capacity__in=RUNNING) | Q(agency=OuterRef("agency")) | Q(Exists(heard))
    )
    seen = Q(Exists(reading)) | Q(Exists(works), kind=Entry.Kind.DECISION)
    return Entry.objects.filter(seen).exclude(case__in=DeniedCases())


def minutes_seen_by(user: User) -> QuerySet[Minutes]:
    """Return the whole minutes that the user reads, as coordinator or chair."""
    return of_cases(Minutes, user, Capacity.COORDINATOR, Capacity.CHAIR)


def copies_seen_by(user: User) -> QuerySet[MinutesCopy]:
    """Return the copies of the user's agencies; coordinator and chair read every agency's."""
    own = parts_of(user).filter(case=OuterRef("case"), agency=OuterRef("agency"))
    whole = parts_of(user, Capacity.COORDINATOR, Capacity.CHAIR).filter(case=OuterRef("case"))
    return MinutesCopy.objects.filter(Q(Exists(own)) | Q(Exists(whole))).exclude(
        case__in=DeniedCases()
    )


def minutes_facts_seen_by(user: User) -> QuerySet[MinutesFact]:
    """Return what was shared, as signed minutes hold it: her agencies' own and what they received.

    An agency that only researches reads nothing about somebody it was not asked about; coordinator
    and chair read it all.
    """
    mine = parts_of(user).filter(case=OuterRef("case"))
    research = Capacity.RESEARCHER
    whole = mine.filter(capacity__in=RUNNING)
    own = mine.filter(agency=OuterRef("agency"))
    received = Recipient.objects.filter(
        disclosure=OuterRef(OuterRef("line")), agency=OuterRef("agency")
    )
    receiving = mine.exclude(capacity=Capacity.REFERRER).filter(Exists(received))
    asked = of_own(ResearchRequest, user).filter(
        IsAnyOf(OuterRef("about__part"), F("parts")),
        Exists(received),
        case=OuterRef("case"),
        withdrawn_at=None,
    )
    reading = Q(about=None) & Q(Exists(receiving)) | Q(Exists(receiving.exclude(capacity=research)))
    return MinutesFact.objects.filter(
        Q(Exists(whole)) | Q(Exists(own)) | reading | Q(Exists(asked))
    ).exclude(case__in=DeniedCases())
