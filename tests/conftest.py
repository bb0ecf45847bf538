"""What every test may ask for."""

import os
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from bot.nlu.classifier import classifier
from tests import database
from tests.travel import Travel

pytest_plugins = ["tests.roles", "tests.chat.server"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Migrate as the owner, load the catalogue, and test as the application role."""
    with django_db_blocker.unblock():
        database.become_application()
        # Once for all tests: the reset between them keeps it.
        call_command("load_catalogue", verbosity=0, stdout=database.open_null())
        # Processes that a test starts find the weights and need not learn them.
        classifier()
    yield
    with django_db_blocker.unblock():
        database.become_owner()


@pytest.fixture(scope="session", autouse=True)
def _reset_as_owner() -> Iterator[None]:
    """Replace Django's flush, which the application role may not do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: database.reset())
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Forget throttles and the like between tests."""
    yield
    cache.clear()


@pytest.fixture
def travel(db: None) -> Iterator[Travel]:
    """Set the database's clock: travel.to(moment), travel.forward(hours=3)."""
    traveller = Travel()
    yield traveller
    traveller.home()


@pytest.fixture
def process_environment(transactional_db: None) -> dict[str, str]:
    """Give the environment for a real process of ours that works on the tests' database."""
    name = str(connection.settings_dict["NAME"])
    urls = {"DATABASE_URL": settings.ENV.database_url}
    urls["DATABASE_OWNER_URL"] = settings.ENV.database_owner_url
    moved = {
        key: urlsplit(url)._replace(path=f"/{quote(name)}").geturl() for key, url in urls.items()
    }
    kept = {key: value for key, value in os.environ.items() if key != "SAMLENG_DATABASE_ROLE"}
    return kept | moved
