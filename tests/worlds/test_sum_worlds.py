"""Sums across cases on random worlds: each counts what exists for her, and no sum names a case."""

import os

import pytest
from django.db import connection
from django.urls import reverse

from tests.browser import Client
from tests.people_builders import with_second_factor
from tests.roles import as_role
from tests.worlds import marac_sums as sums
from tests.worlds.building import build
from tests.worlds.marac import world
from tests.worlds.marac_rows import build_cases
from tests.worlds.test_mutations import without_words
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.models import Case
from whitebeam.marac.queries import counting
from whitebeam.marac.queries.sharing_report import lacking_between, shared_between

pytestmark = [pytest.mark.django_db, pytest.mark.walls]

SEEDS = range(max(8, int(os.environ.get("WHITEBEAM_WORLDS", "30")) // 2))
FEW = range(max(4, int(os.environ.get("WHITEBEAM_WORLDS", "30")) // 8))
MOST_WORLDS = 40
SPAN = {"since": sums.SINCE, "until": sums.UNTIL}


class Look:
    """One world with its ledger, looked at by each of its users; what is of another has no number."""

    def __init__(self, seed, today):
        self.marac = world(seed, today=today)
        self.built = build(self.marac.of)
        self.rows = build_cases(self.marac, self.built)
        given = sums.receipts_of(seed, self.marac)
        sums.write(given, self.marac, self.built, self.rows)
        self.receipts = given + sums.heard_in(self.marac)
        self.agencies = {agency.name: n for n, agency in enumerate(self.built.agencies)}
        with as_role("wb_bulk"):
            named = dict(Case.objects.values_list("reference", "pk"))
        self.numbers = {
            one: self.rows.cases[pk] for one, pk in named.items() if pk in self.rows.cases
        }

    def as_each(self):
        for number, user in enumerate(self.built.users):
            with acting(Acting.user(user.pk, purpose=Purpose.STATISTICS)):
                yield number, user

    def shared(self):
        """Return what the sharing report counts for the acting user."""
        found = {}
        for row in shared_between(sums.SINCE, sums.UNTIL):
            way = (self.agencies.get(row.controller), self.agencies.get(row.receiver))
            told = (row.shared, row.emergency + row.missing, row.late)
            found[way] = tuple(map(sum, zip(found.get(way, (0, 0, 0)), told, strict=True)))
        return found

    def lacking(self):
        """Return the numbers of the cases that the report names for the acting user."""
        return {self.numbers.get(one.reference) for one in lacking_between(sums.SINCE, sums.UNTIL)}

    def asked(self):
        with connection.cursor() as cursor:
            cursor.execute("select * from sec.marac_research_counted(%s)", [sums.SINCE])
            return {self.agencies.get(row[1]): row[3] for row in cursor.fetchall()}

    def counted(self):
        """Return how many cases stand in each of the steering group's sums."""
        return {
            sum(row.waiting for row in counting.volume(**SPAN)),
            sum(number for _, number in counting.referrers(**SPAN)),
        }


def differences(look):
    """Yield what differs between the database's sums and the judge's, for each user."""
    for number, _ in look.as_each():
        yield look.shared() != sums.counts_sharing(look.marac, look.receipts, number)
        yield look.lacking() != sums.lacks(look.marac, look.receipts, number)
        yield look.counted() != {sums.counts_cases(look.marac, number)}
        yield look.asked() != sums.counts_asked(look.marac, number)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sums_agree_with_the_judge(seed, today):
    look = Look(seed, today)

    for number, _ in look.as_each():
        assert look.shared() == sums.counts_sharing(look.marac, look.receipts, number)
        assert look.lacking() == sums.lacks(look.marac, look.receipts, number)
        assert look.counted() == {sums.counts_cases(look.marac, number)}
        assert look.asked() == sums.counts_asked(look.marac, number)


@pytest.mark.parametrize("seed", FEW)
def test_the_pages_are_for_those_with_the_duty_and_name_no_case(seed, today, caplog):
    caplog.set_level("ERROR", logger="django.request")
    look = Look(seed, today)
    quarter = f"?quarter={sums.SINCE.date()}"
    for number, user in enumerate(look.built.users):
        client = with_second_factor(Client(), user)
        answers = (
            client.get(reverse("marac:sharing_report") + quarter),
            client.get(reverse("marac:figures")),
        )
        duties = (sums.GUARDING, sums.COUNTING)
        for answer, duty in zip(answers, duties, strict=True):
            assert (answer.status_code == 200) is bool(look.marac.of.agencies_of(number, duty))
        named = [{one for one in look.numbers if one in answer.text} for answer in answers]
        lacking = sums.lacks(look.marac, look.receipts, number)
        assert {look.numbers[one] for one in named[0]} <= lacking
        assert named[1] == set()


def disagree(today):
    return any(any(differences(Look(seed, today))) for seed in range(MOST_WORLDS))


GUARDED = "any(sec.agencies_with('GUARD_RECORDS'))"
COUNTED, LACKING = (
    f"sec.marac_sharing_{what}(timestamptz,timestamptz{more})"
    for what, more in (("counted", ""), ("lacking", ",int"))
)
NOT_DENIED = "r.case_id <> all((select sec.marac_denied())::uuid[])"
VOLUME = "sec.marac_volume_counted(timestamptz,timestamptz)"
REFERRERS = "sec.marac_referrers_counted(timestamptz,timestamptz)"
ASKED = "sec.marac_research_counted(timestamptz)"
MAY = "cardinality(sec.agencies_with('COORDINATE_MARAC,VIEW_MARAC_FIGURES')) > 0"
CLAUSES = [
    *(
        (f"{what} = {GUARDED}", instead, function)
        for what in ("d.controller_id", "r.agency_id", "n.coordinated_by_id")
        for instead in ("false", "true")
        for function in (COUNTED, LACKING)
    ),
    (NOT_DENIED, "true", COUNTED),
    (NOT_DENIED, "true", LACKING),
    ("c.id <> all((select sec.marac_denied())::uuid[])", "true", VOLUME),
    ("c.id <> all(sec.marac_denied())", "true", REFERRERS),
    ("r.case_id <> all(sec.marac_denied())", "true", ASKED),
    *((MAY, "true", function) for function in (VOLUME, REFERRERS, ASKED)),
]


@pytest.mark.parametrize(("words", "instead", "function"), CLAUSES)
def test_sums_without_it_are_noticed(words, instead, function, today):
    without_words(words, instead, of=function)

    assert disagree(today)
