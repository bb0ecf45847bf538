"""Accounts and areas made by hand."""

from collections.abc import Callable

from django.test import Client

from tests.workflows.admin.conftest import page
from workflows.areas import find
from workflows.models import Area, Office, Officer
from workflows.models.organisation import Role


def test_an_administrator_makes_an_officer_with_a_role_and_an_office(
    administrator_at_work: Client,
) -> None:
    office = Office.objects.get(code="PDOP-07")
    fields = {
        "username": "new.officer",
        "usable_password": "true",
        "password1": "a long password 4 work",
        "password2": "a long password 4 work",
        "role": Role.CASE,
        "office": office.pk,
        "language": "km",
        "email": "",
    }
    answer = administrator_at_work.post(page(Officer, "add"), fields)
    assert answer.status_code == 302, answer.context["errors"]
    officer = Officer.objects.get(username="new.officer")
    assert (officer.office, officer.role, officer.is_superuser) == (office, Role.CASE, False)
    assert officer.check_password("a long password 4 work")


def test_a_focal_point_belongs_to_a_restricted_desk(
    administrator_at_work: Client, make_officer: Callable[..., Officer]
) -> None:
    officer = make_officer("focal", None, Role.CASE)
    fields = {
        "username": "focal",
        "role": Role.FOCAL,
        "language": "km",
        "is_active": "on",
        "office": Office.objects.get(code="PDOP-07").pk,
    }
    answer = administrator_at_work.post(page(Officer, "change", officer.pk), fields)
    assert "belongs to a restricted desk" in answer.content.decode()
    fields["office"] = Office.objects.get(code="MOWA-GBV").pk
    assert (
        administrator_at_work.post(page(Officer, "change", officer.pk), fields).status_code == 302
    )


def test_a_new_area_takes_its_place_and_is_found(tending: Client) -> None:
    commune = Area.objects.get(code="070101")
    fields = {
        "code": "07010199",
        "level": "village",
        "parent": commune.pk,
        "name_km": "ភូមិសុខសាន្តថ្មី",
        "name_en": "Sok San Thmei",
        "valid_from": "2026-01-01",
        "aliases-TOTAL_FORMS": 1,
        "aliases-INITIAL_FORMS": 0,
        "aliases-0-name": "Soksan New",
    }
    answer = tending.post(page(Area, "add"), fields)
    assert answer.status_code == 302, answer.context["errors"]
    village = Area.objects.get(code="07010199")
    assert village.path == [*commune.path, village.pk]
    assert find("soksan new") == find("ភូមិសុខសាន្តថ្មី") == [village]
