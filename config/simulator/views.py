"""The phone: choose a made-up number, write a text, see what comes back."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from channels_app.models import Channel
from config.simulator import channel as channels
from config.simulator import phones, webhooks
from config.simulator.door import trial_only
from config.simulator.phones import Phone, Text
from timekeeping.now import now

LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Sample:
    """A text to start with."""

    label: str
    body: str


@trial_only
@login_not_required
@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """Show a phone."""
    return render(request, "simulator/phone.html", _context(_phone(request), said=""))


@trial_only
@login_not_required
@require_safe
def thread(request: HttpRequest) -> HttpResponse:
    """Give the phone's texts alone, for the page to put in place."""
    chosen = _phone(request)
    context = {"phone": chosen, "texts": phones.screen_of(chosen.number)}
    response = render(request, "simulator/thread.html", context)
    response["Cache-Control"] = "no-store"
    return response


@trial_only
@login_not_required
@transaction.non_atomic_requests
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Send the phone's text as the provider does: a signed request to our own webhook."""
    chosen = phones.chosen(request.POST.get("phone", ""))
    body = request.POST.get("body", "").strip()[:LONGEST_TEXT]
    channel = channels.phone()
    if channel is None:
        said = _("There is no SMS channel yet: start the trial with “make demo”.")
        return render(request, "simulator/phone.html", _context(chosen, said=said), status=503)
    if body:
        base = f"{request.scheme}://{request.get_host()}"
        status = _deliver(channel, chosen, body, base=base)
        if status != 200:  # noqa: PLR2004 - the one answer that means "stored"
            said = _("The webhook answered %(status)s.") % {"status": status}
            return render(request, "simulator/phone.html", _context(chosen, said=said), status=502)
    return redirect(f"{request.path.removesuffix('send/')}?phone={chosen.number.strip('+')}")


def _deliver(channel: Channel, chosen: Phone, body: str, *, base: str) -> int:
    sid = webhooks.new_sid("SM")
    text = Text(sid, chosen.number, body, is_ours=False, at=now(), status="sent")
    phones.show(text)
    fields = webhooks.incoming(channel, sid=sid, sender=chosen.number, body=body)
    status = webhooks.post(channel, webhooks.inbound_path(channel), fields, base=base)
    phones.mark(text, "delivered" if status == 200 else "failed")  # noqa: PLR2004
    return status


def _phone(request: HttpRequest) -> Phone:
    return phones.chosen("+" + request.GET.get("phone", "").strip().lstrip("+"))


def _context(chosen: Phone, *, said: str) -> dict[str, object]:
    channel, chat = channels.phone(), channels.chat()
    return {
        "chat": reverse("chat:page", args=[chat.uuid]) if chat else "",
        "phone": chosen,
        "phones": phones.PHONES,
        "texts": phones.screen_of(chosen.number),
        "ours": channel.address if channel else "",
        "samples": SAMPLES,
        "said": said,
    }


# What people write, each in their own way; written by us.
SAMPLES = (
    Sample("ខ្មែរ", "លុយគ្រួសារខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ ខ្ញុំនៅស្រុកជុំគិរី ខេត្តកំពត"),
    Sample("Khmer in Latin letters", "luy knhom ot ton chol te 2 khae hz nov kampot"),
    Sample("English", "My card was refused at the hospital in Takeo yesterday"),
    Sample("ប្រធានភូមិ", "មេភូមិសុំលុយ ៥ម៉ឺន ទើបធ្វើប័ណ្ណឱ្យ"),
    Sample("STOP", "STOP"),
)
