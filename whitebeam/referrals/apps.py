from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "whitebeam.referrals"
    label = "referrals"
