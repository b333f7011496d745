"""Cases: referral, screening, the list of a meeting, moves to and from other MARACs."""

from django.urls import path

from whitebeam.marac.views import arriving, calendar, case, moving, packages, referring, screening

urlpatterns = [
    path("refer/", referring.start, name="refer"),
    path("refer/<uuid:draft_id>/send/", referring.send, name="send"),
    path("sent/", referring.sent, name="sent"),
    path("sent/<uuid:case_id>/", referring.status, name="status"),
    path("sent/<uuid:case_id>/answer/", referring.say, {"deed": "answer"}, name="answer_question"),
    path("sent/<uuid:case_id>/ask-again/", referring.say, {"deed": "escalate"}, name="escalate"),
    path("sent/<uuid:case_id>/take-back/", referring.say, {"deed": "take_back"}, name="take_back"),
    path("", screening.work, name="work"),
    path("cases/<uuid:case_id>/", case.overview, name="case"),
    path("cases/<uuid:case_id>/history/", case.history, name="history"),
    path("cases/<uuid:case_id>/accept/", screening.accept, name="accept"),
    path("cases/<uuid:case_id>/ask/", screening.ask, name="ask"),
    path("cases/<uuid:case_id>/not-met/", screening.not_met, name="not_met"),
    path("cases/<uuid:case_id>/withdraw/", screening.withdraw, name="withdraw"),
    path("cases/<uuid:case_id>/adviser/", screening.adviser, name="adviser"),
    path("cases/<uuid:case_id>/close/", screening.close, name="close"),
    path("cases/<uuid:case_id>/list/", calendar.put_on_list, name="list_case"),
    path("cases/<uuid:case_id>/defer/", calendar.defer, name="defer"),
    path("cases/<uuid:case_id>/transfer/", moving.send, name="transfer"),
    path("cases/<uuid:case_id>/transfer/received/", moving.received, name="transfer_received"),
    path("cases/<uuid:case_id>/transfer/bring-back/", moving.bring_back, name="bring_back"),
    path("cases/<uuid:case_id>/transfer/adviser/", moving.adviser, name="transfer_adviser"),
    path("cases/<uuid:case_id>/origin/", moving.origin, name="origin"),
    path("cases/<uuid:case_id>/packages/", packages.of_case, name="packages_of_case"),
    path("cases/<uuid:case_id>/transfer/answer/", arriving.answer, name="transfer_answer"),
    path("sent-away/<uuid:transfer_id>/", arriving.sent_away, name="sent_away"),
    path("arriving/", arriving.listed, name="arriving"),
    path("arriving/<uuid:transfer_id>/take-on/", arriving.take_on, name="take_case_on"),
    path("arriving/<uuid:transfer_id>/ask/", arriving.ask, name="ask_sender"),
    path("arriving/<uuid:transfer_id>/decline/", arriving.decline, name="decline_arrival"),
    path("packages/", packages.mine, name="packages"),
    path("packages/<uuid:package_id>/", packages.show, name="package"),
    path("packages/<uuid:package_id>/pdf/", packages.pdf, name="package_pdf"),
    path("packages/<uuid:package_id>/guests/", packages.let_in, name="package_guests"),
    path("calendar/", calendar.show, name="calendar"),
    path("calendar/<uuid:panel_id>/plan/", calendar.plan, name="plan_meetings"),
]
