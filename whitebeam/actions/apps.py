from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "whitebeam.actions"
    label = "actions"
