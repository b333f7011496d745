from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "whitebeam.casefile"
    label = "casefile"
