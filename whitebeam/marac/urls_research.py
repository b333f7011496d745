"""Research, the ledger, the voice of the person harmed, early settlement and flags."""

from django.urls import path

from whitebeam.marac.views import answering, correcting, ledger, research, voice

urlpatterns = [
    path("research/", answering.waiting, name="waiting"),
    path("research/<uuid:research_id>/", answering.answer, name="answer"),
    path("research/<uuid:research_id>/save/", answering.autosave, name="answer_autosave"),
    path("research/<uuid:research_id>/nothing/", answering.nothing_known, name="nothing_known"),
    path("research/<uuid:research_id>/undo/", answering.undo, name="undo"),
    path("research/items/<uuid:item_id>/", correcting.correct, name="correct"),
    path("cases/<uuid:case_id>/research/", research.case, name="case_research"),
    path("cases/<uuid:case_id>/research/open/", research.open_research, name="open_research"),
    path("cases/<uuid:case_id>/research/another/", research.ask_another, name="ask_another"),
    path("cases/<uuid:case_id>/research/close/", research.close, name="close_research"),
    path("cases/<uuid:case_id>/ledger/", ledger.ledger, name="case_ledger"),
    path("meetings/<uuid:meeting_id>/research/", research.responses, name="meeting_research"),
    path("voice/", voice.advocated, name="advocated"),
    path("cases/<uuid:case_id>/voice/", voice.voice, name="case_voice"),
    path("cases/<uuid:case_id>/voice/take-on/", voice.take_on, name="take_on"),
    path("cases/<uuid:case_id>/voice/attempt/", voice.attempt, name="attempt"),
    path("cases/<uuid:case_id>/voice/wish/", voice.wish, name="wish"),
    path("cases/<uuid:case_id>/voice/tell/", voice.tell, name="tell"),
]
