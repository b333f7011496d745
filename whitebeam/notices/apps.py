from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "whitebeam.notices"
    label = "notices"
