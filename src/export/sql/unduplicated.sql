-- People served, each once: `peer report unduplicated`. New: not served before in the year that began on year_began.
WITH services AS (
  SELECT 'all' AS service UNION ALL SELECT 'support-group' UNION ALL SELECT 'mentoring'
  UNION ALL SELECT 'team-meeting' UNION ALL SELECT 'casework' UNION ALL SELECT 'court'
),
countable AS (
  SELECT s.site, s.session, s.kind, s.on AS day, s.anonymous
  FROM sessions s
  CROSS JOIN asked q
  WHERE s.status = 'held'
    AND s.kind IN ('support-group', 'mentoring', 'team-meeting', 'casework', 'court')
    AND s.on <= q.last_day AND s.on <= q.as_of
),
served AS (
  SELECT v.service, a.site, a.participant, c.day
  FROM countable c
  JOIN attendance a ON a.site = c.site AND a.session = c.session
  JOIN services v ON v.service = 'all' OR v.service = c.kind
),
people_of AS (
  SELECT d.service, d.site, d.participant,
    MAX(CASE WHEN d.day >= q.first_day THEN 1 ELSE 0 END) AS here,
    MAX(CASE WHEN d.day >= q.year_began AND d.day < q.first_day THEN 1 ELSE 0 END) AS this_year,
    MAX(CASE WHEN d.day < q.first_day THEN 1 ELSE 0 END) AS before
  FROM served d
  CROSS JOIN asked q
  GROUP BY d.service, d.site, d.participant
),
counts AS (
  SELECT p.service,
    SUM(p.here) AS served,
    SUM(p.here * (1 - p.this_year)) AS new,
    SUM(p.here * p.this_year) AS continuing,
    SUM(p.here * (1 - p.before)) AS new_ever
  FROM people_of p
  GROUP BY p.service
),
heads AS (
  SELECT v.service, SUM(c.anonymous) AS anonymous
  FROM countable c
  CROSS JOIN asked q
  JOIN services v ON v.service = 'all' OR v.service = c.kind
  WHERE c.day >= q.first_day
  GROUP BY v.service
)
SELECT v.service,
  COALESCE(c.served, 0) AS served,
  COALESCE(c.new, 0) AS new,
  COALESCE(c.continuing, 0) AS continuing,
  COALESCE(c.new_ever, 0) AS new_ever,
  COALESCE(h.anonymous, 0) AS anonymous
FROM services v
LEFT JOIN counts c ON c.service = v.service
LEFT JOIN heads h ON h.service = v.service
ORDER BY v.service;
