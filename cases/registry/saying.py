"""What a register's answer is in words: which text, and its values, in the person's language."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from cases.models import PaymentStatus
from cases.registry.values import Household, Payment
from cases.texts import render
from cases.texts.dates import in_digits_of, spoken_number, whole_date
from workflows.models import PaymentProvider, Programme

# The newest cycles: who asks about money asks about the last ones.
MOST_PAYMENTS: Final = 2
LEVELS: Final = {
    "poor_1": {"km": "ក្រ១", "km-Latn": "kror 1", "en": "poor, level 1"},
    "poor_2": {"km": "ក្រ២", "km-Latn": "kror 2", "en": "poor, level 2"},
    "at_risk": {"km": "ងាយរងហានិភ័យ", "km-Latn": "ngeay rong hanipheay", "en": "at risk"},
    "": {"km": "មានឈ្មោះ", "km-Latn": "mean chhmous", "en": "registered"},
}


@dataclass(frozen=True, slots=True)
class Said:
    """A text by its key, with its values, ready for `render` or for a turn to say."""

    key: str
    values: dict[str, str]

    def render(self, language: str) -> str:
        """The words."""
        return render(self.key, language, **self.values)


def of_household(household: Household, *, language: str, today: date) -> Said:
    """Whether it is on the list, as what, and until when its card counts."""
    if not household.is_listed:
        return Said("household_not_listed", {})
    spoken = language if language in LEVELS[""] else "km"
    level = {"level": LEVELS[household.level][spoken]}
    until = household.card_valid_until
    if until is None:
        return Said("household_listed", level)
    day = {"day": whole_date(until, language)}
    if household.card_is_valid(on=today):
        return Said("household_listed_until", level | day)
    return Said("household_card_expired", day)


def of_payments(payments: list[Payment], *, language: str, today: date) -> list[Said]:
    """The newest payments, one text each; one text where there are none."""
    if not payments:
        return [Said("payments_none", {})]
    return [of_payment(each, language=language, today=today) for each in payments[:MOST_PAYMENTS]]


def of_payment(payment: Payment, *, language: str, today: date) -> Said:
    """What became of one payment. An amount only where the payment list has one."""
    cycle = in_digits_of(payment.cycle, language)
    values = {"programme": _programme(payment.programme, language), "cycle": cycle}
    values |= {"by": "", "on": "", "amount": ""}
    if payment.provider:
        name = _provider(payment.provider, language)
        values["by"] = " " + render("pay_by", language, provider=name)
    if payment.amount_riel is not None:
        riel = spoken_number(payment.amount_riel, language)
        values["amount"] = " " + render("pay_amount", language, riel=riel)
    if payment.status == PaymentStatus.PAID:
        if payment.paid_on:
            day = whole_date(payment.paid_on, language)
            values["on"] = " " + render("pay_on", language, day=day)
        return Said("payment_paid", values)
    if payment.status == PaymentStatus.STOPPED:
        return Said("payment_stopped", values)
    passed = payment.withdraw_by is not None and payment.withdraw_by < today
    if payment.status == PaymentStatus.RETURNED or passed:
        return Said("payment_window_passed", values)
    if payment.withdraw_by is not None:
        values["day"] = whole_date(payment.withdraw_by, language)
        return Said("payment_waiting", values)
    return Said("payment_not_yet", values)


def _programme(code: str, language: str) -> str:
    programme = Programme.objects.filter(code=code).first()
    return programme.name_in(language) if programme else code


def _provider(code: str, language: str) -> str:
    provider = PaymentProvider.objects.filter(code=code).first()
    return provider.name_in(language) if provider else code
