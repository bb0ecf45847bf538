"""The addresses of the desk."""

from django.urls import path

from cases.desk.case import views as case
from cases.desk.evidence import views as evidence
from cases.desk.filing import views as filing
from cases.desk.find import views as find
from cases.desk.language import views as language
from cases.desk.lookup import views as lookup
from cases.desk.queue import views as queue

app_name = "desk"
urlpatterns = [
    path("", queue.show, name="queue"),
    path("find/", find.show, name="find"),
    path("cases/new/", filing.new, name="new"),
    path("cases/new/done/", filing.done, name="filed"),
    path("cases/<str:reference>/", case.show, name="case"),
    path("cases/<str:reference>/<str:action>/", case.act, name="act"),
    path("cases/<str:reference>/files/<int:file>/", evidence.show, name="file"),
    path("lookup/places/", lookup.places, name="places"),
    path("lookup/offices/", lookup.offices, name="offices"),
    path("language/", language.switch, name="language"),
]
