"""Somebody at the counter or on the phone gets a reference before they leave."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cases.models import Case, PartyRole
from cases.reference import display
from tests.cases.desk.conftest import sent
from workflows.lifecycle import CaseState
from workflows.models import Area, Category, Office, Officer

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
NEW = "/cases/new/"


def told(client: Client, **fields: Any) -> dict[str, Any]:
    """The least that a form needs, and what a test adds."""
    least = {"origin": "walk_in", "narrative": "ប្រាក់មិនចូល", "contact_wish": "any"}
    return sent(client, NEW, **(least | fields))


def test_the_words_alone_make_a_case_with_a_receipt(
    desk_officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(desk_officer)
    assert client.post(NEW, told(client))["Location"] == "/cases/new/done/"
    case = Case.objects.get()
    assert case.origin == "walk_in"
    assert case.filed_office == desk_officer.office
    page = client.get("/cases/new/done/").content.decode()
    assert display(case.reference) in page
    assert case.office is not None
    assert case.office.name_en in page


def test_the_form_begins_where_the_office_is(
    desk_officer: Officer, commune: Area, signed_in: SignIn
) -> None:
    form = signed_in(desk_officer).get(NEW).context["form"]
    chosen = [form[level].value() for level in ("province", "district", "commune")]
    assert chosen == commune.path


def test_a_second_press_makes_no_second_case(desk_officer: Officer, signed_in: SignIn) -> None:
    client = signed_in(desk_officer)
    form = told(client, is_answered="on", outcome="answered", explanation="On Friday.")
    client.post(NEW, form)
    client.post(NEW, form)
    case = Case.objects.get()
    assert case.state == CaseState.RESOLVED
    assert case.events.filter(kind="resolved").count() == 1


def test_going_back_and_pressing_again_asks_whether_it_is_another_person(
    desk_officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(desk_officer)
    client.post(NEW, told(client))
    # A fresh page has a fresh key; the browser has filled in the old words.
    answer = client.post(NEW, told(client))
    assert answer.status_code == 409
    assert "/cases/new/done/" in answer.content.decode()
    assert Case.objects.count() == 1
    client.post(NEW, told(client, another="1"))
    assert Case.objects.count() == 2


def test_other_words_under_an_old_key_are_another_persons_case(
    desk_officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(desk_officer)
    form = told(client)
    client.post(NEW, form)
    answered = {"is_answered": "on", "outcome": "answered", "explanation": "On Friday."}
    client.post(NEW, form | {"narrative": "ប័ណ្ណបាត់"} | answered)
    first, second = Case.objects.order_by("pk")
    assert first.state == CaseState.ASSIGNED
    assert (second.narrative, second.state) == ("ប័ណ្ណបាត់", CaseState.RESOLVED)


def test_what_is_answered_on_the_spot_is_resolved_on_the_spot(
    desk_officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(desk_officer)
    form = told(client, is_answered="on", outcome="answered", explanation="On Friday.")
    client.post(NEW, form)
    case = Case.objects.get()
    assert (case.state, case.outcome) == (CaseState.RESOLVED, "answered")
    assert case.first_response_at is not None
    assert "Answered on the spot." in client.get("/cases/new/done/").content.decode()


def test_an_answer_on_the_spot_needs_its_words(desk_officer: Officer, signed_in: SignIn) -> None:
    client = signed_in(desk_officer)
    response = client.post(NEW, told(client, is_answered="on", outcome="answered"))
    assert response.status_code == 422
    assert "explanation" in response.context["form"].errors
    assert not Case.objects.exists()


def test_a_restricted_matter_is_out_of_sight_and_still_has_a_receipt(
    desk_officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(desk_officer)
    client.post(NEW, told(client, is_sensitive="on"))
    case = Case.objects.get()
    assert case.is_sensitive
    assert case.narrative == ""
    assert client.get(f"/cases/{case.reference}/").status_code == 404
    page = client.get("/cases/new/done/").content.decode()
    assert display(case.reference) in page
    assert "Only the focal point sees this case now." in page


def test_a_restricted_matter_is_not_answered_at_the_counter(
    desk_officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(desk_officer)
    category = Category.objects.filter(sensitivity="Y")[0]
    form = told(
        client, category=category.pk, is_answered="on", outcome="answered", explanation="Go home."
    )
    response = client.post(NEW, form)
    assert response.status_code == 422
    assert "is_answered" in response.context["form"].errors


def test_the_accused_office_never_sees_the_case(
    desk_officer: Officer, officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(desk_officer)
    accused = desk_officer.office
    assert accused is not None
    client.post(NEW, told(client, is_accusing="on", accused_office=f"x ({accused.code})"))
    case = Case.objects.get()
    assert case.accused_office == accused
    assert case.is_sensitive
    assert case.office != accused
    for who in (desk_officer, officer):
        assert signed_in(who).get(f"/cases/{case.reference}/").status_code == 404


def test_who_complains_and_who_speaks_are_kept_apart(
    desk_officer: Officer, signed_in: SignIn
) -> None:
    client = signed_in(desk_officer)
    form = told(client, name="ចន្ធូ", phone="០១២ ៣៤៥ ៦៧៨", proxy_name="សុខ", contact_wish="call")
    client.post(NEW, form)
    parties = {party.role: party.person for party in Case.objects.get().parties.all()}
    assert parties[PartyRole.COMPLAINANT].phone == "+85512345678"
    assert parties[PartyRole.COMPLAINANT].contact_wish == "call"
    assert parties[PartyRole.PROXY].name == "សុខ"


def test_an_anonymous_person_leaves_no_name(desk_officer: Officer, signed_in: SignIn) -> None:
    client = signed_in(desk_officer)
    client.post(NEW, told(client, is_anonymous="on", name="ចន្ធូ"))
    case = Case.objects.get()
    assert case.is_anonymous
    assert case.parties.get().person.name == ""


def test_a_number_that_cannot_be_one_is_refused(desk_officer: Officer, signed_in: SignIn) -> None:
    client = signed_in(desk_officer)
    response = client.post(NEW, told(client, phone="123"))
    assert "phone" in response.context["form"].errors


def test_a_place_is_narrowed_step_by_step(
    desk_officer: Officer, commune: Area, signed_in: SignIn
) -> None:
    client = signed_in(desk_officer)
    page = client.get("/lookup/places/", {"within": commune.pk}).content.decode()
    assert all(village.name_en in page for village in commune.children.all())
    for nonsense in ("", "abc", "9" * 40):
        assert client.get("/lookup/places/", {"within": nonsense}).status_code == 200


def test_a_lookup_takes_whatever_is_typed(desk_officer: Officer, signed_in: SignIn) -> None:
    client = signed_in(desk_officer)
    for text in ("NSPC\0", "%_%", "'; --", "x" * 5000, "\0"):
        assert client.get("/lookup/offices/", {"q": text}).status_code == 200, text
        assert client.get("/find/", {"q": text}).status_code == 200, text


def test_those_who_register_nothing_are_refused(
    monitor: Officer, focal_point: Officer, signed_in: SignIn
) -> None:
    for who in (monitor, focal_point):
        assert signed_in(who).get(NEW).status_code == 403
        assert signed_in(who).get("/cases/new/done/").status_code == 403


def test_without_a_case_of_this_session_the_receipt_leads_to_the_form(
    desk_officer: Officer, signed_in: SignIn
) -> None:
    assert signed_in(desk_officer).get("/cases/new/done/")["Location"] == NEW


def test_without_script_the_lists_are_filled_one_press_at_a_time(
    desk_officer: Officer, elsewhere: Area, signed_in: SignIn
) -> None:
    client = signed_in(desk_officer)
    province, district, commune = elsewhere.path
    asked = told(client, narrative="", province=province, district="", commune="", narrow="1")
    form = client.post(NEW, asked).context["form"]
    assert not form.errors
    assert district in {area.pk for area in form.fields["district"].queryset}
    form = client.post(NEW, asked | {"district": district}).context["form"]
    assert commune in {area.pk for area in form.fields["commune"].queryset}
    assert not Case.objects.exists()


def test_an_office_is_offered_in_the_readers_language(
    desk_officer: Officer, signed_in: SignIn
) -> None:
    intake = Office.objects.get(is_intake=True)
    khmer = signed_in(desk_officer, language="km")
    assert intake.name_km in khmer.get("/lookup/offices/", {"q": intake.code}).content.decode()
