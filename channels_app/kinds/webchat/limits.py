"""How much one browser and one address may ask for, so that a robot cannot fill the tables.

Counted in this process alone and forgotten with it: no address of a person is stored, and losing
Redis changes nothing. Several web processes allow as many times as much.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from channels_app.identity import keyed_hash

# A list of keys that a robot makes up must not fill the memory either.
MOST_KEYS: Final = 50_000


def moment_s() -> float:
    """Give the seconds that only ever grow."""
    return time.monotonic()


@dataclass
class Bucket:
    """Holds `size` tokens, and one more every `every_s` seconds."""

    size: float
    every_s: float
    _kept: "OrderedDict[str, tuple[float, float]]" = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_s(self, key: str) -> float:
        """Take a token and give 0, or give the seconds until there is one."""
        moment = moment_s()
        with self._lock:
            left, at = self._kept.pop(key, (self.size, moment))
            left = min(self.size, left + (moment - at) / self.every_s)
            is_taken = left >= 1
            self._kept[key] = (left - 1 if is_taken else left, moment)
            if len(self._kept) > MOST_KEYS:
                self._kept.popitem(last=False)
        return 0.0 if is_taken else (1 - left) * self.every_s

    def forget(self) -> None:
        """Start afresh."""
        with self._lock:
            self._kept.clear()


# A whole village may share one address at its operator: these are for robots, not for people.
SESSIONS: Final = Bucket(60, 10)
SAYINGS_OF_ADDRESS: Final = Bucket(300, 0.2)
# Somebody who is upset writes ten short lines in a row.
SAYINGS_OF_SESSION: Final = Bucket(20, 2)
ASKS_OF_SESSION: Final = Bucket(60, 0.5)
SOCKETS_OF_ADDRESS: Final = Bucket(200, 1)
FILES_OF_SESSION: Final = Bucket(10, 30)
FILES_OF_ADDRESS: Final = Bucket(40, 20)
ALL: Final = (
    SESSIONS,
    SAYINGS_OF_ADDRESS,
    SAYINGS_OF_SESSION,
    ASKS_OF_SESSION,
    SOCKETS_OF_ADDRESS,
    FILES_OF_SESSION,
    FILES_OF_ADDRESS,
)


def visitor(peer: str, forwarded: str, proxies: int) -> str:
    """Give the hash of the address that a request came from, behind `proxies` proxies of ours.

    Counted from our side: what a client wrote into the header itself is not believed.
    """
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    address = hops[-proxies] if proxies and len(hops) >= proxies else peer
    return keyed_hash(f"visitor:{address}")
