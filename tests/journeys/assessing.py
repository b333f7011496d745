"""How a practitioner assesses risk from a person's record, in words."""

CLARION = "Clarion Housing Association"
WHY = "Strangled twice this month, and afraid of being killed."


def assess_and_sign(walker):
    walker.sign_in_as("Independent domestic violence adviser", at=CLARION)
    walker.go_to("/people/")
    walker.page.locator("table a").first.click()
    walker.look()
    walker.press("Risk")
    walker.press("Assess risk")
    walker.choose("tool", "dash")
    walker.page.locator("input[name='perpetrator']").last.check()
    walker.press("Begin")
    _before_asking(walker)
    _items(walker)
    for _ in ("the last items", "the grid", "police and MARAC"):
        walker.go_on()
    walker.sees("Strangulation was told")
    walker.choose("judged_level", "HIGH")
    walker.fill_named("judgement_reason", WHY)
    _decide_about_children(walker)
    walker.go_on()

    walker.sees("Professional judgement")
    walker.sees("What this can and cannot tell")
    walker.press("Sign")
    walker.sees("Signed. It can be read and no longer changed")
    walker.sees(WHY)
    walker.sees("Grounds for MARAC")


def _before_asking(walker):
    walker.sees("Is the person alone and safe to talk?")
    walker.choose("alone", "YES")
    walker.choose("mode", "FACE_TO_FACE")
    walker.choose("has_children", "NO")
    walker.go_on()


def _items(walker):
    walker.choose("very_frightened", "YES")
    walker.go_on()
    walker.choose("separation", "YES")
    walker.go_on()
    walker.choose("worse", "YES")
    walker.go_on()
    walker.choose("strangulation", "YES")
    walker.go_on()
    walker.choose("animals", "NO")
    walker.go_on()
    walker.choose("perp_suicide", "DONT_KNOW")


def _decide_about_children(walker):
    if walker.page.locator("[name='decision-children']").count():
        walker.choose("decision-children", "ALREADY")
