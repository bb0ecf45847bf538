"""Why a case is where it is, in sentences: kept with the case, so in both languages at once."""

from collections.abc import Sequence

from workflows.routing.directory import Desk

# The column that keeps the sentence.
LONGEST = 300


def why(
    rule_km: str, rule_en: str, *, desk: Desk, passed: Sequence[Desk], place_missing: bool
) -> tuple[str, str]:
    """The rule, the office, and what kept an office nearer to the place from having it."""
    km, en = [f"{rule_km}។"], [f"{rule_en}."]
    if passed:
        km.append(f"{passed[0].name_km} គ្មានមន្ត្រីប្រចាំការ ដូច្នេះបញ្ជូនទៅ {desk.name_km}។")
        en.append(f"Nobody is on duty at {passed[0].name_en}, so it went to {desk.name_en}.")
    elif desk.area_ids:
        km.append(f"{desk.name_km} នៅជិតកន្លែងដែលបានប្រាប់ជាងគេ។")
        en.append(f"{desk.name_en} is the nearest to the place given.")
    elif place_missing:
        km.append(f"មិនទាន់ដឹងទីកន្លែង ដូច្នេះនៅ {desk.name_km}។")
        en.append(f"The place is not known yet, so it is with {desk.name_en}.")
    return _cut(" ".join(km)), _cut(" ".join(en))


def nobody_on_duty(desk: Desk) -> tuple[str, str]:
    """When not one office has anybody on duty."""
    return (
        _cut(f"គ្មានការិយាល័យណាមានមន្ត្រីប្រចាំការ ដូច្នេះរក្សាទុកនៅ {desk.name_km}។"),
        _cut(f"No office has anybody on duty, so it is kept with {desk.name_en}."),
    )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
