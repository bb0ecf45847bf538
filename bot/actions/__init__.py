"""What the dialogue does: pure functions of the tracker, run in-process or by an action server.

An action reads facts from slots and says which verb the worker shall carry out, or which text
shall be said. It knows no database, no setting and no word of the person, so that an action
server (`python -m rasa_sdk --actions bot.actions`) needs none of our secrets and a failed turn
has changed nothing.
"""

from bot.actions import serving

serving.keep_to_this_machine()
serving.echo_nothing()
