from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "whitebeam.website"
    label = "website"
