"""The addresses of the plan's pages."""

from django.urls import path

from whitebeam.strategy.views import acting, changing, papers, reading, reporting, reviewing

app_name = "strategy"

urlpatterns = [
    path("", reading.home, name="home"),
    path("strategies/", reading.frameworks, name="frameworks"),
    path("parts/<slug:code>/", reading.strand, name="strand"),
    path("commitments/<uuid:commitment_id>/", changing.word, name="commitment"),
    path("projects/<uuid:project_id>/", reading.project, name="project"),
    path("projects/<uuid:project_id>/change/", changing.change, name="change"),
    path("projects/<uuid:project_id>/hold-back/", changing.hold_back, name="hold_back"),
    path("projects/<uuid:project_id>/part/", changing.part, name="part"),
    path("projects/<uuid:project_id>/report/", reporting.begin, name="begin"),
    path("projects/<uuid:project_id>/action/", acting.add_action, name="action"),
    path("agencies/", reading.agencies, name="agencies"),
    path("agencies/<slug:code>/", reading.agency_plan, name="agency"),
    path("figures/<slug:code>/", reading.figure, name="figure"),
    path("indicators/<slug:code>/", reading.indicator, name="indicator"),
    path("other-plans/", reading.other_plans, name="other_plans"),
    path("mine/", reporting.mine, name="mine"),
    path("updates/<uuid:update_id>/", reporting.update, name="update"),
    path("updates/<uuid:update_id>/evidence/", reporting.evidence, name="evidence"),
    path("updates/<uuid:update_id>/decide/", reporting.decide, name="decide"),
    path("signing/", reporting.signing, name="signing"),
    path("board/", reading.board_page, name="board"),
    path("board/next/", reporting.new_round, name="new_round"),
    path("papers/", papers.list_papers, name="papers"),
    path("papers/new/", papers.new_paper, name="new_paper"),
    path("papers/<uuid:paper_id>/", papers.show_paper, name="paper"),
    path("papers/<uuid:paper_id>/way/", papers.add_step, name="step"),
    path("papers/<uuid:paper_id>/finish/", papers.finish, name="finish"),
    path("papers/<uuid:paper_id>/as/<slug:kind>/", papers.export, name="export"),
    path("sections/<uuid:section_id>/", papers.edit_section, name="section"),
    path("sections/<uuid:section_id>/comment/", papers.comment, name="comment"),
    path(
        "sections/<uuid:section_id>/comments/<uuid:comment_id>/settle/",
        papers.settle,
        name="settle",
    ),
    path("consultations/", reading.consultations, name="consultations"),
    path("reviews/", reviewing.reviews, name="reviews"),
    path("reviews/<uuid:review_id>/decide/", reviewing.decide, name="review_decide"),
    path("questions/<uuid:criterion_id>/", reviewing.find, name="find"),
]
