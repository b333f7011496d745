from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "whitebeam.strategy"
    label = "strategy"
