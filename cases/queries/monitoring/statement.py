"""The one statement behind the monitor page: every figure of a sheet in one snapshot."""

# Percentiles are percentile_disc: the duration of a case that exists, never one between two.
# The lines of a clock that counts day and night (a target in calendar days) are counted again
# in working time, so that one column never adds up two kinds of hours.
STATEMENT = """
WITH pieces AS (
  SELECT * FROM unnest(%(opens)s::bigint[], %(closes)s::bigint[]) AS piece (opens, closes)
), moves AS (
  SELECT entry.clock_id, entry.kind, floor(extract(epoch FROM entry.at))::bigint AS began,
    floor(extract(epoch FROM coalesce(
      lead(entry.at) OVER (PARTITION BY entry.clock_id ORDER BY entry.id), %(as_of)s
    )))::bigint AS ended
  FROM cases_clockentry entry JOIN cases_clock clock ON clock.id = entry.clock_id
  WHERE clock.metric = 'resolution' AND clock.calendar_id <> ALL(%(working)s)
    AND entry.kind IN ('start', 'resume', 'reopen', 'pause', 'stop', 'cancel')
), recounted AS (
  SELECT moves.clock_id, sum(
    least(pieces.closes, moves.ended) - greatest(pieces.opens, moves.began)) AS working_s
  FROM moves JOIN pieces ON pieces.opens < moves.ended AND pieces.closes > moves.began
  WHERE moves.kind IN ('start', 'resume', 'reopen')
  GROUP BY moves.clock_id
), clocks AS (
  SELECT clock.case_id, clock.metric, sum(
      CASE WHEN clock.calendar_id = ANY(%(working)s) THEN clock.consumed_s
           ELSE coalesce(recounted.working_s, 0) END) AS consumed_s,
    -- A promise not kept: at a known instant, or a due time that nobody has looked at yet.
    min(CASE WHEN clock.breached_at IS NOT NULL THEN clock.breached_at
             WHEN clock.state = 'running' AND clock.due_at < %(as_of)s THEN clock.due_at
        END) AS late_since
  FROM cases_clock clock LEFT JOIN recounted ON recounted.clock_id = clock.id
  WHERE clock.metric IN ('resolution', 'beneficiary') AND clock.state <> 'cancelled'
  GROUP BY clock.case_id, clock.metric
), facts AS (
  SELECT c.state, c.closure, c.is_enquiry, c.origin, c.received_at, c.is_synthetic,
    c.reopened_count > 0 AS was_reopened,
    agency.code AS agency, programme.code AS programme,
    to_char(c.received_at AT TIME ZONE %(zone)s, 'YYYY-MM') AS month,
    c.state = ANY(%(open_states)s) AS is_open,
    c.state IN ('resolved', 'closed') AS is_resolved,
    agency_clock.case_id IS NOT NULL AS has_agency, agency_clock.consumed_s AS agency_s,
    agency_clock.late_since AS agency_late_since,
    person_clock.case_id IS NOT NULL AS has_person,
    floor(extract(epoch FROM c.resolved_at) - extract(epoch FROM c.received_at)) AS person_s,
    person_clock.late_since AS person_late_since,
    extract(epoch FROM %(as_of)s - c.received_at) AS age_s,
    c.is_enquiry AND NOT EXISTS (
      SELECT FROM cases_caseevent event WHERE event.case_id = c.id
        AND event.kind IN ('accepted', 'asked', 'referred')) AS at_first_contact
  FROM cases_case c
  LEFT JOIN workflows_office office ON office.id = c.office_id
  LEFT JOIN workflows_agency agency ON agency.id = office.agency_id
  LEFT JOIN workflows_programme programme ON programme.id = c.programme_id
  LEFT JOIN clocks agency_clock
    ON agency_clock.case_id = c.id AND agency_clock.metric = 'resolution'
  LEFT JOIN clocks person_clock
    ON person_clock.case_id = c.id AND person_clock.metric = 'beneficiary'
  WHERE NOT c.is_sensitive AND c.received_at <= %(as_of)s
), chosen AS (
  SELECT * FROM facts
  WHERE (%(since)s = '' OR month >= %(since)s) AND (%(until)s = '' OR month <= %(until)s)
    AND (%(agency)s = '' OR agency = %(agency)s)
    AND (%(programme)s = '' OR programme = %(programme)s)
    AND (%(origin)s = '' OR origin = %(origin)s)
)
SELECT is_enquiry,
  GROUPING(agency, programme, origin, month) AS cut,
  coalesce(agency, programme, origin, month) AS code,
  count(*) FILTER (WHERE state <> 'duplicate') AS received,
  count(*) FILTER (WHERE is_open) AS open,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY age_s) FILTER (WHERE is_open) AS open_median_s,
  max(age_s) FILTER (WHERE is_open) AS open_oldest_s,
  count(*) FILTER (WHERE is_open AND agency_late_since IS NOT NULL) AS overdue,
  extract(epoch FROM %(as_of)s - min(agency_late_since) FILTER (WHERE is_open)) AS overdue_oldest_s,
  count(*) FILTER (WHERE is_open AND person_late_since IS NOT NULL) AS person_overdue,
  count(*) FILTER (WHERE is_resolved) AS resolved,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY agency_s)
    FILTER (WHERE is_resolved AND has_agency) AS agency_median_s,
  percentile_disc(0.9) WITHIN GROUP (ORDER BY agency_s)
    FILTER (WHERE is_resolved AND has_agency) AS agency_p90_s,
  count(*) FILTER (WHERE has_agency AND is_resolved AND agency_late_since IS NULL)
    AS agency_on_time,
  count(*) FILTER (WHERE has_agency AND (is_resolved OR agency_late_since IS NOT NULL))
    AS agency_judged,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY person_s) FILTER (WHERE is_resolved)
    AS person_median_s,
  percentile_disc(0.9) WITHIN GROUP (ORDER BY person_s) FILTER (WHERE is_resolved)
    AS person_p90_s,
  count(*) FILTER (WHERE has_person AND is_resolved AND person_late_since IS NULL)
    AS person_on_time,
  count(*) FILTER (WHERE has_person AND (is_resolved OR person_late_since IS NOT NULL))
    AS person_judged,
  count(*) FILTER (WHERE state = 'resolved') AS unconfirmed,
  count(*) FILTER (WHERE state = 'closed' AND closure = 'confirmed') AS confirmed,
  count(*) FILTER (WHERE state = 'closed' AND closure = 'silent') AS silent,
  count(*) FILTER (WHERE was_reopened) AS reopened,
  count(*) FILTER (WHERE state = 'rejected') AS rejected,
  count(*) FILTER (WHERE state = 'withdrawn') AS withdrawn,
  count(*) FILTER (WHERE state = 'duplicate') AS merged,
  count(*) FILTER (WHERE is_resolved AND at_first_contact) AS first_contact,
  count(*) FILTER (WHERE is_synthetic) AS synthetic
FROM chosen
GROUP BY GROUPING SETS (
  (is_enquiry), (is_enquiry, agency), (is_enquiry, programme), (is_enquiry, origin),
  (is_enquiry, month))
"""
