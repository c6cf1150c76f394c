-- Mentoring: `peer report matches`. At the end: on the last day, or the day of the export if that is earlier.
WITH asked_end AS (SELECT q.*, LEAST(q.last_day, q.as_of) AS end_day FROM asked q),
parts AS (
  SELECT m.site, m.match, m.participant, m.began, m.ended_on, m.ended_reason, m.requested,
    CASE WHEN m.began >= q.first_day AND m.began <= q.last_day THEN 1 ELSE 0 END AS new,
    CASE WHEN m.began <= q.end_day AND (m.ended_on IS NULL OR q.end_day < m.ended_on) THEN 1 ELSE 0 END
      AS active,
    CASE WHEN m.began IS NOT NULL AND m.ended_on >= q.first_day AND m.ended_on <= q.last_day
      THEN 1 ELSE 0 END AS ended,
    CASE WHEN m.declined_on >= q.first_day AND m.declined_on <= q.last_day THEN 1 ELSE 0 END AS declined,
    q.as_of
  FROM matches m
  CROSS JOIN asked_end q
),
again AS (
  SELECT DISTINCT p.site, p.match
  FROM parts p
  JOIN matches o ON o.site = p.site AND o.participant = p.participant AND o.match <> p.match
  WHERE p.new = 1 AND o.began < p.began
),
lasting AS (
  SELECT p.site, p.match, p.ended_on, p.as_of,
    CAST(p.began + INTERVAL '3' MONTH AS DATE) AS day_3,
    CAST(p.began + INTERVAL '6' MONTH AS DATE) AS day_6,
    CAST(p.began + INTERVAL '12' MONTH AS DATE) AS day_12,
    CASE WHEN p.requested IS NOT NULL
      THEN EXTRACT(DAY FROM CAST(p.began AS TIMESTAMP) - CAST(p.requested AS TIMESTAMP)) END AS wait
  FROM parts p
  WHERE p.new = 1
),
lasted AS (
  SELECT
    SUM(CASE WHEN l.day_3 <= l.as_of THEN 1 ELSE 0 END) AS n_3,
    SUM(CASE WHEN l.day_3 <= l.as_of AND (l.ended_on IS NULL OR l.day_3 <= l.ended_on) THEN 1 ELSE 0 END) AS k_3,
    SUM(CASE WHEN l.day_6 <= l.as_of THEN 1 ELSE 0 END) AS n_6,
    SUM(CASE WHEN l.day_6 <= l.as_of AND (l.ended_on IS NULL OR l.day_6 <= l.ended_on) THEN 1 ELSE 0 END) AS k_6,
    SUM(CASE WHEN l.day_12 <= l.as_of THEN 1 ELSE 0 END) AS n_12,
    SUM(CASE WHEN l.day_12 <= l.as_of AND (l.ended_on IS NULL OR l.day_12 <= l.ended_on) THEN 1 ELSE 0 END) AS k_12,
    COUNT(l.wait) AS requests_met,
    MIN(l.wait) AS wait_days_min,
    MEDIAN(l.wait) AS wait_days_median,
    MAX(l.wait) AS wait_days_max
  FROM lasting l
),
counts AS (
  SELECT SUM(p.new) AS new, SUM(p.active) AS active_at_end, SUM(p.ended) AS ended, SUM(p.declined) AS declined
  FROM parts p
),
enrolled AS (
  SELECT DISTINCT e.site, e.participant
  FROM enrollments e
  CROSS JOIN asked_end q
  WHERE e.start <= q.end_day AND (e.end IS NULL OR q.end_day <= e.end)
),
busy AS (SELECT DISTINCT p.site, p.participant FROM parts p WHERE p.active = 1),
met AS (
  SELECT DISTINCT r.site, r.request
  FROM requests r
  JOIN matches m ON m.site = r.site AND m.participant = r.participant
  CROSS JOIN asked_end q
  WHERE m.began >= r.on AND m.began <= q.end_day
),
waiting AS (
  SELECT r.site, r.participant, MIN(r.on) AS since, MIN(q.end_day) AS end_day
  FROM requests r
  CROSS JOIN asked_end q
  JOIN enrolled e ON e.site = r.site AND e.participant = r.participant
  LEFT JOIN busy b ON b.site = r.site AND b.participant = r.participant
  LEFT JOIN met d ON d.site = r.site AND d.request = r.request
  WHERE r.on <= q.end_day AND (r.withdrawn IS NULL OR r.withdrawn > q.end_day)
    AND b.participant IS NULL AND d.request IS NULL
  GROUP BY r.site, r.participant
),
waits AS (
  SELECT COUNT(*) AS waiting_at_end,
    MEDIAN(EXTRACT(DAY FROM CAST(w.end_day AS TIMESTAMP) - CAST(w.since AS TIMESTAMP))) AS waiting_days_median,
    MAX(EXTRACT(DAY FROM CAST(w.end_day AS TIMESTAMP) - CAST(w.since AS TIMESTAMP))) AS waiting_days_max
  FROM waiting w
)
SELECT COALESCE(c.new, 0) AS new,
  (SELECT COUNT(*) FROM again) AS rematched,
  COALESCE(c.active_at_end, 0) AS active_at_end,
  COALESCE(c.ended, 0) AS ended,
  COALESCE(c.declined, 0) AS declined,
  w.waiting_at_end, w.waiting_days_median, w.waiting_days_max,
  l.requests_met, l.wait_days_min, l.wait_days_median, l.wait_days_max,
  COALESCE(l.k_3, 0) AS sustained_3_k, COALESCE(l.n_3, 0) AS sustained_3_n,
  COALESCE(l.k_6, 0) AS sustained_6_k, COALESCE(l.n_6, 0) AS sustained_6_n,
  COALESCE(l.k_12, 0) AS sustained_12_k, COALESCE(l.n_12, 0) AS sustained_12_n
FROM counts c
CROSS JOIN lasted l
CROSS JOIN waits w;
