"""Whole conversations that every dialogue engine must have alike.

Each file in `conversations/` is one conversation:

    conversation: An order that is interrupted     # what it shows
    assets: toy                                    # left out: the shipped assets, bot/assets/
    steps:
      - say: /order{"size": "large"}               # a payload, as Payload.text() writes it
        expect:                                    # the whole reply, in this order; [] is silence
          - Welcome.                               # a text: words
          - {text: ask_count, asks: count}         # a mapping: a custom payload, exactly this one
          - words: Which size?                     # words with buttons, each title and payload
            buttons:
              - [Small, '/inform{"size": "small"}']
      - wait: 90                                   # minutes of silence
      - restart                                    # Dialogue.restart()

A step may name a `channel`; without one it is a channel of no kind. A reply that differs in one
place fails the whole conversation, with the step's number.

`test_conversations.py` has them with the embedded engine, its actions in the same process and at
an action server. `python -m tests.conformance.against_rasa` has them with a Rasa server.
"""
