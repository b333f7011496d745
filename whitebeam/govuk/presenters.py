"""The invented figures of the gallery, ready to draw."""

from whitebeam.govuk.charts import (
    AgainstChart,
    Chart,
    Compared,
    against_chart,
    bar_chart,
    line_chart,
)


def example_bars() -> Chart:
    return bar_chart(
        "Referrals by district",
        [("Ashford", 128), ("Canterbury", 171), ("Swale", 164), ("Thanet", 212)],
        label_heading="District",
        value_heading="Referrals",
        note="October 2026, invented figures.",
    )


def example_line() -> Chart:
    return line_chart(
        "Referrals a month",
        [("May", 610), ("June", 655), ("July", 702), ("Aug", 688), ("Sept", 731), ("Oct", 764)],
        label_heading="Month",
        value_heading="Referrals",
        note="Invented figures.",
    )


def example_against() -> AgainstChart:
    return against_chart(
        "Cases and people who live here, of 100",
        [Compared("Disabled", 12, 9, 16, 18), Compared("Men", 6, 4, 9, 49)],
        label_heading="Group",
        share_heading="Cases",
        against_heading="People",
        note="Invented figures.",
    )
