-- Home within 12 months of removal: `peer report reunification`. A period counts a child's first removal in it.
WITH systems AS (SELECT 'all' AS system UNION ALL SELECT 'cps' UNION ALL SELECT 'jpd'),
turns AS (
  SELECT v.system, o.*,
    ROW_NUMBER() OVER (PARTITION BY v.system, o.site, o.id ORDER BY o.anchor) AS turn
  FROM outcomes o
  CROSS JOIN asked q
  JOIN systems v ON v.system = 'all' OR (v.system = 'cps' AND o.cps) OR (v.system = 'jpd' AND o.jpd)
  WHERE o.definition = 'reunification' AND o.anchor >= q.first_day AND o.anchor <= q.last_day
),
counts AS (
  SELECT t.system,
    COUNT(*) AS cohort,
    SUM(CASE WHEN t.status <> 'not-yet' THEN 1 ELSE 0 END) AS mature,
    SUM(CASE WHEN t.status = 'not-yet' THEN 1 ELSE 0 END) AS not_yet,
    SUM(CASE WHEN t.status = 'unknown' THEN 1 ELSE 0 END) AS unknown,
    SUM(CASE WHEN t.status = 'reunified' THEN 1 ELSE 0 END) AS reunified,
    SUM(CASE WHEN t.status = 'not-reunified' AND t.event IS NULL
      AND (t.known_through IS NULL OR t.known_through < t.window_end) THEN 1 ELSE 0 END) AS unconfirmed
  FROM turns t
  WHERE t.turn = 1
  GROUP BY t.system
)
SELECT v.system,
  COALESCE(n.cohort, 0) AS cohort,
  COALESCE(n.mature, 0) AS mature,
  COALESCE(n.not_yet, 0) AS not_yet,
  COALESCE(n.unknown, 0) AS unknown,
  COALESCE(n.reunified, 0) AS reunified,
  COALESCE(n.unconfirmed, 0) AS unconfirmed,
  CASE WHEN n.mature - n.unknown > 0 THEN CAST(n.reunified AS DOUBLE) / (n.mature - n.unknown) END AS rate,
  CASE WHEN n.mature > 0 THEN CAST(n.reunified AS DOUBLE) / n.mature END AS worst,
  CASE WHEN n.mature > 0 THEN CAST(n.reunified + n.unconfirmed + n.unknown AS DOUBLE) / n.mature END AS best
FROM systems v
LEFT JOIN counts n ON n.system = v.system
ORDER BY v.system;
