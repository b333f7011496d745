from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "whitebeam.risk"
    label = "risk"
