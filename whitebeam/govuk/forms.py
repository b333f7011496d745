"""The invented questions of the gallery, one for each kind of field."""

from django import forms

from whitebeam.govuk.fields import ApproximateDateField, DateField


class ExampleForm(forms.Form):
    """Every field macro, asked for."""

    status = forms.ChoiceField(
        label="Do you accept this referral?",
        choices=[("ACCEPTED", "Yes, accept it"), ("DECLINED", "No, decline it")],
        error_messages={"required": "Select yes if you accept this referral"},
    )
    reason = forms.CharField(label="Why are you declining?", required=False)
    needs = forms.MultipleChoiceField(
        label="What would help?",
        help_text="Select all that apply.",
        choices=[
            ("HOME", "A safer home"),
            ("CHILD", "Support for a child"),
            ("NONE", "Nothing now"),
        ],
        required=False,
    )
    known_as = forms.CharField(
        label="What is she known as?", error_messages={"required": "Enter what she is known as"}
    )
    postcode = forms.CharField(label="Postcode", required=False)
    born_on = DateField(what="Date of birth", label="Date of birth", help_text="Like 27 3 1987")
    child_born = ApproximateDateField(
        what="Child’s date of birth",
        label="When was the child born?",
        help_text="A year is enough.",
        required=False,
    )
    district = forms.ChoiceField(
        label="District",
        choices=[("", ""), ("ASHFORD", "Ashford"), ("SWALE", "Swale"), ("THANET", "Thanet")],
        required=False,
    )
    happened = forms.CharField(
        label="What happened?",
        help_text="Her own words, where you have them.",
        error_messages={"required": "Enter what happened"},
    )
    email = forms.EmailField(label="Work e-mail address", required=False)
    phone = forms.CharField(label="Telephone number", required=False)
    secret = forms.CharField(label="Password", required=False)
    letter = forms.FileField(label="A document", help_text="PDF or picture.", required=False)
    agrees = forms.BooleanField(label="She knows about this referral", required=False)


class ReasonForm(forms.Form):
    """Why a masked value must be seen."""

    reason = forms.CharField(label="Why do you need to see it?")
