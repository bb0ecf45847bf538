"""The trial's made-up register and its example answers: there, marked, and answered from."""

import pytest

from cases import knowledge as base
from cases import registry
from cases.knowledge import approving
from cases.models import ApprovedAnswer, RegisterHousehold, RegisterImport, RegisterPayment
from channels_app.models import Contact
from config.demo import knowledge, register
from timekeeping.now import now

pytestmark = pytest.mark.django_db


def test_thirty_households_and_their_payments_come_in_once(complainant: Contact) -> None:
    today = approving.today()
    assert register.ensure(today)
    assert not register.ensure(today)
    assert RegisterHousehold.objects.count() == register.COUNT
    assert (
        RegisterPayment.objects.count()
        == 2 * RegisterHousehold.objects.filter(is_listed=True).count()
    )
    assert not RegisterImport.objects.exclude(refused=0).exists()
    known = register.households(today)[0]
    said = f"{known.born:%d/%m/%Y}"
    result = registry.check(known.number, said, contact=complainant, now=now())
    assert isinstance(result, registry.Confirmed)
    paid = registry.payments(result, contact=complainant, now=now())
    assert paid is not None
    assert all(each.amount_riel is None for each in paid)


def test_the_examples_say_that_they_are_examples_and_come_in_once() -> None:
    knowledge.ensure(approving.today())
    knowledge.ensure(approving.today())
    rows = ApprovedAnswer.objects.all()
    assert len(rows) == len(knowledge.ANSWERS)
    for row in rows:
        assert row.answer_en.startswith("(trial example)")
        assert row.answer_km.startswith("(ឧទាហរណ៍សាកល្បង)")
        assert not any(letter.isdigit() for letter in row.answer_km + row.answer_en)
        assert row.source == knowledge.SOURCE
    found = base.answer("INFO.PAYDATE", "FP_PW", None, "km", now=now())
    assert found is not None
    assert found.code == "trial-pay-day"
