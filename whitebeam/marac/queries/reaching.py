"""Whether her adviser reached her, how often she was tried, and how often she is to be."""

from whitebeam.kernel.clocks import Span
from whitebeam.marac.models import Case, ContactAttempt, Unreached
from whitebeam.marac.queries import settings, voice
from whitebeam.partners.models import Area
from whitebeam.people.models import SafeContact
from whitebeam.people.queries.contact import safe_contacts_of

ATTEMPTS, ATTEMPTS_DAYS = "idva.attempts", "idva.attempts_days"
Outcome = ContactAttempt.Outcome


def attempts_asked_for(area: Area) -> int:
    """Return how many attempts are to be made before it may be said that she was not reached."""
    return int(settings.value(ATTEMPTS, area=area))


def time_to_try(area: Area) -> Span:
    """Return within which time of the referral so many attempts are to be made."""
    return settings.clock(ATTEMPTS_DAYS, area=area)


def standing(case: Case) -> Unreached | None:
    """Return what was said of why she was not reached, if she was not since."""
    return Unreached.objects.filter(case=case, ended_at=None).select_related("by", "agency").first()


def is_reached(case: Case) -> bool:
    """Say whether her adviser spoke with her."""
    return case.contacts.filter(outcome=Outcome.REACHED).exists()


def has_safe_way(case: Case) -> bool:
    """Say whether any way of reaching her is known to be safe at some time, to whoever asks."""
    victim = voice.victim_of(case)
    if victim is None or victim.person is None:
        return False
    return any(one.answer == SafeContact.Answer.SAFE for one in safe_contacts_of(victim.person))
