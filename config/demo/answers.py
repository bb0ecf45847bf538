"""What made-up officers decide, ask and say, in Khmer and English."""

from dataclasses import dataclass
from typing import Final

from cases.models import Outcome
from cases.models.remedy import RemedyKind


@dataclass(frozen=True)
class Words:
    """A sentence in both languages; romanised Khmer is answered in English letters' stead."""

    km: str
    en: str

    def in_language(self, language: str) -> str:
        """Give the sentence for a person who writes in `language`."""
        return self.en if language == "en" else self.km


@dataclass(frozen=True)
class Verdict:
    """A way in which a matter ends."""

    outcome: str
    explanation: Words
    remedy: str = ""
    what: Words | None = None


PAID = Verdict(
    Outcome.UPHELD,
    Words("យើងបានពិនិត្យឃើញថា ប្រាក់របស់លោកអ្នកមិនទាន់បានផ្ញើ។ ប្រាក់នឹងចូលគណនី។",
          "We found that your payment was not sent. It will be paid into the account."),
    RemedyKind.PAYMENT,
    Words("បើកប្រាក់ដែលនៅខ្វះ", "Pay what was missing"),
)  # fmt: skip
NOT_DUE = Verdict(
    Outcome.NOT_UPHELD,
    Words("យើងបានពិនិត្យបញ្ជីហើយ ប្រាក់ត្រូវបានដកតាមភ្នាក់ងាររួចហើយ។",
          "We checked the list: the money was taken out at an agent already."),
)  # fmt: skip
CORRECTED = Verdict(
    Outcome.UPHELD,
    Words("ព័ត៌មានក្នុងប្រព័ន្ធខុសមែន យើងកំពុងកែជូន។",
          "The entry was wrong. We are correcting it."),
    RemedyKind.REGISTRATION,
    Words("កែព័ត៌មានក្នុងបញ្ជី", "Correct the entry"),
)  # fmt: skip
NEW_CARD = Verdict(
    Outcome.UPHELD,
    Words("លោកអ្នកអាចមកយកប័ណ្ណថ្មីនៅសាលាឃុំ សង្កាត់។ មិនអស់ប្រាក់ទេ។",
          "You can collect a new card at the commune office. It costs nothing."),
    RemedyKind.CARD,
    Words("ចេញប័ណ្ណថ្មី", "Issue a new card"),
)  # fmt: skip
INTERVIEW = Verdict(
    Outcome.PARTLY,
    Words("ក្រុមការងារនឹងទៅសម្ភាសគ្រួសារលោកអ្នកម្តងទៀត។",
          "A team will interview your household again."),
    RemedyKind.SERVICE,
    Words("សម្ភាសម្តងទៀតដោយក្រុមផ្សេង", "A new interview by another team"),
)  # fmt: skip
APOLOGY = Verdict(
    Outcome.UPHELD,
    Words("យើងសុំទោស។ ប្រធានការិយាល័យបាននិយាយជាមួយបុគ្គលិករួចហើយ។",
          "We are sorry. The head of the office has spoken with the staff."),
    RemedyKind.APOLOGY,
    Words("សុំទោស និងណែនាំបុគ្គលិក", "Apologise and instruct the staff"),
)  # fmt: skip
CARE = Verdict(
    Outcome.UPHELD,
    Words("ប័ណ្ណរបស់លោកអ្នកប្រើបាន។ មន្ទីរពេទ្យត្រូវទទួល ហើយមិនយកថ្លៃទេ។",
          "Your card is valid. The hospital must treat you without a charge."),
    RemedyKind.SERVICE,
    Words("ទទួលព្យាបាលដោយមិនយកថ្លៃ", "Treatment free of charge"),
)  # fmt: skip
ANSWER = Verdict(
    Outcome.ANSWERED,
    Words("សូមទៅសាលាឃុំ សង្កាត់ជិតផ្ទះ យកប័ណ្ណ ឬសៀវភៅគ្រួសារទៅជាមួយ។ គេនឹងជួយបំពេញពាក្យ។",
          "Please take your card or family book to the commune office; they help with the form."),
)  # fmt: skip
ELSEWHERE = Verdict(
    Outcome.REDIRECTED,
    Words("រឿងនេះជារបស់ស្ថាប័នផ្សេង។ យើងបានប្រាប់កន្លែងដែលលោកអ្នកអាចទៅបាន។",
          "Another body answers for this; we told you where to go."),
)  # fmt: skip

# By the first part of a category's code; what happens most often comes first.
VERDICTS: Final[dict[str, tuple[Verdict, ...]]] = {
    "PAY": (PAID, PAID, NOT_DUE, CORRECTED),
    "ENR": (INTERVIEW, CORRECTED, NOT_DUE),
    "TGT": (INTERVIEW, NOT_DUE),
    "CARD": (NEW_CARD,),
    "DATA": (CORRECTED,),
    "HLT": (CARE, APOLOGY, ELSEWHERE),
    "SVC": (APOLOGY,),
    "INFO": (ANSWER,),
}
OTHERWISE: Final = (APOLOGY, ELSEWHERE)

QUESTION = Words(
    "សូមប្រាប់ឈ្មោះឃុំ សង្កាត់ និងខែណាដែលមិនបានប្រាក់។",
    "Please tell us your commune and which month was not paid.",
)
REPLY = Words(
    "យើងកំពុងពិនិត្យជាមួយការិយាល័យបើកប្រាក់។ យើងនឹងជូនដំណឹងលោកអ្នក។",
    "We are checking with the paying office and will tell you what we find.",
)
ASK_REASON = "Commune and month are missing"
CALLED = Words("បាននិយាយទូរស័ព្ទជាមួយសាមីខ្លួន", "Spoke with the person on the phone")
REFER_REASON = Words("រឿងនេះត្រូវដោះស្រាយនៅថ្នាក់ខេត្ត", "The province must decide this")
NOT_SOLVED = Words("ប្រាក់នៅមិនទាន់ចូលទេ", "The money has still not come")
TAKEN_BACK = Words("សាមីខ្លួនថាបានដោះស្រាយហើយ", "The person says that it was solved meanwhile")
GO_THERE = Words("ការិយាល័យអម្បុតម៉ាន់ស្រុក", "the district ombudsman")
PROOF = "Receipt of the trial, number {number}"
