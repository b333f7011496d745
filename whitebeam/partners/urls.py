"""The addresses of pages about agencies, their users, agreements and settings."""

from django.urls import path

from whitebeam.partners.views import acting, agencies, agreements, invitations, settings, users

app_name = "partners"

urlpatterns = [
    path("users/", users.list_users, name="users"),
    path("users/invite/", invitations.invite, name="invite"),
    path("users/check/", users.access_check, name="access_check"),
    path("users/<uuid:membership_id>/", users.show_user, name="user"),
    path("users/<uuid:membership_id>/duties/", users.change_duties, name="duties"),
    path("users/<uuid:membership_id>/end/", users.end_access, name="end_access"),
    path("users/<uuid:membership_id>/confirm/", users.confirm_access, name="confirm_access"),
    path("users/<uuid:membership_id>/sessions/end/", users.end_sessions, name="end_sessions"),
    path(
        "users/<uuid:membership_id>/second-step/reset/",
        users.reset_second_factor,
        name="reset_second_factor",
    ),
    path("invitations/<uuid:invitation_id>/withdraw/", invitations.withdraw, name="withdraw"),
    path("invitation/<str:token>/", invitations.accept, name="invitation"),
    path("acting/", acting.choose, name="acting"),
    path("acting/<uuid:agency_id>/", acting.act_for, name="act_for"),
    path("agencies/", agencies.list_agencies, name="agencies"),
    path("agencies/<uuid:agency_id>/stop/", agencies.stop, name="stop_agency"),
    path("agencies/<uuid:agency_id>/start/", agencies.start, name="start_agency"),
    path("agreements/", agreements.list_agreements, name="agreements"),
    path("agreements/<uuid:agreement_id>/", agreements.show_agreement, name="agreement"),
    path("agreements/<uuid:agreement_id>/end/", agreements.set_end, name="agreement_end"),
    path("settings/", settings.list_settings, name="settings"),
    path("settings/<uuid:setting_id>/withdraw/", settings.withdraw, name="withdraw_setting"),
    path("settings/<str:key>/", settings.show_setting, name="setting"),
]
