"""The keys of a trial: made on its first start, different on every machine."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Keys:
    """What production takes from its environment."""

    secret_key: str
    salt_key: str
    hash_key: str


def load(folder: Path) -> Keys:
    """Read the trial's keys, or make them; the file is its owner's alone."""
    path = folder / "keys.json"
    if not path.exists():
        _write_once(path, Keys(*(secrets.token_urlsafe(48) for _ in range(3))))
    return Keys(**json.loads(path.read_text(encoding="utf-8")))


def _write_once(path: Path, keys: Keys) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(asdict(keys)), encoding="utf-8")
    try:
        # A link fails where a rename would overwrite: of two first starts, one wins whole.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
