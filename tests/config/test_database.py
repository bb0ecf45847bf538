"""Which PostgreSQL, and as whom."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from config import database, trial_secrets

ENV = replace(settings.ENV, mode="trial", database_url="", database_owner_url="")
OWNER = "postgresql://owner:w%40rd@db.example:6432/samleng"


def test_a_trial_without_an_address_runs_on_its_own_server(tmp_path: Path) -> None:
    env = database.with_urls(replace(ENV, trial_folder=tmp_path))
    found = database.configuration(env, owner=False)
    assert found["USER"] == "samleng_app"
    assert Path(found["HOST"]).is_absolute()
    assert database.configuration(env, owner=True)["USER"] == "samleng_owner"
    assert env == database.with_urls(replace(ENV, trial_folder=tmp_path)), "found again"


def test_production_without_an_address_has_no_database() -> None:
    env = database.with_urls(replace(ENV, mode="production"))
    assert (env.database_url, env.database_owner_url) == ("", "")


def test_a_trial_with_the_owners_address_alone_makes_the_applications() -> None:
    env = database.with_urls(replace(ENV, database_owner_url=OWNER))
    found = database.configuration(env, owner=False)
    assert (found["USER"], found["PASSWORD"], found["PORT"]) == ("samleng_app", "w@rd", 6432)


@pytest.mark.parametrize(("owner", "pooled"), [(False, True), (True, False)])
def test_only_the_application_keeps_connections(owner: bool, pooled: bool) -> None:
    env = replace(ENV, database_url=OWNER, database_owner_url=OWNER, database_pool=4)
    assert ("pool" in database.configuration(env, owner=owner)["OPTIONS"]) is pooled


def test_a_request_is_one_transaction() -> None:
    assert database.configuration(ENV, owner=False)["ATOMIC_REQUESTS"] is True


def test_a_trials_keys_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    keys = trial_secrets.load(tmp_path / "trial")
    assert trial_secrets.load(tmp_path / "trial") == keys
    assert trial_secrets.load(tmp_path / "another") != keys
    assert len({keys.secret_key, keys.salt_key, keys.hash_key}) == 3
    assert (tmp_path / "trial" / "keys.json").stat().st_mode & 0o077 == 0
