"""The page of a case: what it tells, and that a step taken on it happens once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from cases.models import Case, Remedy
from cases.services.assigning import accept
from cases.services.escalating import check_deadlines
from cases.services.guarding import mark_sensitive
from channels_app.models import OutboundMessage
from tests.cases.conftest import press
from tests.cases.desk.conftest import sent
from timekeeping.now import now
from workflows.lifecycle import CaseState
from workflows.models import Area, Office, Officer

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def url_of(case: Case, step: str = "") -> str:
    return f"/cases/{case.reference}/{step + '/' if step else ''}"


def test_the_page_says_who_what_until_when_and_why_here(
    case: Case, officer: Officer, signed_in: SignIn
) -> None:
    page = signed_in(officer).get(url_of(case)).content.decode()
    assert "លុយមិនចូល" in page
    assert "+85512000001" in page
    assert case.routed_because_en in page
    assert case.routing_rule in page
    assert "Promised when" in page
    assert "acknowledged by an officer" in page


def test_a_payment_case_names_who_pays_it_out(
    case: Case, officer: Officer, signed_in: SignIn
) -> None:
    assert [payer.code for payer in case.payers] == ["WING"]
    assert case.payers[0].name_en in signed_in(officer).get(url_of(case)).content.decode()


def test_the_first_step_is_to_take_the_case(
    case: Case, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    assert client.get(url_of(case)).context["step"].code == "accept"
    response = client.post(url_of(case, "accept"), sent(client, url_of(case)))
    assert response["Location"] == url_of(case)
    assert fresh(case).state == CaseState.IN_PROGRESS
    assert fresh(case).officer == officer
    assert client.get(url_of(case)).context["step"].code == "reply"


def test_a_reply_is_queued_once_however_often_the_button_is_pressed(
    accepted: Case, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    before = OutboundMessage.objects.count()
    form = sent(client, url_of(accepted, "reply"), body="យើងកំពុងពិនិត្យ។")
    assert client.post(url_of(accepted, "reply"), form).status_code == 302
    assert client.post(url_of(accepted, "reply"), form).status_code == 302
    assert OutboundMessage.objects.count() == before + 1
    page = client.get(url_of(accepted))
    assert "យើងកំពុងពិនិត្យ។" in page.content.decode()
    assert page.context["step"].code == "resolve"


def test_corrected_words_under_an_old_page_are_sent_too(
    accepted: Case, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    url = url_of(accepted, "reply")
    form = sent(client, url, body="Come on Friday")
    client.post(url, form)
    client.post(url, form | {"body": "No, on Monday"})
    bodies = [m.body for m in OutboundMessage.objects.filter(purpose="reply").order_by("pk")]
    assert bodies == ["Come on Friday", "No, on Monday"]


def test_an_upheld_complaint_asks_for_its_remedy(
    accepted: Case, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    form = sent(client, url_of(accepted, "resolve"), outcome="upheld", explanation="You are right.")
    response = client.post(url_of(accepted, "resolve"), form)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {
        "remedy_kind",
        "remedy_what",
        "remedy_by_whom",
        "remedy_due_on",
    }
    assert "You are right." in response.content.decode()
    due = (now() + timedelta(days=9)).date()
    form |= {
        "remedy_kind": "payment",
        "remedy_what": "Two months",
        "remedy_by_whom": "The bank",
        "remedy_due_on": due.isoformat(),
    }
    assert client.post(url_of(accepted, "resolve"), form).status_code == 302
    assert fresh(accepted).state == CaseState.RESOLVED
    assert Remedy.objects.get(case=accepted).due_on == due


def test_the_remedy_comes_before_the_closing(
    accepted: Case, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    today = now().date()
    decision = {
        "outcome": "upheld",
        "explanation": "You are right.",
        "remedy_kind": "card",
        "remedy_what": "A new card",
        "remedy_by_whom": "The commune",
        "remedy_due_on": (today + timedelta(days=3)).isoformat(),
    }
    client.post(url_of(accepted, "resolve"), sent(client, url_of(accepted, "resolve"), **decision))
    assert client.get(url_of(accepted)).context["step"].code == "remedy_done"
    remedy = Remedy.objects.get(case=accepted)
    done = {"remedy": remedy.pk, "done_on": today.isoformat(), "proof": "Receipt 7"}
    client.post(
        url_of(accepted, "remedy_done"), sent(client, url_of(accepted, "remedy_done"), **done)
    )
    page = client.get(url_of(accepted))
    assert page.context["step"].code == "close"
    assert "Receipt 7" in page.content.decode()
    client.post(url_of(accepted, "close"), sent(client, url_of(accepted, "close"), confirmed="yes"))
    assert fresh(accepted).state == CaseState.CLOSED
    assert fresh(accepted).closure == "confirmed"


def test_somebody_quicker_is_shown_and_the_words_are_kept(
    case: Case, officer: Officer, supervisor: Officer, signed_in: SignIn
) -> None:
    client = signed_in(supervisor)
    form = sent(client, url_of(case, "assign"), to=officer.pk)
    accept(case, by=officer, **press(case))
    response = client.post(url_of(case, "assign"), form)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Somebody was quicker." in page
    assert "accepted" in page
    again = response.context["form"]
    assert str(again["to"].value()) == str(officer.pk)
    assert str(again["version"].value()) == str(fresh(case).version)
    assert str(again["key"].value()) != form["key"]


def test_a_service_that_refuses_says_why_on_the_form(
    accepted: Case, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    late = (now() + timedelta(days=400)).date().isoformat()
    form = sent(
        client, url_of(accepted, "ask"), question="Which card?", reason="x", expected_on=late
    )
    response = client.post(url_of(accepted, "ask"), form)
    assert response.status_code == 422
    assert "The date must lie ahead" in response.content.decode()
    assert fresh(accepted).state == CaseState.IN_PROGRESS


def test_a_case_is_offered_to_an_office_found_by_its_name(
    accepted: Case, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    intake = Office.objects.get(is_intake=True)
    assert intake.name_en in client.get("/lookup/offices/", {"q": "NSPC int"}).content.decode()
    form = sent(client, url_of(accepted, "refer"), to=intake.name_en, reason="Not ours")
    assert client.post(url_of(accepted, "refer"), form).status_code == 302
    assert fresh(accepted).referrals.get().to_office == intake


def test_words_that_fit_several_offices_ask_back(
    accepted: Case, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    form = sent(client, url_of(accepted, "refer"), to="Commune office", reason="Not ours")
    response = client.post(url_of(accepted, "refer"), form)
    assert "Several offices fit" in response.content.decode()


def test_matter_and_place_are_changed_from_the_lists(
    accepted: Case, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    assert accepted.area is not None
    village = accepted.area.children.order_by("code")[0]
    shown = client.get(url_of(accepted, "classify")).context["form"]
    levels = ("province", "district", "commune")
    places = {level: shown[level].value() for level in levels}
    assert places == dict(zip(levels, accepted.area.path, strict=True))
    form = sent(
        client,
        url_of(accepted, "classify"),
        category="",
        programme="",
        village=village.pk,
        **places,
    )
    assert client.post(url_of(accepted, "classify"), form).status_code == 302
    assert fresh(accepted).area == village
    assert fresh(accepted).category is None


def test_a_village_of_another_commune_is_refused(
    accepted: Case, officer: Officer, elsewhere: Area, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    stranger = elsewhere.children.order_by("code")[0]
    assert accepted.area is not None
    path = dict(zip(("province", "district", "commune"), accepted.area.path, strict=True))
    form = sent(client, url_of(accepted, "classify"), village=stranger.pk, **path)
    response = client.post(url_of(accepted, "classify"), form)
    assert response.status_code == 422
    assert "village" in response.context["form"].errors


def test_whoever_restricts_a_case_does_not_see_it_any_more(
    accepted: Case, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(officer)
    form = sent(client, url_of(accepted, "mark_sensitive"), reason="She is afraid")
    response = client.post(url_of(accepted, "mark_sensitive"), form)
    assert response["Location"] == "/"
    assert client.get(url_of(accepted)).status_code == 404


def test_the_focal_point_reads_the_sealed_story(
    case: Case, officer: Officer, integrity_point: Officer, signed_in: SignIn
) -> None:
    mark_sensitive(case, reason="x", by=officer, **press(case))
    restricted = fresh(case)
    reader = Officer.objects.filter(office=restricted.office, role="focal").first()
    assert reader is not None, "the restricted desk of this case has no focal point here"
    page = signed_in(reader).get(url_of(case)).content.decode()
    assert "លុយមិនចូល" in page


def test_what_people_did_does_not_drown_among_deadline_notices(
    missed_payment: Callable[..., Case], officer: Officer, signed_in: SignIn
) -> None:
    case = missed_payment(received_at=now() - timedelta(days=60))
    while check_deadlines():
        pass
    accept(case, by=officer, **press(case))
    history = signed_in(officer).get(url_of(case)).context["history"]
    kinds = [fold.first.kind for fold in history]
    assert kinds[0] == "accepted"
    assert len(history[1].rest) > 2
    assert kinds[-1] == "opened"


def test_an_unknown_step_and_a_foreign_case_are_not_found(
    case: Case, officer: Officer, outsider: Officer, signed_in: SignIn
) -> None:
    assert signed_in(officer).get(url_of(case, "explode")).status_code == 404
    assert signed_in(outsider).get(url_of(case)).status_code == 404
    assert signed_in(outsider).post(url_of(case, "accept")).status_code == 404


def test_a_step_that_is_not_possible_now_says_so(
    case: Case, officer: Officer, signed_in: SignIn
) -> None:
    page = signed_in(officer).get(url_of(case, "close")).content.decode()
    assert "This step is not possible as the case stands now." in page


def test_somebody_who_cannot_be_written_to_is_called(
    missed_payment: Callable[..., Case], officer: Officer, signed_in: SignIn
) -> None:
    case = missed_payment(contact=None, phone="012 345 678", contact_wish="call")
    accept(case, by=officer, **press(case))
    context = signed_in(officer).get(url_of(case)).context
    assert context["step"].code == "call"
    assert "reply" not in {other.code for other in context["others"]}


def test_a_story_with_markup_is_shown_as_it_was_written(
    missed_payment: Callable[..., Case], officer: Officer, signed_in: SignIn
) -> None:
    case = missed_payment(narrative="<script>alert(1)</script>")
    page = signed_in(officer).get(url_of(case)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
