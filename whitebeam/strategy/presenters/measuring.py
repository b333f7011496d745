"""Released figures beside projects, as pages print them."""

from dataclasses import dataclass

from django.urls import reverse

from whitebeam.strategy.queries.measuring import Measured, unit_after


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """An indicator of a project with its newest number, and the page that number comes from."""

    title: str
    href: str
    number: str
    period: str
    sure: str
    caveat: str

    @classmethod
    def of(cls, one: Measured, *, is_open: bool) -> "MeasureRow":
        indicator, point = one.indicator, one.point
        href = reverse("indicators:one", args=[indicator.code]) if is_open else ""
        if point is None:
            words = "None released yet" if is_open else "Open to readers of figures"
            return cls(indicator.title, href, words, "", "", indicator.caveat)
        return cls(
            indicator.title,
            href,
            f"{point.reading.words} {unit_after(indicator)}",
            point.period.label,
            point.reading.sure,
            indicator.caveat,
        )
