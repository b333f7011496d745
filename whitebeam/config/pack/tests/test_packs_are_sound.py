import re
from typing import get_args

import pytest

from whitebeam.config.pack import check, read
from whitebeam.config.pack.checks.facts import REFERRER_STATES
from whitebeam.config.pack.loading.directory import terms
from whitebeam.config.pack.schema.entry import Risk, Sex
from whitebeam.config.pack.schema.partners import AgencyKind, DutyCode, PurposeCode
from whitebeam.config.pack.tests.conftest import PACKS
from whitebeam.indicators.rules.counted import COUNTED
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import Agency, Duty
from whitebeam.people.models import Person
from whitebeam.referrals.models import Referral

KENT = read(PACKS / "kent_medway")
LOTS = {
    "kidas-lot-1": ("oasis", {"thanet", "dover"}),
    "kidas-lot-2": ("clarion", {"canterbury", "ashford", "folkestone-and-hythe"}),
    "kidas-lot-3": ("clarion", {"maidstone", "swale", "dartford", "gravesham"}),
    "kidas-lot-4": ("look-ahead", {"sevenoaks", "tonbridge-and-malling", "tunbridge-wells"}),
    "medway": ("medway-domestic-abuse-service", {"medway"}),
}


@pytest.mark.parametrize("name", ["kent_medway", "example"])
def test_a_shipped_pack_has_no_problem(name):
    assert check(PACKS / name) == []


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        (AgencyKind, Agency.Kind),
        (DutyCode, Duty),
        (PurposeCode, Purpose),
        (Risk, Referral.Risk),
        (Sex, Person.Sex),
    ],
)
def test_a_pack_chooses_from_the_words_that_the_tables_know(words, choices):
    assert set(get_args(words)) == set(choices.values)


def test_every_state_of_a_referral_has_a_text():
    assert {state.upper() for state in REFERRER_STATES} == set(Referral.State.values)


def test_every_count_from_records_that_the_product_knows_stands_in_the_book():
    assert {one.computed for one in KENT.indicators if one.computed} == set(COUNTED)


def test_the_lots_are_those_of_the_contract_review():
    assert {lot.code: (lot.provider, set(lot.areas)) for lot in KENT.lots} == LOTS


def test_a_lot_says_its_terms_in_a_line_that_fits():
    said = [terms(lot.contract) for lot in KENT.lots]

    assert said[0].startswith("5 + 2 + 2 years. last published end 2026-03-31")
    assert max(map(len, said)) <= 240


def test_only_numbers_that_two_places_confirm_are_shown():
    shown = {line.phone for line in KENT.helplines if line.confirmed}

    assert shown == {
        "999",
        "101",
        "0808 168 9276",
        "0808 168 9111",
        "0800 917 9948",
        "0808 2000 247",
        "0808 801 0327",
    }


def test_no_file_names_an_electronic_address_or_a_person_of_the_sources():
    text = "\n".join(path.read_text() for path in (PACKS / "kent_medway").rglob("*.*"))

    assert re.findall(r"[\w.]+@[\w.]+", text) == []
    assert not re.search(r"\b(Mr|Mrs|Ms|Miss|Dr) [A-Z]", text)


def test_safe_contact_is_asked_first_and_few_questions_are_required():
    form = next(form for form in KENT.forms if form.code == "referral")
    short = next(form for form in KENT.forms if form.code == "short_referral")

    assert form.questions()[0].maps_to == "safe_contact.answer"
    assert len(form.pages()) == 14
    assert sum(question.required for question in form.questions()) == 15
    assert len(short.pages()) == 2
