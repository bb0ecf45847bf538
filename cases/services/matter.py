"""What is known of a matter when its case is opened."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.services.guarding import must_be_restricted
from channels_app.kind import Button
from channels_app.models import Contact, InboundMessage
from workflows.models import Area, Category, Office, Programme


@dataclass(frozen=True, slots=True)
class Matter:
    """What is known when a case is opened. Only how it came, when, and the words are needed."""

    origin: str
    narrative: str
    received_at: datetime
    language: str = "km"
    category: Category | None = None
    programme: Programme | None = None
    area: Area | None = None
    accused_office: Office | None = None
    sensitive: bool = False
    urgent: bool = False
    anonymous: bool = False
    synthetic: bool = False
    contact: Contact | None = None
    inbound: InboundMessage | None = None
    name: str = ""
    phone: str = ""
    card_number: str = ""
    contact_wish: str = "any"
    proxy_name: str = ""
    proxy_phone: str = ""
    filed_office: Office | None = None
    # The purpose notice goes with the first receipt that a phone ever gets.
    first_contact: bool = False
    # Our one question, which goes in the same text: a second one would cost and interrupt.
    question: str = ""
    buttons: tuple[Button, ...] = ()
    # Since when, as far as the person said so.
    since_on: date | None = None

    @property
    def is_sensitive(self) -> bool:
        """Restricted by mark, by category, or because somebody in office is accused."""
        return self.sensitive or must_be_restricted(self.category, self.accused_office)
