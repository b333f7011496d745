"""What a referral tells that her record does not hold, in words."""

from whitebeam.people.models import CommunicationNeed, ContactPoint, Name
from whitebeam.referrals.services.adding import News


def told_rows(news: News | None) -> list[str]:
    """Return one line for each fact, as whoever holds the referral reads it."""
    if news is None:
        return []
    return [
        *(
            f"{Name.Kind(name.kind).label}: {_whole(name.given, name.family)}"
            for name in news.names
        ),
        *(["Date of birth"] if news.born else []),
        *(
            f"{ContactPoint.Kind(kind).label}: {_whole(*value.splitlines(), postcode)}"
            for kind, value, postcode in news.points
        ),
        *(
            _whole(str(CommunicationNeed.Kind(need.kind).label), need.language)
            for need in news.needs
        ),
    ]


def _whole(*parts: str) -> str:
    return " ".join(filter(None, parts))
