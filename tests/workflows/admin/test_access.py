"""Who may come in to the catalogue's pages, and that nothing of a case is there."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from cases.models import ApprovedAnswer, RegisterImport
from tests.workflows.admin.conftest import page
from workflows.admin import site
from workflows.models import Area, Category, Officer
from workflows.models.organisation import Role

POLICY = [model for model in site._registry if model._meta.app_label == "workflows"]
LISTS = sorted(
    f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist" for model in site._registry
)


def test_only_policy_tables_are_there_and_what_may_be_told_to_all() -> None:
    ours = set(apps.get_app_config("workflows").get_models())
    assert set(site._registry) - ours == {ApprovedAnswer, RegisterImport}
    assert len(site._registry) >= 10


@pytest.mark.parametrize("role", [Role.DESK, Role.CASE, Role.SUPERVISOR, Role.FOCAL, Role.MONITOR])
@pytest.mark.parametrize("mighty", [False, True])
def test_other_roles_stay_out_whatever_their_flags(
    as_role: Callable[..., Client], role: str, mighty: bool
) -> None:
    visitor = as_role(role, is_staff=mighty, is_superuser=mighty)
    for name in ("admin:index", *LISTS):
        answer = visitor.get(reverse(name), follow=True)
        assert answer.status_code == 403, name


def test_who_is_not_signed_in_is_sent_to_the_one_page_for_that(client: Client, db: None) -> None:
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("name", LISTS)
def test_every_list_and_search_opens_for_an_administrator(
    administrator_at_work: Client, name: str, language: str
) -> None:
    administrator_at_work.cookies["django_language"] = language
    assert administrator_at_work.get(reverse(name)).status_code == 200
    assert administrator_at_work.get(reverse(name), {"q": "កំពត"}).status_code == 200


def test_accounts_are_the_administrators_alone(tending: Client) -> None:
    assert tending.get(page(Officer, "changelist")).status_code == 403
    assert tending.get(page(Officer, "add")).status_code == 403


def test_every_row_opens_and_shows_its_history(administrator_at_work: Client) -> None:
    for model in POLICY:
        row = model._default_manager.first()
        assert row is not None, model
        assert administrator_at_work.get(page(model, "change", row.pk)).status_code == 200, model
        assert administrator_at_work.get(page(model, "history", row.pk)).status_code == 200, model
        if model is not Officer:
            assert administrator_at_work.get(page(model, "add")).status_code == 200, model


def test_an_area_is_found_in_any_spelling(tending: Client) -> None:
    for said in ("Battambong", "បាត់តំបង", "ខេត្តបាត់ដំបង", "02"):
        answer = tending.get(page(Area, "changelist"), {"q": said, "level": "province"})
        assert [area.code for area in answer.context["cl"].queryset] == ["02"], said


def test_a_change_is_saved_and_stands_in_the_history_with_its_author(tending: Client) -> None:
    category = Category.objects.get(code="HLT.LAB")
    fields = {
        "code": category.code,
        "name_km": category.name_km,
        "name_en": "Laboratories",
        "programmes": "HEF,QHS",
        "severity": 3,
        "sensitivity": "N",
        "is_active": "on",
        "note": "",
    }
    assert tending.post(page(Category, "change", category.pk), fields).status_code == 302
    history = tending.get(page(Category, "history", category.pk)).content.decode()
    assert "Laboratories" in history
    assert "Catalogue Officer" in history


def test_a_pattern_that_fits_no_programme_is_refused(tending: Client) -> None:
    category = Category.objects.get(code="HLT.LAB")
    fields = {
        "code": category.code,
        "name_km": "ក",
        "name_en": "x",
        "programmes": "HEV",
        "severity": 3,
        "sensitivity": "N",
    }
    answer = tending.post(page(Category, "change", category.pk), fields)
    assert "There is no such code: HEV" in answer.content.decode()
