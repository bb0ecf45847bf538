"""Who gets what, as a programme officer would write it on one page."""

# Programme, category, place, office. The place is in Kampot: a province (07), the district of
# Angkor Chey (0701), a commune there (070101); everybody is on duty.
ORDINARY = """
-         -               -       NSPC-INTAKE
-         OTH.UNCLEAR     070101  NSPC-INTAKE
-         FBK.THANKS      -       NSPC-INTAKE
-         FBK.SUGGEST     -       NSPC-ME
-         PRV.REQUEST     -       NSPC-DPO
IDPOOR    ENR.REQUEST     070101  COM-070101
IDPOOR    CARD.LOST       070101  COM-070101
-         CARD.LOST       070101  COM-070101
IDPOOR    CARD.LOST       07      PDOP-07
IDPOOR    CARD.LOST       -       MOP-IDPOOR
IDPOOR    ENR.DELAY       070101  PDOP-07
IDPOOR    TGT.EXCL        070101  PDOP-07
ATRISK    TGT.REVOKED     0701    PDOP-07
IDPOOR    TGT.LEVEL       070101  COM-070101
IDPOOR    CARD.WITHHELD   070101  OSA-0701
IDPOOR    CARD.WITHHELD   07      DOSVY-07
IDPOOR    DATA.NAME       070101  COM-070101
IDPOOR    INFO.ELIG       070101  COM-070101
IDPOOR    APL.DECISION    070101  PDOP-07
FP        PAY.MISSED      070101  COM-070101
FP_PW     PAY.MISSED      07      DOSVY-07
-         PAY.MISSED      -       NSAF-PAY
FP        ENR.REGFAIL     -       NSAF-HQ
FP        PAY.LATE        070101  NSAF-PAY
FP        PAY.AGENTFEE    070101  NSAF-PAY
FP        PAY.TAKEN       070101  NSAF-PAY
FP        PAY.PIN         070101  WING-DESK
-         PAY.PIN         070101  NSAF-PAY
SHOCK     PAY.AGENTREFUSE 070101  WING-DESK
COVID_CT  PAY.CLOSED      070101  NSAF-PAY
COVID_CT  PAY.MISSED      070101  NSAF-PAY
FP        ENR.REGFAIL     0701    OSA-0701
FP        APL.DECISION    070101  NSAF-HQ
FP_EDU    ENR.SCHOOL      070101  POE-07
FP_EDU    PAY.MISSED      070101  COM-070101
PENSION   PAY.LATE        070101  DOSVY-07
NSSF      ENR.NSSF        070101  NSSF-07
NSSF      HLT.NSSF        -       NSSF-HQ
NSSF      PAY.MISSED      070101  NSSF-07
HEF       HLT.CHARGED     070101  PHD-07
HEF       HLT.REFUSED     070101  PHD-07
QHS       HLT.LAB         -       MOH-HQ
HEF       HLT.TRANSPORT   07      PHD-07
HEF       HLT.EMERG       070101  MOH-DUTY
-         DATA.CIVIL      070101  COM-070101
-         DATA.CIVIL      0701    OWSO-0701
-         SVC.ATTITUDE    070101  OWSO-0701
-         SVC.OFFICE      07      OMBUD-07
-         OTH.OOS         -       MOI-HQ
-         INT.SCAM        070101  NSAF-PAY
-         APL.DECISION    -       NSPC-REVIEW
TVET      -               07      MLVT-HQ
IDPOOR    -               070101  COM-070101
"""

# Restricted matters: they go to restricted desks alone, wherever they are from.
RESTRICTED = """
-         SAFE.GBV        070101  MOWA-GBV
-         SAFE.CHILD      070101  MOSVY-CHILD
-         SAFE.SEA        070101  NSPC-SEA
-         SAFE.CRISIS     070101  NSPC-DUTY
-         SAFE.THREAT     070101  NSPC-INTEGRITY
FP        INT.BRIBE       070101  NSPC-INTEGRITY
IDPOOR    INT.NEPOTISM    070101  NSPC-INTEGRITY
-         PRV.BREACH      -       NSPC-DPO
HEF       HLT.CHARGED     070101  NSPC-INTEGRITY
FP        PAY.TAKEN       070101  NSPC-INTEGRITY
-         -               -       NSPC-INTEGRITY
"""

# Programme, category, place, accused office, restricted or not, office.
ACCUSED = """
FP        PAY.MISSED      070101  COM-070101      no   OSA-0701
IDPOOR    CARD.LOST       070101  COM-070101      no   PDOP-07
IDPOOR    CARD.LOST       070101  PDOP-07         no   COM-070101
IDPOOR    TGT.EXCL        070101  PDOP-07         no   MOP-IDPOOR
FP        PAY.MISSED      0701    DOSVY-07        no   NSAF-HQ
FP        PAY.LATE        070101  NSAF-HQ         no   COM-070101
-         SVC.OFFICE      070101  OWSO-0701       no   OMBUD-07
HEF       HLT.CHARGED     070101  PHD-07          no   MOH-HQ
HEF       HLT.CHARGED     070101  PHD-07          yes  NSPC-INTEGRITY
-         INT.BRIBE       070101  NSPC-INTAKE     yes  MOI-INSPECT
-         INT.BRIBE       070101  NSPC-INTEGRITY  yes  MOI-INSPECT
-         SAFE.SEA        070101  NSPC-SEA        yes  MOI-INSPECT
-         SAFE.GBV        070101  NSPC-INTAKE     yes  MOWA-GBV
-         -               -       NSPC-INTAKE     no   MOI-INSPECT
-         SVC.ATTITUDE    070101  NSPC-INTAKE     no   OWSO-0701
"""

# Programme, category, place, offices with nobody on duty, office.
OFF_DUTY = """
FP        PAY.MISSED      070101  COM-070101                            OSA-0701
FP        PAY.MISSED      070101  COM-070101,OSA-0701                   DOSVY-07
FP        PAY.MISSED      070101  COM-070101,OSA-0701,DOSVY-07          NSAF-HQ
FP        PAY.MISSED      070101  COM-070101,OSA-0701,DOSVY-07,NSAF-HQ  NSAF-PAY
IDPOOR    CARD.LOST       070101  COM-070101                            PDOP-07
FP        PAY.PIN         070101  WING-DESK                             NSAF-PAY
HEF       HLT.EMERG       070101  MOH-DUTY                              MOH-HQ
HEF       HLT.TRANSPORT   070101  PHD-07                                PCA-HQ
"""

# Programme, category, place, office, the office above it for this case.
ABOVE = """
FP        PAY.MISSED      070101  COM-070101  OSA-0701
FP        PAY.MISSED      070101  OSA-0701    DOSVY-07
FP        PAY.MISSED      070101  DOSVY-07    NSAF-HQ
FP        PAY.MISSED      070101  NSAF-HQ     -
IDPOOR    CARD.LOST       070101  COM-070101  PDOP-07
IDPOOR    CARD.LOST       070101  PDOP-07     MOP-IDPOOR
-         DATA.CIVIL      070101  COM-070101  OWSO-0701
-         DATA.CIVIL      070101  OWSO-0701   OMBUD-07
FP        PAY.PIN         070101  WING-DESK   NSAF-PAY
FP        PAY.PIN         070101  NSAF-PAY    NSAF-HQ
HEF       HLT.TRANSPORT   07      PHD-07      PCA-HQ
HEF       HLT.TRANSPORT   07      PCA-HQ      MOH-HQ
NSSF      ENR.NSSF        07      NSSF-07     NSSF-HQ
"""


def rows(table: str) -> list[tuple[str, ...]]:
    """The lines of a table, a dash for what is not known."""
    return [tuple(line.split()) for line in table.strip().splitlines()]
