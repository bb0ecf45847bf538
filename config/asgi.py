"""What uvicorn serves: HTTP through Django, web sockets through Channels."""

import os
import warnings

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# WhiteNoise hands its small files over whole, which costs nothing here and is only worth a
# warning for long streams; ours has none.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")

site = get_asgi_application()
# After Django is set up: it reads the settings and the models.
from channels_app.intake import Intake  # noqa: E402
from channels_app.kinds.webchat.routing import sockets  # noqa: E402

application = ProtocolTypeRouter({"http": Intake(site), "websocket": sockets})
