from django.apps import AppConfig


class AccreditationConfig(AppConfig):
    name = "whitebeam.accreditation"
    label = "accreditation"
