"""The web process: uvicorn serves the site, the webhooks and the web sockets."""

import argparse
import os

import uvicorn

from config.processes import starting

# Connections kept to PostgreSQL; more requests at once than this wait a moment for one.
POOL = 16
FAREWELL_S = 20
# What a browser may send at once over a web socket, and how long a slow line takes for a pong.
LARGEST_FRAME = 64 * 1024
SLOW_LINE_S = 60


def uvicorn_config(*, host: str, port: int) -> uvicorn.Config:
    """Say how uvicorn serves: without access log, since addresses carry what people search."""
    return uvicorn.Config(
        "config.asgi:application",
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        lifespan="off",
        log_config=None,
        proxy_headers=False,  # Django reads them, and only behind TRUSTED_PROXIES.
        timeout_graceful_shutdown=FAREWELL_S,
        ws_max_size=LARGEST_FRAME,
        ws_ping_timeout=SLOW_LINE_S,
    )


def main() -> None:
    """Start the web process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args()
    os.environ.setdefault("DATABASE_POOL", str(POOL))
    starting.prepare()
    uvicorn.Server(uvicorn_config(host=arguments.host, port=arguments.port)).run()


if __name__ == "__main__":
    main()
