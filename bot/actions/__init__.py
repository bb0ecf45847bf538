"""The dialogue's custom actions: pure, without Django, without a person's words.

They run in this process, or at `python -m rasa_sdk --actions bot.actions` beside a Rasa server.
"""

from bot.actions import serving

serving.keep_to_this_machine()
serving.echo_nothing()
