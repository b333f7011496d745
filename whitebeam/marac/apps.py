from django.apps import AppConfig


class MaracConfig(AppConfig):
    name = "whitebeam.marac"
    label = "marac"
