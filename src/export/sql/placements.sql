-- Days out of home: `peer report placements`. Quartiles of the length of stays stay with `peer`.
WITH systems AS (SELECT 'all' AS system UNION ALL SELECT 'cps' UNION ALL SELECT 'jpd'),
stays AS (
  SELECT v.system, e.site, e.episode, e.start, e.exit, e.long, e.unconfirmed
  FROM episodes e
  JOIN systems v ON v.system = 'all' OR (v.system = 'cps' AND e.cps) OR (v.system = 'jpd' AND e.jpd)
),
cohort AS (
  SELECT s.system,
    COUNT(*) AS episodes,
    SUM(CASE WHEN s.exit IS NULL THEN 1 ELSE 0 END) AS open,
    SUM(CASE WHEN s.unconfirmed THEN 1 ELSE 0 END) AS open_unconfirmed
  FROM stays s
  CROSS JOIN asked q
  WHERE s.long AND s.start >= q.first_day AND s.start <= q.last_day
  GROUP BY s.system
),
spans AS (
  SELECT s.system, p.class, p.visit, p.moves, p.from AS first_of_it,
    GREATEST(p.from, q.first_day) AS begins,
    GREATEST(p.waits_from, q.first_day) AS waits,
    p.waits_from,
    LEAST(p.until, CAST(q.last_day + INTERVAL '1' DAY AS DATE)) AS ends,
    q.first_day, q.last_day
  FROM stays s
  JOIN placements p ON p.site = s.site AND p.episode = s.episode
  CROSS JOIN asked q
),
lengths AS (
  SELECT n.system,
    CASE WHEN n.class = 'detention' AND NOT n.visit THEN 1 ELSE 0 END AS detained,
    CASE WHEN n.ends > n.begins
      THEN EXTRACT(DAY FROM CAST(n.ends AS TIMESTAMP) - CAST(n.begins AS TIMESTAMP)) ELSE 0 END AS days,
    CASE WHEN n.waits_from IS NOT NULL AND n.ends > n.waits
      THEN EXTRACT(DAY FROM CAST(n.ends AS TIMESTAMP) - CAST(n.waits AS TIMESTAMP)) ELSE 0 END AS waited,
    CASE WHEN n.first_of_it >= n.first_day AND n.first_of_it <= n.last_day THEN n.moves ELSE 0 END AS moves
  FROM spans n
),
days_of AS (
  SELECT l.system,
    SUM(l.days * (1 - l.detained)) AS care_days,
    SUM(l.days * l.detained) AS detention_days,
    SUM(l.waited * l.detained) AS hall_wait_days,
    SUM(l.moves) AS moves
  FROM lengths l
  GROUP BY l.system
)
SELECT v.system,
  COALESCE(c.episodes, 0) AS episodes,
  COALESCE(c.open, 0) AS open,
  COALESCE(c.open_unconfirmed, 0) AS open_unconfirmed,
  COALESCE(d.care_days, 0) AS care_days,
  COALESCE(d.detention_days, 0) AS detention_days,
  COALESCE(d.hall_wait_days, 0) AS hall_wait_days,
  COALESCE(d.moves, 0) AS moves,
  CASE WHEN d.care_days > 0 THEN 1000 * CAST(d.moves AS DOUBLE) / d.care_days END AS moves_per_1000_days
FROM systems v
LEFT JOIN cohort c ON c.system = v.system
LEFT JOIN days_of d ON d.system = v.system
ORDER BY v.system;
