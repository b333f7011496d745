from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "whitebeam.people"
    label = "people"
