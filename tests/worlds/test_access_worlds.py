"""Policy and wall, each against the judge, on random worlds from fixed seeds.

A wall lets a worker's case duties through without asking which; the policy asks for the duty of the
page. So the judge has an answer for each. Raw SQL as the web role is what the models here issue:
the manager adds no condition of its own.
"""

import os

import pytest
from django.db import connection

from tests.worlds.building import build
from tests.worlds.generator import world
from tests.worlds.model import CASE_DUTIES, HOLDING_DUTIES, PERSON_DUTIES
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Duty
from whitebeam.people import policy as people
from whitebeam.referrals import policy as referrals
from whitebeam.risk import policy as risk

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

SEEDS = range(int(os.environ.get("WHITEBEAM_WORLDS", "30")))


def seen_raw(table, column="id"):
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from {table}")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_wall_agrees_with_the_judge(seed, today):
    of = world(seed, today=today)
    built = build(of)

    for number, user in enumerate(built.users):
        with acting(Acting.user(user.pk, purpose=Purpose.SUPPORT)):
            people_seen = built.numbers("people", seen_raw("people_person"))
            names_seen = built.numbers("people", seen_raw("people_name", "person_id"))
            referrals_seen = built.numbers("referrals", seen_raw("referrals_referral"))
            assessments_seen = built.numbers("assessments", seen_raw("risk_assessment"))

        assert people_seen == of.sees_people(number, CASE_DUTIES)
        assert assessments_seen == of.sees_assessments(number, CASE_DUTIES)
        assert names_seen == people_seen
        assert referrals_seen == of.sees_referrals(number, sending=CASE_DUTIES, holding=CASE_DUTIES)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_policy_agrees_with_the_judge(seed, today):
    of = world(seed, today=today)
    built = build(of)

    for number, user in enumerate(built.users):
        with acting(Acting.user(user.pk, purpose=Purpose.SUPPORT)):
            for duty in sorted(PERSON_DUTIES):
                found = set(people.visible_to(user, Duty(duty)).values_list("pk", flat=True))
                assert built.numbers("people", found) == of.sees_people(number, {duty})
            found = set(referrals.visible_to(user).values_list("pk", flat=True))
            assessed = set(risk.visible_to(user).values_list("pk", flat=True))

        seen = built.numbers("assessments", assessed)
        assert seen == of.sees_assessments(number, PERSON_DUTIES)
        assert built.numbers("referrals", found) == of.sees_referrals(
            number, sending={"VIEW_OWN_REFERRALS"}, holding=HOLDING_DUTIES
        )
