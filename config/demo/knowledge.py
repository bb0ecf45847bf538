"""Made-up answers for the trial, each marked as an example: none is an official answer."""

from datetime import date, timedelta
from typing import Final

from cases.knowledge import approving
from cases.models import ApprovedAnswer
from workflows.models import Category, Officer, Programme
from workflows.models.organisation import Role

SOURCE: Final = "Made up for the trial: not an official answer."
LASTS: Final = timedelta(days=365)
# Code, category, programme, and the words; no amount, no date and no phone number in any.
ANSWERS: Final = (
    (
        "trial-how-to-apply",
        "INFO.ELIG",
        None,
        "(ឧទាហរណ៍សាកល្បង) សូមទៅសាលាឃុំ/សង្កាត់ ស្នើសុំសម្ភាសគ្រួសារ។",
        "(sak lbong) Som tov sala khum reu sangkat, snoe som samphas krousar.",
        "(trial example) Go to your commune office and ask for an interview of your household.",
    ),
    (
        "trial-package-apply",
        "INFO.ELIG",
        "FP",
        "(ឧទាហរណ៍សាកល្បង) សូមយកប័ណ្ណសមធម៌ទៅសាលាឃុំ/សង្កាត់ ដើម្បីចុះឈ្មោះ។",
        "(sak lbong) Som yok ban samathor tov sala khum reu sangkat daembey chos chhmous.",
        "(trial example) Take your equity card to the commune office to register.",
    ),
    (
        "trial-pay-day",
        "INFO.PAYDATE",
        "FP",
        "(ឧទាហរណ៍សាកល្បង) ថ្ងៃបើកប្រាក់មានបិទផ្សាយនៅសាលាឃុំ/សង្កាត់។",
        "(sak lbong) Thngai berk luy mean bit phsay nov sala khum reu sangkat.",
        "(trial example) The pay days are posted at the commune office.",
    ),
    (
        "trial-pay-place",
        "INFO.PAYDATE",
        None,
        "(ឧទាហរណ៍សាកល្បង) សូមសួរសាលាឃុំ/សង្កាត់ អំពីថ្ងៃ និងកន្លែងបើកប្រាក់។",
        "(sak lbong) Som suor sala khum reu sangkat ompi thngai ning konlaeng berk luy.",
        "(trial example) Ask the commune office about the day and the place of payment.",
    ),
    (
        "trial-amount",
        "INFO.AMOUNT",
        None,
        "(ឧទាហរណ៍សាកល្បង) ចំនួនប្រាក់មានបិទផ្សាយនៅសាលាឃុំ/សង្កាត់។",
        "(sak lbong) Chomnuon luy mean bit phsay nov sala khum reu sangkat.",
        "(trial example) The amounts are posted at the commune office.",
    ),
    (
        "trial-health",
        "INFO.HEALTH",
        "HEF",
        "(ឧទាហរណ៍សាកល្បង) សូមយកប័ណ្ណសមធម៌ទៅមណ្ឌលសុខភាព ហើយបង្ហាញប័ណ្ណមុនព្យាបាល។",
        "(sak lbong) Som yok ban samathor tov mondol sokhapheap hery banghanh ban mun pyeabal.",
        "(trial example) Take your equity card to the health centre and show it before treatment.",
    ),
)


def ensure(today: date) -> None:
    """Write and approve the examples that are missing, by two accounts that nobody signs in to."""
    writer, approver = (_account(name) for name in ("trial-writer", "trial-approver"))
    for code, category, programme, km, latn, en in ANSWERS:
        if ApprovedAnswer.objects.filter(code=code).exists():
            continue
        row = ApprovedAnswer.objects.create(
            code=code,
            category=Category.objects.get(code=category),
            programme=Programme.objects.get(code=programme) if programme else None,
            answer_km=km,
            answer_latn=latn,
            answer_en=en,
            valid_from=today,
            valid_until=today + LASTS,
            source=SOURCE,
            written_by=writer,
        )
        approving.approve(row, by=approver)


def _account(name: str) -> Officer:
    officer, is_new = Officer.objects.get_or_create(
        username=name, defaults={"role": Role.CATALOGUE, "is_active": False}
    )
    if is_new:
        officer.set_unusable_password()
        officer.save(update_fields=["password"])
    return officer
