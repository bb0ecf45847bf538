"""What surrounds every page: the language, the way on, and friendly refusals."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from workflows.models import Officer

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def places(client: Client, url: str = "/find/") -> str:
    page = client.get(url).content.decode()
    return page[page.index("<nav") : page.index("</nav>")]


def test_khmer_comes_first() -> None:
    page = Client().get("/accounts/login/").content.decode()
    assert '<html lang="km">' in page
    assert "ចូល" in page


def test_a_trial_says_that_it_is_one(client: Client, settings: Settings) -> None:
    said = "មិនមែនជារឿងពិត"
    assert said in client.get("/accounts/login/").content.decode()
    settings.SAMLENG_TRIAL = False
    assert said not in client.get("/accounts/login/").content.decode()


def test_the_switch_is_remembered_for_a_visitor() -> None:
    client = Client()
    response = client.post("/language/", {"language": "en", "next": "/accounts/login/"})
    assert response["Location"] == "/accounts/login/"
    assert "Sign in" in client.get("/accounts/login/").content.decode()


def test_the_switch_is_remembered_with_the_officer(officer: Officer, signed_in: SignIn) -> None:
    client = signed_in(officer, language="km")
    assert "សំណុំរឿង" in client.get("/").content.decode()
    client.post("/language/", {"language": "en", "next": "/"})
    assert Officer.objects.get(pk=officer.pk).language == "en"
    assert "All open" in signed_in(officer).get("/").content.decode()


def test_the_switch_leads_nowhere_else() -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        response = Client().post("/language/", {"language": "xx", "next": elsewhere})
        assert response["Location"] == "/"
        assert not response.cookies


def test_the_navigation_shows_what_a_role_may_enter(
    officer: Officer, supervisor: Officer, focal_point: Officer, signed_in: SignIn
) -> None:
    assert "/cases/new/" in places(signed_in(officer))
    assert "/monitor/" not in places(signed_in(officer))
    assert "/monitor/" in places(signed_in(supervisor))
    assert "/cases/new/" not in places(signed_in(focal_point))


@pytest.mark.parametrize("language", ["km", "en"])
def test_a_wrong_address_gets_a_friendly_page(
    language: str, officer: Officer, signed_in: SignIn
) -> None:
    response = signed_in(officer, language=language).get("/nowhere/")
    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.content.decode()


def test_a_visitor_is_led_to_the_sign_in(client: Client) -> None:
    for url in ("/", "/find/", "/cases/new/", "/cases/123456789/", "/lookup/offices/"):
        assert client.get(url)["Location"].startswith("/accounts/login/"), url


def test_five_wrong_passwords_bring_a_page_that_says_when_to_try_again(officer: Officer) -> None:
    client = Client()
    for _ in range(5):
        response = client.post(
            "/accounts/login/", {"login": officer.username, "password": "not this one"}
        )
    assert response.status_code == 429
    assert "១៥ នាទី" in response.content.decode()


def test_the_pages_without_a_request_speak_both_languages(client: Client) -> None:
    from django.template.loader import render_to_string

    for name in ("400.html", "403_csrf.html", "500.html"):
        page = render_to_string(name)
        assert 'lang="km"' in page
        assert 'lang="en"' in page


@pytest.mark.parametrize("url", ["/", "/find/", "/cases/new/", "/monitor/"])
def test_nothing_of_somebody_signed_in_stays_in_the_browser(
    supervisor: Officer, signed_in: SignIn, url: str
) -> None:
    assert "no-store" in signed_in(supervisor).get(url)["Cache-Control"]
