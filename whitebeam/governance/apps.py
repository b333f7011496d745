from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "whitebeam.governance"
    label = "governance"
