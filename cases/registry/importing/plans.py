"""The statements that turn a staged list into rows of the register."""

from collections.abc import Mapping
from typing import Final

from cases.registry.importing import cells
from cases.registry.importing.staging import Plan

# A list may have a row for each member: rows of one household must agree, and their facts add up.
HOUSEHOLDS: Final = Plan(
    table="cases_stagedhousehold",
    columns=(
        "line",
        "number_hash",
        "card_hash",
        "facts",
        "level",
        "is_listed",
        "valid_until",
        "area_id",
    ),
    prepare=(),
    refuse=(
        (
            """
WITH firsts AS (
  SELECT number_hash, min(line) AS line FROM cases_stagedhousehold
  GROUP BY number_hash HAVING count(*) > 1
)
DELETE FROM cases_stagedhousehold staged USING firsts, cases_stagedhousehold first
WHERE staged.number_hash = firsts.number_hash AND first.number_hash = firsts.number_hash
  AND first.line = firsts.line AND staged.line > first.line
  AND (staged.card_hash, staged.level, staged.is_listed, staged.valid_until, staged.area_id)
    IS DISTINCT FROM
    (first.card_hash, first.level, first.is_listed, first.valid_until, first.area_id)
RETURNING staged.line""",
            "number",
            cells.DIFFERS,
        ),
        (
            """
WITH firsts AS (
  SELECT card_hash, min(line) AS line FROM cases_stagedhousehold WHERE card_hash <> ''
  GROUP BY card_hash HAVING count(DISTINCT number_hash) > 1
)
DELETE FROM cases_stagedhousehold staged USING firsts, cases_stagedhousehold first
WHERE staged.card_hash = firsts.card_hash AND first.card_hash = firsts.card_hash
  AND first.line = firsts.line AND staged.number_hash <> first.number_hash
RETURNING staged.line""",
            "card",
            cells.CARD_TWICE,
        ),
    ),
    gather=(
        """
WITH firsts AS (
  SELECT number_hash, min(line) AS line FROM cases_stagedhousehold
  GROUP BY number_hash HAVING count(*) > 1
), united AS (
  SELECT firsts.line, array_agg(DISTINCT fact.hash ORDER BY fact.hash) AS facts
  FROM firsts JOIN cases_stagedhousehold staged USING (number_hash),
    unnest(staged.facts) AS fact (hash)
  GROUP BY firsts.line
)
UPDATE cases_stagedhousehold staged SET facts = united.facts
FROM united WHERE staged.line = united.line""",
        """
WITH firsts AS (
  SELECT number_hash, min(line) AS line FROM cases_stagedhousehold
  GROUP BY number_hash HAVING count(*) > 1
)
DELETE FROM cases_stagedhousehold staged USING firsts
WHERE staged.number_hash = firsts.number_hash AND staged.line > firsts.line""",
    ),
    merge="""
WITH merged AS (
  INSERT INTO cases_registerhousehold AS household
    (number_hash, card_hash, facts, level, is_listed, valid_until, area_id)
  SELECT number_hash, card_hash, facts, level, is_listed, valid_until, area_id
  FROM cases_stagedhousehold
  ON CONFLICT (number_hash) DO UPDATE SET
    card_hash = excluded.card_hash, facts = excluded.facts, level = excluded.level,
    is_listed = excluded.is_listed, valid_until = excluded.valid_until,
    area_id = excluded.area_id, changed_at = samleng_now()
  WHERE (household.card_hash, household.facts, household.level, household.is_listed,
         household.valid_until, household.area_id)
    IS DISTINCT FROM
        (excluded.card_hash, excluded.facts, excluded.level, excluded.is_listed,
         excluded.valid_until, excluded.area_id)
  RETURNING (xmax = 0) AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM merged""",
)

NO_SUCH_HOUSEHOLD: Final = (
    """
DELETE FROM cases_stagedpayment staged WHERE NOT EXISTS (
  SELECT FROM cases_registerhousehold household
  WHERE household.number_hash = staged.number_hash)
RETURNING staged.line""",
    "number",
    cells.NO_HOUSEHOLD,
)
PAYMENTS: Final = Plan(
    table="cases_stagedpayment",
    columns=(
        "line",
        "number_hash",
        "programme_id",
        "cycle",
        "status",
        "amount_riel",
        "paid_on",
        "withdraw_by",
        "provider_id",
    ),
    # A card number stands for its household, so that one payment is not two.
    prepare=(
        """
UPDATE cases_stagedpayment staged SET number_hash = household.number_hash
FROM cases_registerhousehold household
WHERE household.card_hash <> '' AND household.card_hash = staged.number_hash""",
    ),
    refuse=(
        (
            """
WITH firsts AS (
  SELECT number_hash, programme_id, cycle, min(line) AS line FROM cases_stagedpayment
  GROUP BY number_hash, programme_id, cycle HAVING count(*) > 1
)
DELETE FROM cases_stagedpayment staged USING firsts, cases_stagedpayment first
WHERE (staged.number_hash, staged.programme_id, staged.cycle)
    = (firsts.number_hash, firsts.programme_id, firsts.cycle)
  AND first.line = firsts.line AND first.number_hash = firsts.number_hash
  AND staged.line > first.line
  AND (staged.status, staged.amount_riel, staged.paid_on, staged.withdraw_by, staged.provider_id)
    IS DISTINCT FROM
    (first.status, first.amount_riel, first.paid_on, first.withdraw_by, first.provider_id)
RETURNING staged.line""",
            "cycle",
            cells.DIFFERS_PAYMENT,
        ),
        NO_SUCH_HOUSEHOLD,
    ),
    gather=(
        """
WITH firsts AS (
  SELECT number_hash, programme_id, cycle, min(line) AS line FROM cases_stagedpayment
  GROUP BY number_hash, programme_id, cycle HAVING count(*) > 1
)
DELETE FROM cases_stagedpayment staged USING firsts
WHERE (staged.number_hash, staged.programme_id, staged.cycle)
    = (firsts.number_hash, firsts.programme_id, firsts.cycle)
  AND staged.line > firsts.line""",
    ),
    merge="""
WITH merged AS (
  INSERT INTO cases_registerpayment AS payment
    (number_hash, programme_id, cycle, status, amount_riel, paid_on, withdraw_by, provider_id)
  SELECT number_hash, programme_id, cycle, status, amount_riel, paid_on, withdraw_by, provider_id
  FROM cases_stagedpayment
  ON CONFLICT (number_hash, programme_id, cycle) DO UPDATE SET
    status = excluded.status, amount_riel = excluded.amount_riel, paid_on = excluded.paid_on,
    withdraw_by = excluded.withdraw_by, provider_id = excluded.provider_id,
    changed_at = samleng_now()
  WHERE (payment.status, payment.amount_riel, payment.paid_on, payment.withdraw_by,
         payment.provider_id)
    IS DISTINCT FROM
        (excluded.status, excluded.amount_riel, excluded.paid_on, excluded.withdraw_by,
         excluded.provider_id)
  RETURNING (xmax = 0) AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM merged""",
)

PLANS: Final[Mapping[str, Plan]] = {"households": HOUSEHOLDS, "payments": PAYMENTS}
