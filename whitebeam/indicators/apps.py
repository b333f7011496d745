from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "whitebeam.indicators"
    label = "indicators"
