"""Wrong configuration, found by `manage.py check --deploy` and before a process serves."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from config.env import PRODUCTION, TRIAL, TRIAL_HOSTS, Environment

SHORTEST_KEY = 32
FEWEST_LETTERS = 10
REGISTRIES = frozenset({"imported", "spdci", "none"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@register("samleng", deploy=True)
def environment_is_right(**_kwargs: Any) -> list[CheckMessage]:
    """Judge the whole environment at once, so that one run names everything."""
    env: Environment = settings.ENV
    found = [*_keys(env), *_addresses(env), *_database(env)]
    if settings.DEBUG:
        found.append(
            Error(
                "DEBUG is on.",
                hint="Leave DEBUG off: it shows its pages to all.",
                id="samleng.E002",
            )
        )
    if env.mode not in {PRODUCTION, TRIAL}:
        found.append(
            Error(
                f"SAMLENG_MODE is {env.mode!r}.",
                hint="Set it to 'production' or 'trial'; unset means production.",
                id="samleng.E009",
            )
        )
    return found


def _keys(env: Environment) -> Iterator[CheckMessage]:
    named = (
        ("SECRET_KEY", env.secret_key, "samleng.E001"),
        ("SALT_KEYS", min(env.salt_keys, key=len, default=""), "samleng.E005"),
        ("SAMLENG_HASH_KEY", env.hash_key, "samleng.E006"),
    )
    how = 'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
    for name, key, mark in named:
        if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS or "insecure" in key:
            yield Error(f"{name} is missing, too short, or a default.", hint=how, id=mark)
    if len({env.secret_key, env.hash_key, *env.salt_keys}) < 2 + len(env.salt_keys):
        yield Error("Two keys are the same.", hint=how, id="samleng.E010")


def _addresses(env: Environment) -> Iterator[CheckMessage]:
    hosts = set(env.allowed_hosts)
    if not hosts or any(host.startswith("*") or host == "." for host in hosts):
        yield Error(
            "ALLOWED_HOSTS is empty or lets every host in.",
            hint="Name the host names that people use, separated by commas.",
            id="samleng.E003",
        )
    base = urlsplit(env.public_base_url)
    if base.scheme != "https" and not (env.trial and base.hostname in LOOPBACK):
        yield Error(
            "PUBLIC_BASE_URL is missing, or is not https.",
            hint="Set the address that providers and people reach, such as https://samleng.example.",
            id="samleng.E004",
        )
    provider = urlsplit(env.twilio_base_url)
    if env.twilio_base_url and provider.scheme != "https" and provider.hostname not in LOOPBACK:
        yield Error(
            "TWILIO_BASE_URL is not https: messages and the account's token would travel open.",
            hint="Use the provider's https address.",
            id="samleng.E011",
        )
    yield from _registry(env)
    if env.trial and not hosts <= set(TRIAL_HOSTS):
        yield Error(
            "A trial is open to other machines.",
            hint="Unset ALLOWED_HOSTS, or set SAMLENG_MODE=production with its keys.",
            id="samleng.E012",
        )


def _registry(env: Environment) -> Iterator[CheckMessage]:
    if env.registry not in REGISTRIES:
        yield Error(
            f"REGISTRY is {env.registry!r}.",
            hint="Set it to imported, spdci or none.",
            id="samleng.E013",
        )
    if env.registry != "spdci":
        return
    asked = urlsplit(env.spdci["URL"])
    if asked.scheme != "https" and asked.hostname not in LOOPBACK:
        yield Error(
            "SPDCI_URL is missing or not https: people's card numbers would travel open.",
            hint="Set the social registry's https address, without /registry/sync/search.",
            id="samleng.E014",
        )
    if not env.spdci["TOKEN"] and not env.spdci["SIGNING_KEY"]:
        yield Error(
            "Neither SPDCI_TOKEN nor SPDCI_SIGNING_KEY is set.",
            hint="The registry has to know who asks: set the one that it was agreed on.",
            id="samleng.E015",
        )


def _database(env: Environment) -> Iterator[CheckMessage]:
    if not env.database_url:
        yield Error(
            "DATABASE_URL is not set.",
            hint="Set postgresql://samleng_app:PASSWORD@HOST/samleng: a role that owns nothing.",
            id="samleng.E007",
        )
    owner, application = urlsplit(env.database_owner_url), urlsplit(env.database_url)
    if env.database_owner_url and owner.username == application.username:
        yield Error(
            "DATABASE_URL and DATABASE_OWNER_URL name the same role.",
            hint="Requests must not run as the role that owns the tables.",
            id="samleng.E008",
        )
