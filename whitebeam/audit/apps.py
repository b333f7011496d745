from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "whitebeam.audit"
    label = "audit"
