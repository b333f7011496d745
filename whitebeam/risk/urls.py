"""The addresses of pages about risk."""

from django.urls import path

from whitebeam.risk.views import (
    checking,
    consistency,
    correcting,
    documents,
    due,
    noting,
    paper,
    reading,
    reviewing,
    starting,
    telling,
    writing,
)

app_name = "risk"

PERSON, DRAFT = "person/<uuid:person_id>/", "draft/<uuid:assessment_id>/"
PAIR = f"{PERSON}<uuid:other_id>/"
SIGNED = "<uuid:assessment_id>/"

urlpatterns = [
    path("", due.mine, name="mine"),
    path(PERSON, starting.person, name="person"),
    path(f"{PERSON}assess/", starting.start, name="start"),
    path(f"{PERSON}choose/<slug:what>/", reviewing.choose, name="choose"),
    path(f"{PERSON}child/", noting.child, name="child"),
    path(f"{PERSON}pause/", due.pause, name="pause"),
    path(f"{PERSON}pause/<uuid:pause_id>/end/", due.resume, name="resume"),
    path(f"{PERSON}happened/", due.happened, name="happened"),
    path(f"{PERSON}happened/<uuid:happening_id>/mistake/", due.mistaken, name="mistaken"),
    path(f"{PAIR}counter/", reviewing.counter, name="counter"),
    path(f"{PAIR}compare/", reviewing.compare, name="compare"),
    path(f"{PAIR}correct/", reviewing.correct, name="correct"),
    path("consistency/", consistency.consistency, name="consistency"),
    path("consistency/<slug:code>/<slug:item>/", consistency.item, name="consistency_item"),
    path("words/", telling.words, name="words"),
    path("what-a-tool-can-tell/", telling.can_tell, name="can_tell"),
    path("document/<uuid:document_id>/", documents.document, name="document"),
    path("review/<uuid:review_id>/", reviewing.review, name="review"),
    path("comparison/<uuid:comparison_id>/", reviewing.comparison, name="comparison"),
    path("mark/<uuid:mark_id>/", correcting.look, name="look"),
    path("correction/<uuid:correction_id>/", reviewing.correction, name="correction"),
    path(DRAFT, checking.draft, name="draft"),
    path(f"{DRAFT}signs/", telling.signs, name="signs"),
    path(f"{DRAFT}merge/<uuid:twin_id>/", paper.merge, name="merge"),
    path(f"{DRAFT}open/", paper.open_draft, name="open_draft"),
    path(f"{DRAFT}close/", paper.close_draft, name="close_draft"),
    path("sheet/<slug:code>/", paper.sheet, name="sheet"),
    path(f"{DRAFT}discard/", checking.discard, name="discard"),
    path(f"{DRAFT}page/<slug:page>/", writing.page, name="page"),
    path(f"{DRAFT}page/<slug:page>/save/", writing.autosave, name="autosave"),
    path(SIGNED, reading.assessment, name="assessment"),
    path(f"{SIGNED}share/", reading.share, name="share"),
    path(f"{SIGNED}share/<uuid:share_id>/stop/", reading.stop, name="stop"),
]
