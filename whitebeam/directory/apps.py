from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "whitebeam.directory"
    label = "directory"
