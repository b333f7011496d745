"""The addresses of people. What is searched for is posted, and never stands in an address."""

from django.urls import path, register_converter

from whitebeam.people.models import SafeContact
from whitebeam.people.views import contact, identity, known, listing, location, notes, person, ties
from whitebeam.people.views.ending import What

app_name = "people"


class Channel:
    """A way of reaching her, as an address writes it: in-person for IN_PERSON."""

    regex = "|".join(channel.lower() for channel in SafeContact.Channel.values)

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value.lower()


register_converter(What, "what")
register_converter(Channel, "channel")

urlpatterns = [
    path("", listing.show, name="list"),
    path("search/", listing.search, name="search"),
    path("known/", known.fragment, name="known"),
    path("<uuid:person_id>/", person.show, name="person"),
    path("<uuid:person_id>/end/<what:what>/<uuid:row_id>/", person.end, name="end"),
    path("<uuid:person_id>/location/", location.show, name="location"),
    path("<uuid:person_id>/location/put/", location.put, name="put_location"),
    path(
        "<uuid:person_id>/safe-contact/<channel:channel>/",
        contact.safe_contact,
        name="safe_contact",
    ),
    path(
        "<uuid:person_id>/safe-contact/<channel:channel>/confirm/",
        contact.confirm,
        name="confirm_safe_contact",
    ),
    path("<uuid:person_id>/needs/add/", contact.add_need, name="add_need"),
    path("<uuid:person_id>/contact/add/", contact.add_contact_point, name="add_contact_point"),
    path("<uuid:person_id>/names/add/", identity.add_name, name="add_name"),
    path("<uuid:person_id>/birth/", identity.correct_birth, name="correct_birth"),
    path("<uuid:person_id>/flags/add/", notes.add_flag, name="add_flag"),
    path("<uuid:person_id>/warnings/add/", notes.add_warning, name="add_warning"),
    path(
        "<uuid:person_id>/warnings/<uuid:note_id>/renew/",
        notes.renew_warning,
        name="renew_warning",
    ),
    path("<uuid:person_id>/relationships/add/", ties.add_relationship, name="add_relationship"),
    path("<uuid:person_id>/household/add/", ties.add_to_household, name="add_to_household"),
]
