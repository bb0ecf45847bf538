"""The people of a case: stored apart, encrypted, found again by keyed hashes."""

import re
import unicodedata

from cases.models import Case, Party, PartyRole, Person
from cases.models.party import ContactWish
from cases.services.matter import Matter
from channels_app import contacts
from channels_app.identity import document_hash, keyed_hash, normalise_phone, phone_hash
from channels_app.models import Contact


def add(case: Case, matter: Matter) -> None:
    """Write down who complains, and who speaks for them, as far as they wished to say."""
    complainant = _person(
        name=matter.name,
        phone=matter.phone,
        card_number=matter.card_number,
        contact=matter.contact,
        wish=matter.contact_wish,
        keep_quiet=case.is_sensitive,
    )
    Party.objects.create(case=case, person=complainant, role=PartyRole.COMPLAINANT)
    if matter.proxy_name or matter.proxy_phone:
        proxy = _person(
            name=matter.proxy_name,
            phone=matter.proxy_phone,
            card_number="",
            contact=None,
            wish=matter.contact_wish,
            keep_quiet=case.is_sensitive,
        )
        Party.objects.create(case=case, person=proxy, role=PartyRole.PROXY)


def name_tokens(name: str) -> list[str]:
    """Keyed hashes of the words of a name, folded for case, digits and width."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return sorted({keyed_hash(word) for word in re.findall(r"[\w\u17b4-\u17d3]+", folded)})


def _person(
    *,
    name: str,
    phone: str,
    card_number: str,
    contact: Contact | None,
    wish: str,
    keep_quiet: bool,
) -> Person:
    person: Person = Person.objects.create(
        name=name,
        name_tokens=name_tokens(name),
        phone=normalise_phone(phone) if phone else "",
        phone_hash=phone_hash(phone) if phone else (contact.address_hash if contact else ""),
        card_number=card_number,
        card_hash=document_hash(card_number) if card_number else "",
        contact=contact or _reachable(phone, wish, keep_quiet=keep_quiet),
        contact_wish=wish,
    )
    return person


def _reachable(phone: str, wish: str, *, keep_quiet: bool) -> Contact | None:
    """The SMS address of a number given at a desk, where the person agreed to be written to."""
    if not phone or keep_quiet or wish != ContactWish.ANY:
        return None
    return contacts.for_phone(phone)
