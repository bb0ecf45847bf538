"""The form of one label."""

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bot.labelling.deciding import without_numbers
from bot.labelling.models import LabelTask
from bot.nlu.labels import CATEGORY_OF, INTENTS, is_safety
from workflows.models import Category

LONGEST = 300
WORDS_FOR = {
    "complaint": _("reports a problem, or asks for a service"),
    "enrolment_query": _("asks to be registered, or whether they are"),
    "information_query": _("asks how something works"),
    "check_status": _("asks where their case stands"),
    "provide_reference": _("gives a case number"),
    "talk_to_human": _("wants to talk to a person"),
    "greeting": _("greets"),
    "thanks_confirm": _("thanks, or says that it is solved"),
    "not_resolved": _("says that it is not solved"),
    "stop": _("wants no more messages"),
    "start": _("wants messages again"),
    "menu_choice": _("chooses from a menu"),
    "safety": _("somebody is in danger"),
    "out_of_scope": _("speaks of something else"),
    "unclear": _("cannot be understood"),
    "privacy_request": _("asks about their own data"),
}


class LabelForm(forms.Form):
    """What the words are, and the words to learn."""

    intent = forms.ChoiceField(
        label=_("What the person does"),
        choices=[("", "—"), *((intent, WORDS_FOR[intent]) for intent in INTENTS)],
    )
    category = forms.ModelChoiceField(
        label=_("Matter"), queryset=Category.objects.none(), to_field_name="code", required=False
    )
    phrase = forms.CharField(
        label=_("Words to learn"),
        help_text=_("Take out names and whatever else tells who it was."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, sent: QueryDict | None = None, *, task: LabelTask) -> None:
        """Begin with our own guess and with the words, without anybody's number."""
        initial = {
            "intent": task.guessed_intent,
            "category": task.guessed_category,
            "phrase": without_numbers(task.inbound.body)[:LONGEST],
        }
        super().__init__(sent, initial=initial, label_suffix="", prefix=f"t{task.pk}")
        name = "name_km" if get_language() == "km" else "name_en"
        category = self.fields["category"]
        assert isinstance(category, forms.ModelChoiceField)  # noqa: S101 - declared above
        category.queryset = Category.objects.filter(is_active=True).order_by(name)

    def clean(self) -> dict[str, object]:
        """An intent has its one category, or needs one that fits it."""
        cleaned = super().clean() or {}
        intent = str(cleaned.get("intent", ""))
        chosen = cleaned.get("category")
        code = CATEGORY_OF.get(intent) or (chosen.code if isinstance(chosen, Category) else "")
        if intent and not code:
            self.add_error("category", _("Choose the matter."))
        elif intent and is_safety(code) != (intent == "safety"):
            self.add_error("category", _("This matter and what the person does do not fit."))
        return cleaned | {"code": code}
