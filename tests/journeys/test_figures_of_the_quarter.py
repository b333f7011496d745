"""A data owner mends five faults, an analyst releases with a second person, an executive reads."""

import csv
from io import StringIO

import pytest

pytestmark = pytest.mark.journey
POLICE = "Kent Police"
OWNER, OFFICER = "Owner of a return", "Partnership officer"
EXECUTIVE = "Executive group member"


def test_a_data_owner_mends_a_spreadsheet_with_five_faults(wide_walker):
    _mend_five_faults(wide_walker)


def test_the_same_on_a_telephone(narrow_walker_under_axe):
    _mend_five_faults(narrow_walker_under_axe)


def test_an_analyst_releases_with_a_second_person(wide_walker):
    _release(wide_walker)


def test_the_same_release_under_axe(wide_walker_under_axe):
    _release(wide_walker_under_axe)


def test_an_executive_reads_the_quarter(walker):
    walker.sign_in_as(EXECUTIVE)
    walker.go_to("/indicators/")
    walker.sees("Late or not known")
    walker.sees("More than chance")
    # The quarter before the newest: another walker may just have released the newest without police.
    walker.page.locator("select[name='period']").select_option(index=1)
    walker.press("Show")
    walker.sees("95% interval")
    walker.press("Operation Encompass notices that reached the school in time")
    walker.sees("Through time")
    walker.sees("By district")
    walker.sees("Take this table as CSV")
    walker.sees("Notices at weekends and in holidays are due on the next school day.")


def _mend_five_faults(walker):
    _become(walker, OWNER, POLICE, 0)
    _open_the_newest_return(walker)
    rows = _rows_that_fit(walker)

    _upload(walker, _spoilt(rows))
    for fault in (
        "is not a number",
        "is no indicator",
        "is no district",
        "add up to",
        "larger than",
    ):
        walker.sees(fault)
    walker.sees("column C (Number)")
    walker.press("Send for a second signature")
    walker.sees("still to be put right or explained")

    _upload(walker, rows)
    walker.sees("Nothing is left to mend")
    walker.press("Send for a second signature")
    walker.sees("Waits for a second signature")
    address = walker.page.url

    _become(walker, OWNER, POLICE, 1)
    walker.page.goto(address)
    walker.press("Sign and lock")
    walker.sees("Signed and locked")


def _release(walker):
    _become(walker, OFFICER, "", 0)
    walker.go_to("/indicators/releases/new/")
    walker.page.locator("select[name='period']").select_option(index=1)
    walker.fill_named("title", "The quarter, for the executive group")
    walker.fill_named("why", "Late returns came in")
    walker.press("Freeze it for approval")
    walker.sees("You made this release")
    address = walker.page.url

    _become(walker, OFFICER, "", 1)
    walker.page.goto(address)
    walker.look()
    walker.press("Approve")
    walker.sees("Make every check before you approve")
    walker.choose("checks", "numbers", "caveats", "hidden", "news")
    walker.press("Approve")
    walker.sees("Out")
    walker.press("Make it again and compare")
    walker.sees("it prints the same numbers")


def _become(walker, role, at, which):
    walker.page.context.clear_cookies()
    walker.page.goto(f"{walker.product.staff}/demonstration/")
    buttons = walker.page.locator("form button").filter(has_text=role).filter(has_text=at)
    # Whoever goes on before the sign-in has answered is signed in as nobody.
    with walker.page.expect_navigation():
        buttons.nth(which).click()
    walker.look()


def _open_the_newest_return(walker):
    walker.go_to("/indicators/returns/")
    walker.page.locator("main th a").first.click()
    walker.look()
    if "Open it again" in walker.words():
        walker.press("Open it again")
        walker.fill_named("reason", "The other walker signed it")
        walker.press("Open it again")


def _rows_that_fit(walker):
    """Fill the empty table so that everything adds up, each line explained."""
    answer = walker.page.request.get(f"{walker.page.url}template.csv")
    head, *lines = list(csv.reader(StringIO(answer.text())))
    rows = [head]
    for code in dict.fromkeys(line[0] for line in lines):
        rows += _filled([line for line in lines if line[0] == code])
    return rows


def _filled(lines):
    everyone, others = lines[0], lines[1:]
    districts = [line for line in others if line[1] in DISTRICTS]
    groups = [line for line in others if line[1] not in DISTRICTS]
    total = 10 * max(len(districts), len(groups), 1)
    return [
        _line(everyone, total),
        *(
            _line(line, 10 * n)
            for line, n in zip(districts, _shares(total, districts), strict=True)
        ),
        *(_line(line, 10 * n) for line, n in zip(groups, _shares(total, groups), strict=True)),
    ]


def _shares(total, lines):
    tens = total // 10
    return [tens - len(lines) + 1, *[1] * (len(lines) - 1)] if lines else []


def _line(line, number):
    return [line[0], line[1], str(number), str(2 * number), "As the journey counts"]


def _spoilt(rows):
    """Five faults: a word for a number, two names that are none, a sum, a part above its whole."""
    spoilt = [list(row) for row in rows]
    spoilt[1][2] = "many"
    spoilt[2][1] = "Atlantis"
    at = next(n for n, row in enumerate(spoilt) if row[0] == "ARREST-RATE")
    spoilt[at][2], spoilt[at][3] = "30", "20"
    at = next(n for n, row in enumerate(spoilt) if row[0] == "PROTECTIVE-ORDERS")
    spoilt[at][2] = str(int(spoilt[at][2]) + 1)
    at = next(n for n, row in enumerate(spoilt) if row[0] == "REPEAT-VICTIMS")
    spoilt[at][0] = "REPEAT-VICTIM"
    return spoilt


def _upload(walker, rows):
    out = StringIO()
    csv.writer(out).writerows(rows)
    walker.press("Send a spreadsheet")
    sheet = {"name": "figures.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode()}
    walker.page.locator("input[type='file']").set_input_files(sheet)
    walker.press("Read it")


DISTRICTS = {
    *("Ashford", "Canterbury", "Dartford", "Dover", "Folkestone and Hythe", "Gravesham"),
    *("Maidstone", "Sevenoaks", "Swale", "Thanet", "Tonbridge and Malling", "Tunbridge Wells"),
    "Medway",
}
