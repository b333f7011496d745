"""The standard story, told through the pages: a school refers a mother and two children."""

STORY = "He waits at the gate and has followed them home twice this week."
SCHOOL_AT, TRIAGE_AT = "Alderhurst Primary School", "Clarion Housing Association"


def refer_a_mother_and_two_children(walker, *, name):
    """Refer as a school's safeguarding lead, and stand on the page that says it was sent."""
    sign_in_as_the_school(walker)
    walker.press("Refer someone")
    walker.press("Start now")
    say_how_to_reach_her(walker)
    say_who_she_is(walker, name)
    add_the_children(walker)
    say_who_causes_harm(walker)
    say_what_happened(walker)
    say_what_she_wants(walker)
    assert "Check" in walker.heading()
    walker.sees(STORY)
    walker.press("Send the referral")
    walker.sees("Referral sent")


def sign_in_as_the_school(walker):
    walker.sign_in_as("School safeguarding lead", at=SCHOOL_AT)


def hold_it(walker, reference, name):
    """Find, read and hold it as the triage worker of Ashford's service, unless she holds it."""
    walker.sign_in_as("Triage worker", at=TRIAGE_AT)
    walker.press("Queue")
    walker.page.get_by_role("link", name=name).first.click()
    walker.look()
    walker.sees(reference)
    walker.sees(STORY)
    if walker.page.get_by_role("button", name="Hold this referral").count():
        walker.press("Hold this referral")
    walker.sees("You hold this until")


def accept_it(walker, reference, name):
    """Accept it in triage, and stand on it as the adviser who supports her."""
    hold_it(walker, reference, name)
    walker.press("Accept")
    walker.page.locator("select[name='worker']").select_option(index=1)
    walker.press("Accept")
    walker.sees("You accepted the referral")

    walker.sign_in_as("Independent domestic violence adviser", at=TRIAGE_AT)
    walker.press("My cases")
    walker.sees(name)
    walker.page.get_by_role("link", name=name).first.click()
    walker.look()
    walker.sees("Phone call: ")


def reference_shown(walker):
    """Return the reference on the page that says the referral was sent."""
    return walker.page.locator(".govuk-panel strong").inner_text().strip()


def say_how_to_reach_her(walker):
    walker.choose("contact_answer", "SAFE")
    walker.choose("contact_channels", "CALL")
    walker.fill_named("contact_phone", "07700 900123")
    walker.fill_named("contact_times", "Weekdays, 9:30 to 14:30")
    walker.go_on()
    walker.fill_named("contact_messages", "Say it is the school office")
    walker.go_on()


def say_who_she_is(walker, name):
    walker.fill_named("known_as", name)
    walker.fill_named("date_of_birth_day", "3")
    walker.fill_named("date_of_birth_month", "5")
    walker.fill_named("date_of_birth_year", "1990")
    walker.choose("sex", "FEMALE")
    walker.go_on()
    walker.fill_named("postcode", "TN23 1PH")
    walker.go_on()
    walker.go_on()


def add_the_children(walker):
    walker.choose("has_children", "YES")
    walker.fill_named("children-0-child_name", "Robin Invented")
    walker.fill_named("children-0-child_date_of_birth_age", "7")
    walker.fill_named("children-0-child_school", "Alderhurst Primary School")
    walker.choose("children-0-child_lives_with", "WITH_PERSON")
    walker.press("Add another child")
    walker.fill_named("children-1-child_name", "Merle Invented")
    walker.fill_named("children-1-child_date_of_birth_age", "3")
    walker.choose("children-1-child_lives_with", "WITH_PERSON")
    walker.go_on()


def say_who_causes_harm(walker):
    walker.choose("harm_persons-0-harm_relationship", "EX_PARTNER")
    walker.fill_named("harm_persons-0-harm_name", "Rook Invented")
    walker.choose("harm_persons-0-harm_lives_with", "NO")
    walker.go_on()


def say_what_happened(walker):
    walker.fill_named("what_happened", STORY)
    walker.choose("abuse_types", "CONTROLLING", "STALKING")
    walker.go_on()
    walker.choose("home_safe", "NOT_SURE")
    walker.go_on()
    walker.choose("risk", "MEDIUM")
    walker.go_on()


def say_what_she_wants(walker):
    walker.go_on()
    walker.choose("wishes", "KNOW_OPTIONS")
    walker.go_on()
    walker.choose("basis", "CONSENT")
    walker.go_on()
    walker.choose("agencies_involved", "SCHOOL")
    walker.go_on()
