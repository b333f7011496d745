"""What those who steer set: staff in post, who lives here, and where requests about records go.

All of it is invented and says so: no census and no rota is behind it.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Value
from django.db.models.functions import Concat

from whitebeam.demonstration.marac_world import a_worker
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import Case, Panel, StaffInPost
from whitebeam.partners.models import Agency, Duty, LocalSetting

SOURCE = "Invented for the demonstration: no census is behind it"
POPULATION = {
    "marac.population_minoritised": 19.0,
    "marac.population_disabled": 18.0,
    "marac.population_lgbt": 3.5,
    "marac.population_male": 49.0,
}
# Close to the published planning figures; the page reckons by the partnership's own.
CASES_EACH = {StaffInPost.Role.ADVISER: 100, StaffInPost.Role.ADMINISTRATOR: 400}
# How much of what an area needs is filled: mostly less than all of it.
FILLED = ("0.5", "0.65", "0.8", "0.8", "1.0")
A_YEAR = timedelta(days=365)


def plan_marac(*, seed: int, at: datetime) -> None:
    """Enter who is in post, who lives here and where requests go, where nobody has entered any.

    It writes as the role that loads, so it runs inside `copying.as_bulk`.
    """
    today = at.astimezone(LONDON).date()
    began = date(today.year - 1, 1, 1)
    _who_lives_here(began)
    office = Concat(Value("The records office of "), "name")
    Agency.objects.filter(records_contact="").update(records_contact=office)
    if not StaffInPost.objects.exists():
        _who_is_in_post(Dice(seed, "staff"), began, at=at)


def _who_lives_here(began: date) -> None:
    entered = set(LocalSetting.objects.filter(key__in=POPULATION).values_list("key", flat=True))
    LocalSetting.objects.bulk_create(
        LocalSetting(key=key, value=share, unit="percent of people", starts_on=began, source=SOURCE)
        for key, share in POPULATION.items()
        if key not in entered
    )


def _who_is_in_post(dice: Dice, began: date, *, at: datetime) -> None:
    panels = Panel.objects.filter(ended_on=None).select_related("area", "coordinated_by")
    for panel in panels.order_by("code"):
        coordinator = a_worker(panel.coordinated_by, Duty.COORDINATE_MARAC)
        if coordinator is None:
            continue
        cases = Case.objects.filter(panel=panel, referred_at__gt=at - A_YEAR).count()
        for role, cases_each in CASES_EACH.items():
            StaffInPost.objects.create(
                area=panel.area,
                role=role,
                posts=round(Decimal(cases) / cases_each * Decimal(dice.pick(FILLED)), 1),
                starts_on=began,
                source="Invented for the demonstration",
                entered_by=coordinator,
                entered_at=at - A_YEAR / 2,
            )
