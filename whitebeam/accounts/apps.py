from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "whitebeam.accounts"
    label = "accounts"
