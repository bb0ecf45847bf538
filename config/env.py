"""Every environment variable that Samleng reads, declared in one place."""

from dataclasses import dataclass
from pathlib import Path

import environ

from config import trial_secrets

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = "production"
TRIAL = "trial"
TRIAL_URL = "http://127.0.0.1:8000"
SPDCI = {
    "URL": "",
    "TOKEN": "",
    "SENDER_ID": "samleng",
    "RECEIVER_ID": "",
    "NUMBER_TYPE": "HOUSEHOLD_ID",
    "SIGNING_KEY": "",
    "KEY_ID": "1",
}
TRIAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What the machine tells Samleng, parsed once; config/checks.py judges it."""

    mode: str
    """SAMLENG_MODE: production (when unset) or trial."""
    secret_key: str
    """SECRET_KEY: signs sessions and, with a salt, encrypts fields."""
    old_secret_keys: tuple[str, ...]
    """OLD_SECRET_KEYS: comma-separated, still read after a rotation."""
    salt_keys: tuple[str, ...]
    """SALT_KEYS: comma-separated, newest first; field encryption."""
    hash_key: str
    """SAMLENG_HASH_KEY: the keyed hashes by which encrypted values are found again."""
    allowed_hosts: tuple[str, ...]
    """ALLOWED_HOSTS: comma-separated host names."""
    public_base_url: str
    """PUBLIC_BASE_URL: what providers sign and people are sent to, without a last slash."""
    database_url: str
    """DATABASE_URL: PostgreSQL as the application role, which owns nothing."""
    database_owner_url: str
    """DATABASE_OWNER_URL: the same database as the owner, for migrations alone."""
    database_pool: int
    """DATABASE_POOL: connections a web process keeps; 0 opens one for each request."""
    test_database_name: str
    """TEST_DATABASE_NAME: the database that the tests create and drop."""
    redis_url: str
    """REDIS_URL: the channel layer between several processes; unset for one process."""
    trusted_proxies: int
    """TRUSTED_PROXIES: how many proxies of ours stand before the web process."""
    registry: str
    """REGISTRY: who is asked about households: imported (when unset), spdci or none."""
    spdci: dict[str, str]
    """SPDCI_URL, _TOKEN, _SENDER_ID, _RECEIVER_ID, _NUMBER_TYPE, _SIGNING_KEY, _KEY_ID."""
    twilio_base_url: str
    """TWILIO_BASE_URL: a Twilio-shaped provider's API, in place of Twilio's."""
    email_url: str
    """EMAIL_URL: where mail to officers leaves, such as smtp+tls://host:587."""
    dialogue_engine: str
    """DIALOGUE_ENGINE: embedded (when unset), or rasa for a Rasa server of yours."""
    rasa_url: str
    """RASA_URL: the Rasa server's address, when it has the dialogue."""
    rasa_token: str
    """RASA_TOKEN: what the proxy before the Rasa server lets us in by."""
    action_server_url: str
    """ACTION_SERVER_URL: where the embedded engine's actions run; unset for in this process."""
    trial_folder: Path
    """SAMLENG_TRIAL_FOLDER: where a trial keeps its database and its keys."""
    nlu_folder: Path
    """SAMLENG_NLU_FOLDER: where the trained weights of understanding are kept."""
    nlu_assets: tuple[Path, ...]
    """SAMLENG_NLU_ASSETS: comma-separated folders of further labelled phrasings."""
    telegram_base_url: str = ""
    """TELEGRAM_BASE_URL: in a trial alone, what stands in for Telegram's Bot API."""
    messenger_base_url: str = ""
    """MESSENGER_BASE_URL: in a trial alone, what stands in for Meta's Graph API."""
    transcription: str = ""
    """TRANSCRIPTION: the adapter that writes voice notes down; unset, it is off."""
    transcription_url: str = ""
    """TRANSCRIPTION_URL: where the adapter "http" sends a voice note."""

    @property
    def trial(self) -> bool:
        """Say whether this is a trial on one machine, over plain HTTP."""
        return self.mode == TRIAL


def trial_folder() -> Path:
    """Say where a trial keeps what it makes."""
    return Path(environ.Env().str("SAMLENG_TRIAL_FOLDER", default=str(ROOT / ".demo")))


def read() -> Environment:
    """Read the environment, and a .env file beside manage.py where there is one."""
    env = environ.Env()
    env.read_env(ROOT / ".env")
    mode = env.str("SAMLENG_MODE", default=PRODUCTION)
    folder = trial_folder()
    keys = trial_secrets.Keys("", "", "")
    if mode == TRIAL and not env.str("SECRET_KEY", default=""):
        keys = trial_secrets.load(folder)
    return Environment(
        mode=mode,
        secret_key=env.str("SECRET_KEY", default=keys.secret_key),
        old_secret_keys=tuple(env.list("OLD_SECRET_KEYS", default=[])),
        salt_keys=tuple(env.list("SALT_KEYS", default=[keys.salt_key])),
        hash_key=env.str("SAMLENG_HASH_KEY", default=keys.hash_key),
        allowed_hosts=tuple(
            env.list("ALLOWED_HOSTS", default=TRIAL_HOSTS if mode == TRIAL else [])
        ),
        public_base_url=env.str(
            "PUBLIC_BASE_URL", default=TRIAL_URL if mode == TRIAL else ""
        ).rstrip("/"),
        database_url=env.str("DATABASE_URL", default=""),
        database_owner_url=env.str("DATABASE_OWNER_URL", default=""),
        database_pool=env.int("DATABASE_POOL", default=0),
        test_database_name=env.str("TEST_DATABASE_NAME", default="test_samleng"),
        redis_url=env.str("REDIS_URL", default=""),
        trusted_proxies=env.int("TRUSTED_PROXIES", default=0),
        registry=env.str("REGISTRY", default="imported"),
        spdci={name: env.str(f"SPDCI_{name}", default=default) for name, default in SPDCI.items()},
        twilio_base_url=env.str("TWILIO_BASE_URL", default=""),
        email_url=env.str("EMAIL_URL", default="consolemail://" if mode == TRIAL else ""),
        dialogue_engine=env.str("DIALOGUE_ENGINE", default="embedded"),
        rasa_url=env.str("RASA_URL", default="").rstrip("/"),
        rasa_token=env.str("RASA_TOKEN", default=""),
        action_server_url=env.str("ACTION_SERVER_URL", default="").rstrip("/"),
        trial_folder=folder,
        nlu_folder=Path(env.str("SAMLENG_NLU_FOLDER", default=str(ROOT / ".nlu"))),
        nlu_assets=tuple(map(Path, env.list("SAMLENG_NLU_ASSETS", default=[]))),
        telegram_base_url=env.str("TELEGRAM_BASE_URL", default="") if mode == TRIAL else "",
        transcription=env.str("TRANSCRIPTION", default=""),
        transcription_url=env.str("TRANSCRIPTION_URL", default=""),
        messenger_base_url=env.str("MESSENGER_BASE_URL", default="") if mode == TRIAL else "",
    )
