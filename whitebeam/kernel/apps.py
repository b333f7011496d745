from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "whitebeam.kernel"
    label = "kernel"
