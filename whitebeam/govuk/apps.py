from django.apps import AppConfig


class GovukConfig(AppConfig):
    name = "whitebeam.govuk"
    label = "govuk"
