from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "whitebeam.demonstration"
    label = "demonstration"
