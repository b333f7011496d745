from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "whitebeam.partners"
    label = "partners"
