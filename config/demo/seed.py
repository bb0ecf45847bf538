"""Makes the trial's months of cases, once."""

import time
from collections.abc import Callable
from typing import Final

from django.db import transaction

from cases.knowledge import approving
from cases.models import Case
from config.demo import knowledge, people, register, time_machine
from config.demo.living import World
from config.demo.plans import Place, plan
from config.simulator import channel as channels
from timekeeping.now import now
from workflows import policies
from workflows.facts import CaseFacts
from workflows.models import Area
from workflows.models.organisation import AreaLevel

COUNT: Final = 300
SEED: Final = 20_261_122
# Kampot twice: the log-ins of the trial look at its cases.
PROVINCES: Final = ("07", "07", "07", "21", "02", "17", "03", "12")
PER_PROVINCE: Final = 12


def seed(*, count: int = COUNT, say: Callable[[str], None]) -> int:
    """Make the cases unless there are some; give how many were made."""
    today = approving.today()
    register.ensure(today)
    knowledge.ensure(today)
    if Case.objects.filter(is_synthetic=True).exists():
        return 0
    people.ensure_staff()
    until, begin = now(), time.monotonic()
    plans = plan(count, seed=SEED, places=_places(), until=until)
    hours = policies.policy_for(CaseFacts(), on=until.date()).calendar
    world = World(channels.ensure_made_up(), hours, until, say)
    # All or nothing: a start that was cut off leaves no half of a world behind.
    with time_machine.travelling(), transaction.atomic():
        world.live(plans)
        # Whatever a made-up person's answer led to is made up too.
        Case.objects.filter(parties__person__contact__channel=world.channel).update(
            is_synthetic=True
        )
    say(f"  {count} made-up cases in {time.monotonic() - begin:.0f} s.")
    return count


def _places() -> list[Place]:
    """Districts and communes of some provinces, each with a name that says where it is."""
    places: list[Place] = []
    for code in PROVINCES:
        inside = Area.objects.filter(
            level__in=[AreaLevel.DISTRICT, AreaLevel.COMMUNE], code__startswith=code, valid_to=None
        ).select_related("parent")
        places += [
            Place(
                area.pk,
                f"{area.name_km} {area.parent.name_km}" if area.parent else area.name_km,
                f"{area.name_en}, {area.parent.name_en}" if area.parent else area.name_en,
            )
            for area in inside.order_by("code")[:PER_PROVINCE]
        ]
    return places
