"""A reader of the partnership's documents finds every strategy, pillar, project and figure here."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from tests.roles import as_role
from whitebeam.accreditation.models import Criterion, Effort, Step
from whitebeam.config.pack.loading import deeds
from whitebeam.config.pack.tests.conftest import PACKS
from whitebeam.strategy.models import (
    Commitment,
    Consultation,
    ExternalLine,
    Figure,
    Framework,
    Mapping,
    Project,
    Review,
    Strand,
)

NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
MISTAKES = {
    "a strand that is not there": (
        "frameworks/strategy-2020-2023.yaml",
        "leads_to: [early-intervention], source: S0 P1}",
        "leads_to: [early-interventoin], source: S0 P1}",
        "early-interventoin",
        "There is no strand 'early-interventoin'.",
    ),
    "a strand of the same framework": (
        "frameworks/statement-of-purpose.yaml",
        "leads_to: [dc-together], source: S2 priority 1}",
        "leads_to: [sop-services], source: S2 priority 1}",
        "source: S2 priority 1}",
        "of the same framework",
    ),
    "an end without a reason": (
        "frameworks/strategy-2020-2023.yaml",
        'leads_to: [], ended: "The update of year two does not name it."',
        "leads_to: []",
        "midwifery",
        "Say with 'ended' why it ended.",
    ),
    "more commitments than there are": (
        "frameworks/strategy-2024-2029.yaml",
        '{number: 5, words: "Make abuse after',
        '{number: 23, words: "Make abuse after',
        "Make abuse after",
        "The strand has 22 commitments, and this is number 23.",
    ),
    "a number used twice": (
        "frameworks/statement-of-purpose.yaml",
        '{number: 2, words: "The Executive',
        '{number: 1, words: "The Executive',
        None,
        "A number is used twice in 'commitments'.",
    ),
    "a project code used twice": (
        "projects/2025-26-recovery.yaml",
        "- code: post-separation",
        "- code: survivor-voice",
        None,
        "used twice",
    ),
    "a figure that the project has not": (
        "projects/2025-26-immediate-need.yaml",
        "Research with {ta-professionals}",
        "Research with {ta-people}",
        None,
        "The project has no figure 'ta-people'.",
    ),
    "an owner who is not there": (
        "projects/2025-26-recovery.yaml",
        "owner: live-well",
        "owner: live-wel",
        "live-wel",
        "There is no agency 'live-wel'.",
    ),
    "a commitment of another strand": (
        "projects/2025-26-recovery.yaml",
        "commitment: recovery-5",
        "commitment: early-intervention-1",
        "commitment: early-intervention-1",
        "has no commitment 'early-intervention-1'",
    ),
    "a line of a project that is not there": (
        "external_plans.yaml",
        "project: sass",
        "project: sas",
        "project: sas,",
        "There is no project 'sas'.",
    ),
    "a standard's agency that is not there": (
        "standards.yaml",
        "agency: swale-council",
        "agency: swale-councl",
        None,
        "There is no agency 'swale-councl'.",
    ),
    "a criterion used twice": (
        "standards.yaml",
        "{code: wr-training,",
        "{code: wr-plan,",
        '{code: wr-plan, name: "Training',
        "used twice",
    ),
    "a framework that was not consulted on": (
        "consultations.yaml",
        "framework: strategy-2024-2029",
        "framework: strategy-2029",
        "framework: strategy-2029",
        "There is no framework 'strategy-2029'.",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_file_and_line(kent, mistake):
    file, old, new, marker, said = MISTAKES[mistake]

    kent.assert_named(file, old, new, marker, said)


@pytest.fixture
def _loaded():
    with as_role("wb_bulk"):
        deeds.load(PACKS / "kent_medway", say=lambda line: None, at=NOON)
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_the_three_frameworks_have_their_strands_and_their_promises():
    counted = Counter(
        Commitment.objects.filter(kind="COMMITMENT").values_list(
            "strand__framework__code", flat=True
        )
    )
    pillars = Counter(
        Commitment.objects.filter(
            kind="COMMITMENT", strand__framework__code="strategy-2024-2029"
        ).values_list("strand__code", flat=True)
    )

    assert list(Framework.objects.order_by("position").values_list("short", flat=True)) == [
        "Statement of purpose",
        "Strategy 2020–23",
        "Strategy 2024–29",
    ]
    assert Strand.objects.filter(framework__code="statement-of-purpose").count() == 5
    assert Strand.objects.filter(framework__code="strategy-2020-2023").count() == 5
    assert counted["statement-of-purpose"] == 33
    assert pillars == {"early-intervention": 25, "immediate-need": 64, "recovery": 22}
    assert Commitment.objects.filter(kind="OBJECTIVE").count() == 4
    assert Commitment.objects.filter(kind="OPPORTUNITY").count() == 15
    assert Commitment.objects.filter(kind="ADDENDUM").count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_what_no_source_gives_stands_as_an_empty_place():
    empty = Commitment.objects.filter(strand__framework__code="strategy-2024-2029", words="")

    assert empty.count() == 111 - 17
    assert not Commitment.objects.filter(words="").exclude(
        strand__framework__code="strategy-2024-2029"
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_every_earlier_promise_leads_somewhere_or_ended_for_a_reason():
    earlier = Commitment.objects.exclude(strand__framework__code="strategy-2024-2029")

    assert not earlier.exclude(pk__in=Mapping.objects.values("earlier"))
    assert Mapping.objects.filter(later=None).count() == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_the_figures_agree_with_the_documents():
    share = Figure.objects.get(code="suicide-share")

    assert (share.part, share.whole) == (280, 847)
    assert Figure.objects.get(code="conference-registered").value == 10_301
    assert Figure.objects.get(code="six-steps-share").part == 600
    assert Project.objects.filter(year="2025-26").count() >= 36
    assert Project.objects.filter(strand__framework__code="strategy-2020-2023").count() >= 70
    assert not Figure.objects.filter(source="")
    assert Project.objects.get(code="housing-alliance-swale").parent.code == "housing-alliance"


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_consultations_reviews_and_other_plans_are_there_and_loading_again_changes_nothing():
    assert Consultation.objects.count() == 2
    assert Review.objects.get().due_from.year == 2027
    assert ExternalLine.objects.count() == 7
    assert deeds.load(PACKS / "kent_medway", say=lambda line: None, at=NOON) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_the_standards_have_their_criteria_and_swale_its_way_to_gold():
    counted = Counter(Criterion.objects.values_list("standard__code", flat=True))

    assert counted == {"white-ribbon": 6, "housing-alliance": 8, "marac-principles": 10}
    assert Effort.objects.filter(standard__code="white-ribbon").count() == 9
    assert list(
        Step.objects.filter(effort__agency__code="swale-council")
        .order_by("position")
        .values_list("what", flat=True)
    )[-1] == ("Accredited with a Gold Award")


@pytest.mark.django_db
@pytest.mark.usefixtures("_loaded")
def test_words_that_the_team_filled_in_stay():
    Commitment.objects.filter(code="recovery-22").update(words="From the strategy itself.")

    deeds.load(PACKS / "kent_medway", say=lambda line: None, at=NOON)

    assert Commitment.objects.get(code="recovery-22").words == "From the strategy itself."
