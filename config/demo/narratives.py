"""What made-up people complain about and ask, in Khmer, romanised Khmer and English.

Written for the trial; `{place}`, `{months}`, `{days}` and `{kin}` are filled in. Khmer numbers
and words go into Khmer texts, Latin ones into the others.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Kind:
    """A kind of matter: its category, the programmes that it fits, how often, and its words."""

    category: str
    programmes: tuple[str, ...]
    weight: int
    km: tuple[str, ...]
    latin: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


KINDS: Final = (
    Kind(
        "PAY.MISSED",
        ("FP", "FP_PW", "FP_ELD", "FP_DIS"),
        16,
        (
            "លុយ{kin}ខ្ញុំមិនទាន់ចូលទេ {months}ខែហើយ នៅ{place}",
            "អ្នកជិតខាងបានទទួលលុយអស់ហើយ {kin}ខ្ញុំនៅ{place}អត់ទាន់បានទេ {months}ខែហើយ",
            "ខ្ញុំទៅដកលុយ គេថាគ្មានលុយក្នុងគណនីទេ {months}ខែហើយ",
        ),
        (
            "luy {kin} knhom ot ton chol te {months} khae hz nov {place}",
            "bong oy knhom tov dok luy ke tha ot mean luy te nov {place}",
        ),
        (
            "The money for my {kin} has not come for {months} months. We live in {place}.",
            "Everybody in our village in {place} was paid, my {kin} was not.",
        ),
    ),
    Kind(
        "PAY.LATE",
        ("FP", "FP_EDU", "FP_ELD"),
        7,
        (
            "ខែនេះលុយបើកយឺតណាស់ ហួស{days}ថ្ងៃហើយ នៅ{place}",
            "អាហារូបករណ៍កូនខ្ញុំបើកយឺត គ្រូក៏មិនដឹងថ្ងៃណាដែរ",
        ),
        ("luy khae nis yeut {days} tngai hz nov {place}",),
        ("The transfer is {days} days late in {place}. When will it come?",),
    ),
    Kind(
        "PAY.AMOUNT",
        ("FP", "FP_PW", "FP_DIS"),
        7,
        (
            "ខែនេះទទួលបានលុយតិចជាងខែមុន ហេតុអ្វី? នៅ{place}",
            "កើតកូនភ្លោះ តែទទួលបានលុយសម្រាប់កូនតែម្នាក់",
        ),
        ("khae nis ban luy tech jeang khae mun, {place}",),
        ("My {kin} was paid less than last month, nobody in {place} can say why.",),
    ),
    Kind(
        "PAY.PIN",
        ("FP", "FP_ELD"),
        6,
        ("ភ្លេចលេខសម្ងាត់វីង ដកលុយមិនបាន {days}ថ្ងៃហើយ", "ប្តូរទូរស័ព្ទថ្មី គណនីចូលមិនបាន នៅ{place}"),
        ("plech lek sngat wing dok luy ot ban",),
        ("My {kin} forgot the code and cannot take the money out.",),
    ),
    Kind(
        "PAY.AGENTREFUSE",
        ("FP", "FP_PW"),
        4,
        ("ភ្នាក់ងារនៅ{place}ថាអស់លុយ ឱ្យមករាល់ថ្ងៃ {days}ថ្ងៃហើយ",),
        ("phnak ngea nov {place} tha os luy {days} tngai hz",),
        ("The agent in {place} says there is no cash, for {days} days now.",),
    ),
    Kind(
        "PAY.AGENTFEE",
        ("FP", "FP_ELD"),
        3,
        ("ភ្នាក់ងារនៅ{place}កាត់លុយពេលដក ហើយមិនឱ្យវិក្កយបត្រ",),
        (),
        ("The agent kept part of the money of my {kin} in {place}.",),
    ),
    Kind(
        "ENR.REQUEST",
        ("IDPOOR", "ATRISK"),
        8,
        (
            "គ្រួសារខ្ញុំក្រ ប្តីឈឺធ្វើការមិនកើត សុំមកសម្ភាសផង នៅ{place}",
            "ខ្ញុំចង់ស្នើសុំប័ណ្ណសមធម៌ ត្រូវទៅណា? ខ្ញុំនៅ{place}",
        ),
        ("knhom jong sneu som ban kror nov {place}",),
        ("My husband cannot work any more. We ask for an interview, {place}.",),
    ),
    Kind(
        "ENR.DELAY",
        ("IDPOOR",),
        5,
        ("ស្នើសុំសម្ភាស {months}ខែហើយ មិនទាន់មានគេមកទេ នៅ{place}",),
        ("sneu som {months} khae hz ot ton mean ke mok te",),
        ("We asked for an interview {months} months ago and nobody came to {place}.",),
    ),
    Kind(
        "TGT.EXCL",
        ("IDPOOR",),
        6,
        ("គេមកសម្ភាសហើយ តែថាគ្រួសារខ្ញុំមិនក្រ ខ្ញុំមិនយល់ស្របទេ នៅ{place}",),
        (),
        ("They say that we are not poor. We have no land and my {kin} is ill. {place}.",),
    ),
    Kind(
        "CARD.LOST",
        ("IDPOOR",),
        5,
        ("ប័ណ្ណសមធម៌បាត់ពេលទឹកលិចផ្ទះ នៅ{place} សុំធ្វើថ្មី", "ប័ណ្ណរហែកអស់ ពេទ្យមិនព្រមទទួល"),
        ("ban bat hz som tver thmey nov {place}",),
        ("Our card was lost in the flood in {place}. How do we get a new one?",),
    ),
    Kind(
        "DATA.NAME",
        ("IDPOOR", "FP"),
        4,
        ("ឈ្មោះ{kin}ខ្ញុំក្នុងប័ណ្ណសរសេរខុស ដកលុយមិនបាន នៅ{place}",),
        (),
        ("The name of my {kin} is wrong on the card.",),
    ),
    Kind(
        "DATA.MEMBER",
        ("IDPOOR", "FP"),
        4,
        ("ខ្ញុំទើបសម្រាលកូន សុំបញ្ចូលឈ្មោះកូនក្នុងប័ណ្ណ នៅ{place}",),
        ("som banhchol chhmos koun knong ban",),
        ("Please add our newborn to the card. {place}.",),
    ),
    Kind(
        "HLT.CHARGED",
        ("HEF",),
        6,
        (
            "មានប័ណ្ណសមធម៌ តែពេទ្យនៅ{place}នៅតែឱ្យបង់ថ្លៃព្យាបាល",
            "{kin}ខ្ញុំសម្រាកពេទ្យ {days}ថ្ងៃ គេទារលុយទោះមានប័ណ្ណ",
        ),
        ("mean ban kror tae pet nov {place} oy bong luy",),
        ("We have the card, but the hospital in {place} made us pay.",),
    ),
    Kind(
        "HLT.REFUSED",
        ("HEF", "NSSF"),
        4,
        ("ពេទ្យនៅ{place}មិនព្រមទទួល{kin}ខ្ញុំទេ ថាប័ណ្ណប្រើមិនបាន",),
        (),
        ("The health centre in {place} sent my {kin} away in spite of the card.",),
    ),
    Kind(
        "HLT.ATTITUDE",
        ("HEF", "QHS"),
        3,
        ("បុគ្គលិកពេទ្យនៅ{place}និយាយមិនសមរម្យដាក់អ្នកមានប័ណ្ណក្រ",),
        (),
        ("The nurse in {place} shouted at my {kin} because we have the card.",),
    ),
    Kind(
        "HLT.LAB",
        ("QHS",),
        3,
        ("លទ្ធផលឈាម{kin}ខ្ញុំរង់ចាំ {days}ថ្ងៃហើយ មន្ទីរពិសោធន៍ថាបាត់ នៅ{place}",),
        (),
        ("The laboratory in {place} lost the test of my {kin}.",),
    ),
    Kind(
        "HLT.TRANSPORT",
        ("HEF",),
        3,
        ("មិនបានទទួលថ្លៃធ្វើដំណើរពីមន្ទីរពេទ្យ {place}ទេ",),
        (),
        ("We did not get the transport money from the hospital in {place}.",),
    ),
    Kind(
        "ENR.NSSF",
        ("NSSF",),
        4,
        ("រោងចក្រថាបានចុះឈ្មោះហើយ តែ ប.ស.ស. រកឈ្មោះខ្ញុំមិនឃើញ នៅ{place}",),
        ("rong jak tha joh chhmos hz tae nssf rok ot khernh",),
        ("My factory says I am registered, NSSF in {place} cannot find me.",),
    ),
    Kind(
        "HLT.NSSF",
        ("NSSF",),
        4,
        ("កាត ប.ស.ស. ខ្ញុំប្រើនៅពេទ្យ {place}មិនបាន",),
        (),
        ("My NSSF card was not accepted in {place}.",),
    ),
    Kind(
        "SVC.OFFICE",
        ("IDPOOR",),
        2,
        ("ទៅការិយាល័យ {days}ដង បិទទ្វាររហូត នៅ{place}",),
        (),
        ("The office in {place} was closed each of the {days} times I went.",),
    ),
    Kind(
        "PAY.CLOSED",
        ("COVID_CT",),
        2,
        ("លុយកូវីដ{kin}ខ្ញុំមិនដែលបានទេ នៅ{place} អាចទាមទារបានទេ?",),
        (),
        ("We never got the COVID money in {place}. Can we still claim it?",),
    ),
    Kind(
        "INFO.PAYDATE",
        ("FP", "FP_ELD", "FP_EDU"),
        8,
        ("លុយខែនេះបើកថ្ងៃណា?", "បើកលុយមនុស្សចាស់នៅកន្លែងណា? ខ្ញុំនៅ{place}"),
        ("luy khae nis berk tngai na",),
        ("On which day is the money paid this month in {place}?",),
    ),
    Kind(
        "INFO.ELIG",
        ("IDPOOR", "FP_PW", "FP_DIS", "TVET"),
        8,
        ("ខ្ញុំមានផ្ទៃពោះ {months}ខែ អាចទទួលប្រាក់បានទេ?", "ជនពិការត្រូវធ្វើអ្វីខ្លះដើម្បីទទួលបានប័ណ្ណ?"),
        ("knhom mean ptey puas {months} khae ach ban luy te",),
        ("I am {months} months pregnant. Can I get the support?",),
    ),
    Kind(
        "INFO.HEALTH",
        ("HEF", "NSSF"),
        5,
        ("ប័ណ្ណសមធម៌អាចពិនិត្យផ្ទៃពោះបានទេ នៅ{place}?",),
        (),
        ("Does the card cover an operation at the hospital in {place}?",),
    ),
    Kind(
        "INT.BRIBE",
        ("IDPOOR", "FP"),
        4,
        ("គេសុំលុយខ្ញុំមុននឹងដាក់ឈ្មោះក្នុងបញ្ជី នៅ{place}",),
        (),
        ("Somebody asked for money before writing our name on the list in {place}.",),
    ),
    Kind(
        "INT.NEPOTISM",
        ("IDPOOR",),
        3,
        ("បងប្អូនអ្នកមានអំណាចបានប័ណ្ណទាំងអស់ អ្នកក្រពិតអត់បាន នៅ{place}",),
        (),
        ("In {place} the relatives got the cards, the poor did not.",),
    ),
    Kind(
        "PRV.BREACH",
        ("HEF",),
        2,
        ("មានគេបង្ហោះបញ្ជីឈ្មោះ និងជំងឺរបស់ពួកខ្ញុំនៅ{place}",),
        (),
        ("A list with our names and illnesses hangs on a wall in {place}.",),
    ),
    Kind(
        "SAFE.THREAT",
        ("IDPOOR",),
        2,
        ("ក្រោយប្តឹងហើយ មានគេគំរាមថានឹងដកប័ណ្ណខ្ញុំ នៅ{place}",),
        (),
        ("Since I complained they say they will take our card away.",),
    ),
    Kind(
        "OTH.OOS",
        (),
        3,
        ("មានជម្លោះព្រំដីជាមួយអ្នកជិតខាងនៅ{place} សុំជួយផង",),
        (),
        ("My neighbour in {place} moved the fence onto our land.",),
    ),
)

KIN: Final = {
    "km": ("ម្តាយ", "ឪពុក", "យាយ", "តា", "កូន", "ប្អូន"),
    "km-Latn": ("mak", "pa", "yeay", "ta", "koun", "b'aun"),
    "en": ("mother", "father", "grandmother", "grandfather", "child", "sister"),
}
