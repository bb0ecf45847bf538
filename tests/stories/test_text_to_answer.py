"""The main job, from the text of a basic phone to the answer on it."""

import pytest

from cases.models import Case, Clock
from cases.reference import display
from channels_app.models import OutboundMessage
from tests.channels_app.twilio_peer import Peer
from tests.stories.site import Site, eventually
from workflows.models import Area, Office, Officer

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+85512000055"
DECISION = {
    "outcome": "upheld",
    "explanation": "ប្រាក់នឹងចូលគណនីរបស់អ្នក។",
    "remedy_kind": "payment",
    "remedy_what": "បើកប្រាក់ដែលនៅខ្វះ",
    "remedy_by_whom": "សាលាឃុំ",
    "remedy_due_on": "2099-01-31",
}


def open_clocks(case: Case) -> set[str]:
    return set(
        Clock.objects.filter(case=case, state__in=["running", "paused"]).values_list(
            "metric", flat=True
        )
    )


def test_a_text_message_becomes_a_routed_case_and_the_answer_texts_back(
    site: Site, peer: Peer, officer: Officer, commune: Area, commune_office: Office
) -> None:
    # The person texts; the provider delivers it twice.
    words = f"លុយគ្រួសារខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ នៅឃុំ{commune.name_km} ខេត្តបាត់ដំបង"
    assert site.text(PHONE, words).status_code == 200

    # It is a case with the office of the place, its deadlines run, and the phone has a receipt.
    case = eventually(lambda: Case.objects.filter(state="assigned").first())
    assert case.office == commune_office
    assert case.category is not None
    assert case.category.code == "PAY.MISSED"
    assert case.routed_because_km
    assert open_clocks(case) == {"acknowledge", "first_response", "resolution", "beneficiary"}
    receipt = eventually(lambda: next(iter(peer.bodies()), None))
    assert display(case.reference) in receipt

    # An officer of that office finds it in the queue, accepts it and decides.
    desk = site.sign_in("officer")
    page = f"/cases/{case.reference}/"
    assert display(case.reference) in desk.page("/")
    assert words in desk.page(page)
    desk.fill(f"{page}accept/", {})
    assert "acknowledge" not in open_clocks(case)
    desk.fill(f"{page}resolve/", DECISION)
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("resolved", "upheld")
    assert open_clocks(case) <= {"first_response"}

    # The answer is on the phone; the first-response clock stops when the provider has taken it.
    answer = eventually(lambda: next(iter(peer.bodies()[1:]), None))
    assert "ប្រាក់នឹងចូលគណនីរបស់អ្នក" in answer
    eventually(lambda: not open_clocks(case))
    sent = peer.texts[1]
    form = peer.requests[1][2]
    assert site.report(sent["sid"], form["StatusCallback"], "delivered").status_code == 200
    ours = OutboundMessage.objects.get(provider_id=sent["sid"])
    assert ours.state == "delivered"

    # The person answers 1: solved.
    assert site.text(PHONE, "១").status_code == 200
    closed = eventually(lambda: Case.objects.filter(pk=case.pk, state="closed").first())
    assert closed.closure == "confirmed"
    assert Case.objects.count() == 1
