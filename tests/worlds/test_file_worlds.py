"""Evidence and result documents on random worlds: whoever sees the thing reads its file, nobody else.

A file that was taken out stays behind the wall of its thing, and is shown and opened by no page.
"""

import os

import pytest
from django.db import connection
from django.urls import reverse

from tests.browser import Client
from tests.people_builders import with_second_factor
from tests.risk_builders import settings_of_risk
from tests.roles import as_role
from tests.worlds.actions import CHASING, DOING, build_actions, sees_actions
from tests.worlds.actions import world as world_of_actions
from tests.worlds.building import build
from tests.worlds.files import documents_of, evidence_of
from tests.worlds.generator import world
from tests.worlds.model import CASE_DUTIES, PERSON_DUTIES
from tests.worlds.test_access_worlds import seen_raw
from tests.worlds.test_mutations import without_words
from whitebeam.actions import policy as actions
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.risk import policy as risk

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

SEEDS = range(max(8, int(os.environ.get("WHITEBEAM_WORLDS", "30")) // 3))
FEW = range(max(4, int(os.environ.get("WHITEBEAM_WORLDS", "30")) // 8))
MOST_WORLDS = 40


class Files:
    """A world's files, each with the number of what it hangs on, and whether it still stands."""

    def __init__(self, of, built, files, hung_on):
        self.of, self.built, self.files = of, built, files
        self.numbers = {file.pk: hung_on.index(_thing(file)) for file in files}
        self.standing = {file.pk for file in files if file.removed_at is None}

    def of_things(self, numbers, *, all_of_them=False):
        return {
            pk
            for pk, number in self.numbers.items()
            if number in numbers and (all_of_them or pk in self.standing)
        }

    def as_each(self):
        for number, user in enumerate(self.built.users):
            with acting(Acting.user(user.pk, purpose=Purpose.SUPPORT)):
                yield number, user


def _thing(file):
    return file.action_id if hasattr(file, "action_id") else file.assessment_id


def evidence(seed, today, folder):
    of, given = world_of_actions(seed, today=today)
    built = build(of)
    rows = build_actions(given, built)
    files = Files(of, built, evidence_of(rows, built, folder=folder), [row.pk for row in rows])
    return files, given


def results(seed, today, folder):
    of = world(seed, today=today)
    built = build(of)
    rows = documents_of(built, folder=folder)
    return Files(of, built, rows, [row.pk for row in built.assessments])


def pks(rows):
    return set(rows.values_list("pk", flat=True))


def removable(of, given, files, number):
    """Return the files that a user may take out: hers, of the open actions that she reports on."""
    doing, chasing = of.agencies_of(number, DOING), of.agencies_of(number, CHASING)
    working = {m.agency for m in of.works(number)}
    reports = {
        place
        for place, a in enumerate(given)
        if a.owner_agency in doing
        or a.kept_by in chasing
        or (a.owner == number and a.owner_agency in working)
    } & sees_actions(of, given, number)
    hers = {file.pk for file in files.files if file.added_by_id == files.built.users[number].pk}
    return files.of_things(reports) & hers


@pytest.mark.parametrize("seed", SEEDS)
def test_evidence_is_read_by_whoever_sees_the_action(seed, today, tmp_path):
    files, given = evidence(seed, today, tmp_path)

    for number, user in files.as_each():
        judged = sees_actions(files.of, given, number)
        assert seen_raw("actions_evidence") == files.of_things(judged, all_of_them=True)
        assert pks(actions.evidence_seen_by(user)) == files.of_things(judged)
        assert pks(actions.evidence_removable_by(user)) == removable(files.of, given, files, number)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_result_is_read_by_whoever_sees_the_assessment(seed, today, tmp_path):
    files = results(seed, today, tmp_path)

    for number, user in files.as_each():
        walled = files.of.sees_assessments(number, CASE_DUTIES)
        policed = files.of.sees_assessments(number, PERSON_DUTIES)
        assert seen_raw("risk_resultdocument") == files.of_things(walled, all_of_them=True)
        assert pks(risk.documents_seen_by(user)) == files.of_things(policed)


def opened(user, page, files):
    """Return the files whose page hands them out; of the others it says that there is none."""
    client = with_second_factor(Client(), user)
    found = set()
    for file in files.files:
        answer = client.get(reverse(page, args=[file.pk]))
        assert answer.status_code in {200, 302, 403, 404}
        if answer.status_code == 200:
            assert answer.content == b"Seen"
            found.add(file.pk)
    return found


@pytest.mark.parametrize("seed", FEW)
def test_the_pages_hand_out_what_the_judge_says(seed, today, tmp_path, settings, caplog):
    caplog.set_level("ERROR", logger="django.request")
    settings.UPLOADS_FOLDER = tmp_path
    shown, given = evidence(seed, today, tmp_path)
    for number, user in enumerate(shown.built.users):
        seen = shown.of_things(sees_actions(shown.of, given, number))
        assert opened(user, "actions:evidence", shown) == (seen if user.is_active else set())

    found = results(seed, today, tmp_path)
    settings_of_risk()
    for number, user in enumerate(found.built.users):
        seen = found.of_things(found.of.sees_assessments(number, PERSON_DUTIES))
        assert opened(user, "risk:document", found) == seen


def disagree_on_evidence(today, folder):
    for seed in range(MOST_WORLDS):
        files, given = evidence(seed, today, folder)
        for number, _ in files.as_each():
            judged = files.of_things(sees_actions(files.of, given, number), all_of_them=True)
            if seen_raw("actions_evidence") != judged:
                return True
    return False


def disagree_on_results(today, folder):
    for seed in range(MOST_WORLDS):
        files = results(seed, today, folder)
        for number, _ in files.as_each():
            judged = files.of.sees_assessments(number, CASE_DUTIES)
            if seen_raw("risk_resultdocument") != files.of_things(judged, all_of_them=True):
                return True
    return False


@pytest.mark.parametrize(
    ("table", "disagree"),
    [("actions_evidence", disagree_on_evidence), ("risk_resultdocument", disagree_on_results)],
)
def test_a_file_that_asks_nothing_of_its_thing_is_noticed(table, disagree, today, tmp_path):
    with as_role("wb_owner"), connection.cursor() as cursor:
        cursor.execute(f"alter policy wb_app_select on {table} using (id is not null)")

    assert disagree(today, tmp_path)


@pytest.mark.parametrize(
    "words",
    [
        "a.victim_id = any(denied)",
        "or a.perpetrator_id = any(denied)",
        "where c.person_id = any(denied)",
    ],
)
def test_a_result_of_somebody_denied_is_noticed(words, today, tmp_path):
    instead = {"a": "false", "o": "", "w": "where false"}[words[0]]
    without_words(words, instead, of="sec.assessments_denied()")

    assert disagree_on_results(today, tmp_path)
