-- Who returned: `peer report returns`, by every definition and unit. A period counts the first anchor in it.
-- known_official, silent, best and worst are as in `peer explain returns`; survival curves stay with `peer`.
WITH turns AS (
  SELECT o.*,
    ROW_NUMBER() OVER (PARTITION BY o.site, o.definition, o.unit, o.id ORDER BY o.anchor) AS turn
  FROM outcomes o
  CROSS JOIN asked q
  WHERE o.definition <> 'reunification' AND o.anchor >= q.first_day AND o.anchor <= q.last_day
),
cohort AS (
  SELECT t.definition, t.unit, t.status, t.official, t.event, t.event_date, t.window_end, t.lost,
    t.observed, t.possible,
    CASE WHEN t.status = 'not-yet' THEN 0 ELSE 1 END AS mature
  FROM turns t
  WHERE t.turn = 1 AND t.status <> 'excluded'
),
counts AS (
  SELECT c.definition, c.unit,
    COUNT(*) AS cohort,
    SUM(c.mature) AS mature,
    SUM(1 - c.mature) AS not_yet,
    SUM(CASE WHEN c.status = 'unknown' THEN 1 ELSE 0 END) AS unknown,
    SUM(CASE WHEN c.status = 'returned' THEN 1 ELSE 0 END) AS returned,
    SUM(CASE WHEN c.status = 'competing' THEN 1 ELSE 0 END) AS competing,
    SUM(CASE WHEN c.mature = 1 AND c.status <> 'unknown' THEN 1 ELSE 0 END) AS known,
    SUM(CASE WHEN c.mature = 1 AND c.official THEN 1 ELSE 0 END) AS known_official,
    SUM(CASE WHEN c.status = 'unknown' AND c.lost IS NULL THEN 1 ELSE 0 END) AS silent,
    SUM(CASE WHEN c.event NOT IN ('competing', 'lost') THEN 1 ELSE 0 END) AS returned_so_far,
    SUM(CASE WHEN c.event NOT IN ('competing', 'lost') AND c.event_date = c.window_end THEN 1 ELSE 0 END)
      AS boundary_events,
    SUM(c.observed) AS observed,
    SUM(c.possible) AS possible
  FROM cohort c
  GROUP BY c.definition, c.unit
)
SELECT n.definition, n.unit, n.cohort, n.mature, n.not_yet, n.unknown, n.returned, n.competing, n.known,
  n.known_official, n.silent, n.returned_so_far, n.boundary_events,
  CASE WHEN n.known > 0 THEN CAST(n.returned AS DOUBLE) / n.known END AS rate,
  CASE WHEN n.mature > 0 THEN CAST(n.returned AS DOUBLE) / n.mature END AS best,
  CASE WHEN n.mature > 0 THEN CAST(n.returned + n.unknown AS DOUBLE) / n.mature END AS worst,
  CASE WHEN n.possible > 0 THEN CAST(n.observed AS DOUBLE) / n.possible END AS completeness
FROM counts n
ORDER BY n.definition, n.unit;
