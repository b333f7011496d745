"""The pages of figures: what they say, to whom they open, and what goes wrong kindly."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.indicators.models import Release, Return
from whitebeam.indicators.rules.periods import last_periods
from whitebeam.indicators.tests.desk import NOON, PERIOD, IndicatorFactory
from whitebeam.partners.models import Duty, LocalSetting, SharingAgreement

HOME = "/indicators/"


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def opened(client, user, path, **data):
    client.force_login(user)
    return client.post(path, data) if data else client.get(path)


@pytest.fixture
def out(desk):
    """Eight quarters that are out, the last of them moved."""
    for place, period in enumerate(last_periods(PERIOD, 8)):
        share = (95, 100) if place == 7 else (70 + place % 2, 100)
        desk.signed(period, count=(36, 3, 33), share=share, said="As counted")
        desk.approved(desk.made(period=period))
    return desk


def test_the_board_shows_the_newest_period_with_chance_and_caveat(client, out):
    page = text(opened(client, out.reader, HOME))

    assert "April to June 2026" in page
    assert "Higher than chance" in page
    assert "95% interval" in page
    assert "Caveat: Read with care." in page
    assert "Said with it: As counted" in page
    assert "95.0%" in page
    assert "% %" not in re.sub(r"<[^>]+>", " ", page).replace("  ", " ")


def test_the_board_can_be_asked_for_one_district_and_one_period(client, out):
    ashford = out.areas[0].code

    page = text(opened(client, out.reader, f"{HOME}?district={ashford}&period=2025-Q4"))

    assert "January to March 2026" in page
    assert "Hidden: fewer than 8" in page


def test_what_nobody_gave_stands_first(client, out):
    IndicatorFactory(title="Moves between landlords", owners=[out.police])

    page = text(opened(client, out.reader, HOME))

    assert "Moves between landlords: no figure was released" in page


def test_one_indicator_has_its_trend_map_table_sentence_and_csv(client, out):
    with as_role("wb_bulk"):
        LocalSetting.objects.create(
            key="figures.tiles",
            starts_on="2020-01-01",
            value={out.areas[0].code: [0, 0], out.areas[1].code: [1, 0]},
        )

    page = text(opened(client, out.reader, f"{HOME}one/REF/"))

    assert page.count("<figure") == 2
    assert "<polyline" in page
    assert "Tile map." in page
    assert page.count("Take this table as CSV") == 2
    assert "That lies within what chance explains." in page
    assert "Ashf" in page
    assert "Not compared" in page


def test_a_table_is_taken_as_csv_with_its_definition_and_caveat(client, out):
    answer = opened(client, out.reader, f"{HOME}one/DONE/trend.csv")

    assert answer["Content-Disposition"] == 'attachment; filename="done-trend.csv"'
    rows = answer.content.decode().splitlines()
    assert '"Caveat","Read with care."' in rows
    assert rows[-1].startswith('"April to June 2026","95.0%"')
    assert not [
        cell for row in rows for cell in row.split(",") if cell[:2] in {'"=', '"+', '"-', '"@'}
    ]


@pytest.mark.parametrize("path", ["one/NONE/", "one/REF/none.csv", "book/NONE/"])
def test_what_is_not_there_is_not_found(client, out, path):
    assert opened(client, out.reader, HOME + path).status_code == 404


def test_words_are_put_beside_a_number_by_its_owner(client, out):
    said = "The new rota began in May."

    opened(client, out.owner, f"{HOME}one/REF/", text=said)

    assert said in text(opened(client, out.reader, f"{HOME}one/REF/"))
    answer = opened(client, out.reader, f"{HOME}one/REF/", text="Mine too")
    assert answer.status_code == 422
    assert "Only those who give or keep figures" in text(answer)


PAGES = ["", "one/REF/", "one/REF/trend.csv", "releases/", "published/", "questions/"]


@pytest.mark.parametrize("path", PAGES)
def test_everything_released_is_closed_without_an_agreement_in_force(client, out, path):
    with as_role("wb_bulk"):
        SharingAgreement.objects.filter(pk=out.agreement.pk).update(ends_on="2021-01-01")

    answer = opened(client, out.reader, HOME + path)

    assert answer.status_code == 403
    assert "Figures are closed to your agency today" in text(answer)


@pytest.mark.parametrize("path", [*PAGES, "book/", "returns/", "releases/new/", "readers/"])
def test_every_page_asks_for_a_duty(client, desk, path):
    someone = worker_at(AgencyFactory(), Duty.REFER)

    assert opened(client, someone, HOME + path).status_code == 403


def test_a_return_of_another_agency_is_not_found(client, desk):
    owner = desk.opened()
    stranger = worker_at(AgencyFactory(), Duty.SUBMIT_RETURNS)

    for path in ("", "figures/REF/", "spreadsheet/", "template.csv", "reopen/"):
        answer = opened(client, stranger, f"{HOME}returns/{owner.pk}/{path}")
        assert answer.status_code == 404


def test_a_return_is_filled_sent_signed_and_opened_again_on_screen(client, desk):
    owner = desk.opened()
    at = f"{HOME}returns/{owner.pk}/"
    districts = {f"{area.code}-numerator": n for area, n in zip(desk.areas, (10, 20), strict=True)}
    opened(client, desk.owner, f"{at}figures/REF/", **{"all-numerator": 30}, **districts)

    answer = opened(client, desk.owner, f"{at}send/", x="")
    assert answer.status_code == 422
    assert "2 things are still to be put right" in text(answer)
    opened(client, desk.owner, f"{at}figures/DONE/", **{"all-numerator": 16, "all-denominator": 20})
    assert opened(client, desk.owner, f"{at}send/", x="").status_code == 302
    assert opened(client, desk.owner, f"{at}sign/", x="").status_code == 422
    assert opened(client, desk.colleague, f"{at}sign/", x="").status_code == 302
    assert "Quality 80 of 100. It came late" in text(opened(client, desk.owner, at))
    assert opened(client, desk.owner, f"{at}reopen/", reason="").status_code == 422
    assert opened(client, desk.owner, f"{at}reopen/", reason="A late case").status_code == 302
    assert "A late case" in text(opened(client, desk.owner, at))


def test_a_number_that_is_none_keeps_what_was_typed(client, desk):
    owner = desk.opened()

    answer = opened(
        client, desk.owner, f"{HOME}returns/{owner.pk}/figures/REF/", **{"all-numerator": "many"}
    )

    assert answer.status_code == 422
    assert "Enter a number in figures, like 42, for everyone" in text(answer)
    assert 'value="many"' in text(answer)


def test_a_spreadsheet_with_own_headings_is_mapped_and_its_faults_are_told(client, desk):
    owner = desk.opened()
    at = f"{HOME}returns/{owner.pk}/"
    sheet = SimpleUploadedFile("q1.csv", b"Measure,Where,How many,Base\nREF,,thirty,\n")

    answer = opened(client, desk.owner, f"{at}spreadsheet/", sheet=sheet)
    assert answer["Location"].endswith("/columns/")
    assert "What do the columns mean?" in text(opened(client, desk.owner, f"{at}columns/"))
    assert (
        opened(client, desk.owner, f"{at}columns/", **{"column-0": "indicator"}).status_code == 422
    )
    meaning = ("indicator", "line", "numerator", "denominator")
    named = {f"column-{number}": code for number, code in enumerate(meaning)}
    opened(client, desk.owner, f"{at}columns/", **named)

    page = text(opened(client, desk.owner, at))
    assert "Row 2, column C (How many)" in page
    assert "“thirty” is not a number" in page


def test_a_hostile_spreadsheet_is_refused_on_the_page(client, desk):
    owner = desk.opened()
    sheet = SimpleUploadedFile("q1.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 99)

    answer = opened(client, desk.owner, f"{HOME}returns/{owner.pk}/spreadsheet/", sheet=sheet)

    assert answer.status_code == 422
    assert "Save it as XLSX, ODS or CSV without a password" in text(answer)


def test_the_empty_table_is_taken_away_and_reads_back(client, desk):
    owner = desk.opened()

    rows = opened(client, desk.owner, f"{HOME}returns/{owner.pk}/template.csv").content.decode()

    assert '"REF","everyone","","",""' in rows
    assert '"DONE","everyone","","",""' in rows


def test_a_release_is_made_approved_made_again_and_stopped_on_screen(client, desk):
    desk.signed()
    given = {"period": PERIOD.code, "title": "Spring", "why": ""}
    answer = opened(client, desk.keeper, f"{HOME}releases/new/", **given)
    if answer.status_code == 422:
        pytest.fail(text(answer)[:2000])
    at = answer["Location"]

    assert "You made this release" in text(opened(client, desk.keeper, at))
    assert opened(client, desk.second, f"{at}approve/", checks=["numbers"]).status_code == 422
    checks = ["numbers", "caveats", "hidden", "news"]
    assert opened(client, desk.second, f"{at}approve/", checks=checks).status_code == 302
    again = client.post(f"{at}remake/", follow=True)
    assert "it prints the same numbers" in text(again)
    assert opened(client, desk.second, f"{at}reject/", reason="Late").status_code == 422
    assert "Fingerprint" in text(opened(client, desk.second, at))


def test_a_release_without_a_signed_return_says_so(client, desk):
    given = {"period": PERIOD.code, "title": "Spring"}

    answer = opened(client, desk.keeper, f"{HOME}releases/new/", **given)

    assert answer.status_code == 422
    assert "No return of this period is signed yet" in text(answer)
    assert not Release.objects.exists()


def test_the_list_says_how_late_a_return_is_and_asks_the_database_a_steady_number_of_times(
    client, desk, django_assert_max_num_queries
):
    for period in last_periods(PERIOD, 4):
        desk.opened(period)
    with as_role("wb_bulk"):
        Return.objects.update(due_on=(NOON - timedelta(days=900)).date())
    client.force_login(desk.owner)

    with django_assert_max_num_queries(45):
        page = text(client.get(f"{HOME}returns/"))

    assert "Late by" in page


def test_a_late_return_still_says_whom_it_waits_for(client, desk):
    owner = desk.opened()
    desk.fill(owner)
    opened(client, desk.owner, f"{HOME}returns/{owner.pk}/send/", sent="yes")
    with as_role("wb_bulk"):
        Return.objects.update(due_on=(NOON - timedelta(days=900)).date())

    page = text(opened(client, desk.owner, f"{HOME}returns/{owner.pk}/"))

    assert re.search(r"Waits for a second signature, late by \d+ days", page)


def test_an_indicator_of_which_nothing_is_given_is_one_thing_to_put_right(client, desk):
    owner = desk.opened()

    page = text(opened(client, desk.owner, f"{HOME}returns/{owner.pk}/"))
    opened(client, desk.owner, f"{HOME}returns/{owner.pk}/figures/REF/", **{"all-numerator": "30"})
    after = text(opened(client, desk.owner, f"{HOME}returns/{owner.pk}/"))

    assert page.count("Nothing is given yet of 3 lines.") == 1
    assert page.count("Nothing is given yet. Enter") == 1
    assert "Enter the number for" not in page
    assert "Enter the number for Dover" in after
