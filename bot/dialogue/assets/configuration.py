"""What a Rasa server would train with: refused where it would decide otherwise than rules do."""

from typing import Final

from bot.dialogue.assets.written import Written

KEYS: Final = {"recipe", "assistant_id", "language", "pipeline", "policies", "version"}
# These put more into a message, or into its answer, than our payloads hold.
REFUSED_COMPONENTS: Final = frozenset(
    {"CRFEntityExtractor", "DIETClassifier", "EntitySynonymMapper", "ResponseSelector"}
)
POLICY: Final = "RulePolicy"
FREE_SETTINGS: Final = {"name", "core_fallback_threshold"}


def check_configuration(written: Written | None) -> None:
    """Refuse policies other than rules, rules in other settings, and components that we lack."""
    if written is None:
        return
    found = written.keys(KEYS, "the configuration")
    if "recipe" in found and found["recipe"].value != "default.v1":
        raise found["recipe"].refuse("the recipe is default.v1")
    if "policies" in found:
        policies = list(found["policies"].each("policies"))
        for policy in policies:
            _check_policy(policy)
        if len(policies) != 1:
            raise found["policies"].refuse(f"there is one policy, {POLICY}")
    if "pipeline" in found:
        for component in found["pipeline"].each("pipeline"):
            name = component.value.get("name") if component.is_mapping else component.value
            if str(name).rpartition(".")[2] in REFUSED_COMPONENTS:
                raise component.refuse(f"the component '{name}' is not taken")


def _check_policy(written: Written) -> None:
    found = dict(written.pairs("a policy"))
    name = found["name"].value if "name" in found else None
    if name != POLICY:
        raise written.refuse(f"the policy '{name}' is not taken: decide by rules")
    for key, value in found.items():
        if key not in FREE_SETTINGS:
            raise value.refuse(f"the setting '{key}' of {POLICY} is not taken")
