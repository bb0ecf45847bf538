"""Every way in which the environment can be wrong is named, with the way out."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from config.checks import environment_is_right
from config.env import Environment

SPDCI = django_settings.ENV.spdci | {"URL": "https://sr.example", "TOKEN": "a token"}
RIGHT = replace(
    django_settings.ENV,
    mode="production",
    secret_key="k1-" + "abcdefghijklmnopqrstuvwxyz0123456789",
    salt_keys=("k2-" + "abcdefghijklmnopqrstuvwxyz0123456789",),
    hash_key="k3-" + "abcdefghijklmnopqrstuvwxyz0123456789",
    allowed_hosts=("samleng.example",),
    public_base_url="https://samleng.example",
    database_url="postgresql://samleng_app:word@db/samleng",
    database_owner_url="postgresql://samleng_owner:word@db/samleng",
    twilio_base_url="",
)


def found(settings: Settings, env: Environment) -> list[str | None]:
    settings.ENV = env
    messages = environment_is_right()
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_a_right_environment_has_nothing_to_say(settings: Settings) -> None:
    assert found(settings, RIGHT) == []


@pytest.mark.parametrize(
    ("mark", "wrong"),
    [
        ("samleng.E001", {"secret_key": ""}),
        ("samleng.E001", {"secret_key": "short"}),
        ("samleng.E001", {"secret_key": "django-insecure-" + RIGHT.secret_key}),
        ("samleng.E001", {"secret_key": "a" * 60}),
        ("samleng.E003", {"allowed_hosts": ()}),
        ("samleng.E003", {"allowed_hosts": ("*",)}),
        ("samleng.E003", {"allowed_hosts": ("samleng.example", "*.example")}),
        ("samleng.E004", {"public_base_url": ""}),
        ("samleng.E004", {"public_base_url": "http://samleng.example"}),
        ("samleng.E005", {"salt_keys": ("",)}),
        ("samleng.E005", {"salt_keys": (*RIGHT.salt_keys, "short")}),
        ("samleng.E006", {"hash_key": ""}),
        ("samleng.E007", {"database_url": ""}),
        ("samleng.E008", {"database_url": RIGHT.database_owner_url}),
        ("samleng.E009", {"mode": "prod"}),
        ("samleng.E010", {"hash_key": RIGHT.secret_key}),
        ("samleng.E011", {"twilio_base_url": "http://provider.example"}),
        ("samleng.E012", {"mode": "trial"}),
        ("samleng.E013", {"registry": "idpoor"}),
        ("samleng.E014", {"registry": "spdci", "spdci": SPDCI | {"URL": "http://sr.example"}}),
        ("samleng.E014", {"registry": "spdci", "spdci": SPDCI | {"URL": ""}}),
        ("samleng.E015", {"registry": "spdci", "spdci": SPDCI | {"TOKEN": ""}}),
    ],
)
def test_a_wrong_environment_is_named(settings: Settings, mark: str, wrong: dict[str, Any]) -> None:
    assert found(settings, replace(RIGHT, **wrong)) == [mark]


def test_debug_is_named(settings: Settings) -> None:
    settings.DEBUG = True
    assert found(settings, RIGHT) == ["samleng.E002"]


def test_a_trial_on_its_own_machine_is_right(settings: Settings) -> None:
    trial = replace(
        RIGHT,
        mode="trial",
        allowed_hosts=("127.0.0.1", "localhost"),
        public_base_url="http://127.0.0.1:8000",
    )
    assert found(settings, trial) == []
