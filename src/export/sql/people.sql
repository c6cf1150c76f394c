-- Who was served: `peer report people`. Ages need an export with --birth-dates. Families are joined over up to three
-- steps from parent to parent.
WITH days AS (
  SELECT a.site, a.participant, s.on AS day
  FROM sessions s
  JOIN attendance a ON a.site = s.site AND a.session = s.session
  CROSS JOIN asked q
  WHERE s.status = 'held'
    AND s.kind IN ('support-group', 'mentoring', 'team-meeting', 'casework', 'court')
    AND s.on <= q.last_day AND s.on <= q.as_of
),
parents AS (
  SELECT d.site, d.participant, MIN(CASE WHEN d.day >= q.first_day THEN d.day END) AS first_here,
    MAX(CASE WHEN d.day >= q.year_began AND d.day < q.first_day THEN 1 ELSE 0 END) AS before
  FROM days d
  CROSS JOIN asked q
  GROUP BY d.site, d.participant
),
served AS (SELECT p.site, p.participant, p.first_here, p.before FROM parents p WHERE p.first_here IS NOT NULL),
-- What is said of each parent: one word, or several.
words AS (
  SELECT s.site, s.participant, s.before, 'gender' AS by_what, p.gender AS word
  FROM served s JOIN people p ON p.site = s.site AND p.participant = s.participant
  UNION ALL
  SELECT s.site, s.participant, s.before, 'area', p.area
  FROM served s JOIN people p ON p.site = s.site AND p.participant = s.participant
  UNION ALL
  SELECT s.site, s.participant, s.before, CASE WHEN k.fact = 'needs' THEN 'need' ELSE 'language' END, f.answer
  FROM served s
  CROSS JOIN (SELECT 'needs' AS fact UNION ALL SELECT 'languages') k
  LEFT JOIN facts f ON f.site = s.site AND f.about = 'participant' AND f.id = s.participant AND f.fact = k.fact
  UNION ALL
  SELECT g.site, g.participant, g.before, 'age',
    CASE WHEN g.age IS NULL THEN NULL WHEN g.age < 18 THEN 'under-18' WHEN g.age < 25 THEN '18-24'
      WHEN g.age < 35 THEN '25-34' WHEN g.age < 45 THEN '35-44' WHEN g.age < 55 THEN '45-54'
      WHEN g.age < 65 THEN '55-64' ELSE '65+' END
  FROM (
    SELECT s.site, s.participant, s.before,
      EXTRACT(YEAR FROM s.first_here) - EXTRACT(YEAR FROM CAST(b.born AS DATE))
        - CASE WHEN EXTRACT(MONTH FROM s.first_here) * 100 + EXTRACT(DAY FROM s.first_here)
          < EXTRACT(MONTH FROM CAST(b.born AS DATE)) * 100 + EXTRACT(DAY FROM CAST(b.born AS DATE))
          THEN 1 ELSE 0 END AS age
    FROM served s
    LEFT JOIN (SELECT p.site, p.participant, p.born FROM people p WHERE LENGTH(p.born) = 10) b
      ON b.site = s.site AND b.participant = s.participant
  ) g
),
how_many AS (
  SELECT w.site, w.participant, w.by_what, COUNT(*) AS words
  FROM words w
  GROUP BY w.site, w.participant, w.by_what
),
of_parents AS (
  SELECT w.by_what, COALESCE(w.word, 'not-recorded') AS word,
    SUM(CASE WHEN h.words = 1 THEN 1 ELSE 0 END) AS served,
    SUM(CASE WHEN h.words = 1 AND w.before = 0 THEN 1 ELSE 0 END) AS new,
    COUNT(*) AS any_of
  FROM words w
  JOIN how_many h ON h.site = w.site AND h.participant = w.participant AND h.by_what = w.by_what
  GROUP BY w.by_what, COALESCE(w.word, 'not-recorded')
),
several AS (
  SELECT h.by_what, COUNT(*) AS served, SUM(1 - s.before) AS new
  FROM how_many h
  JOIN served s ON s.site = h.site AND s.participant = h.participant
  WHERE h.words > 1
  GROUP BY h.by_what
),
parents_of AS (
  SELECT f.site, f.id AS case_id, c.first_case, f.answer AS participant
  FROM facts f
  JOIN cases c ON c.site = f.site AND c.case = f.id
  WHERE f.about = 'case' AND f.fact = 'participants'
),
cases_of AS (
  SELECT f.site, f.id AS child, f.answer AS case_id FROM facts f WHERE f.about = 'child' AND f.fact = 'case'
),
begun AS (
  SELECT DISTINCT e.site, e.case AS case_id FROM events e CROSS JOIN asked q WHERE e.on <= q.last_day AND e.on <= q.as_of
),
-- What ended a child's time in the family before the first day: death, or an adoption that no removal followed.
gone AS (
  SELECT x.site, x.child
  FROM (
    SELECT f.site, f.answer AS child,
      MAX(CASE WHEN e.kind = 'died' THEN e.on END) AS died,
      MAX(CASE WHEN e.kind = 'adopted' THEN e.on END) AS adopted,
      MAX(CASE WHEN e.kind = 'removed' THEN e.on END) AS removed
    FROM facts f
    JOIN events e ON e.site = f.site AND e.event = f.id
    CROSS JOIN asked q
    WHERE f.about = 'event' AND f.fact = 'children' AND e.on < q.first_day
    GROUP BY f.site, f.answer
  ) x
  WHERE x.died IS NOT NULL OR (x.adopted IS NOT NULL AND (x.removed IS NULL OR x.removed <= x.adopted))
),
children_here AS (
  SELECT k.site, k.child, MAX(COALESCE(o.before, 0)) AS before
  FROM children k
  CROSS JOIN asked q
  JOIN cases_of c ON c.site = k.site AND c.child = k.child
  JOIN parents_of p ON p.site = c.site AND p.case_id = c.case_id
  LEFT JOIN parents o ON o.site = p.site AND o.participant = p.participant
  LEFT JOIN gone g ON g.site = k.site AND g.child = k.child
  WHERE g.child IS NULL
    AND (k.born IS NULL OR k.born <= CAST(LEAST(q.last_day, q.as_of) AS VARCHAR(10)))
    AND (k.of_age IS NULL OR k.of_age > CAST(q.first_day AS VARCHAR(10)))
    AND EXISTS (
      SELECT 1
      FROM cases_of c2
      JOIN begun b ON b.site = c2.site AND b.case_id = c2.case_id
      JOIN parents_of p2 ON p2.site = c2.site AND p2.case_id = c2.case_id
      JOIN served s ON s.site = p2.site AND s.participant = p2.participant
      WHERE c2.site = k.site AND c2.child = k.child
    )
  GROUP BY k.site, k.child
),
-- Families: parents who were served and share a case or a child.
links AS (
  SELECT p.site, p.participant, CONCAT('case ', p.first_case) AS link FROM parents_of p
  UNION
  SELECT p.site, p.participant, CONCAT('child ', c.child)
  FROM parents_of p
  JOIN cases_of c ON c.site = p.site AND c.case_id = p.case_id
),
near AS (
  SELECT DISTINCT s.site, s.participant, o.participant AS other
  FROM served s
  JOIN links a ON a.site = s.site AND a.participant = s.participant
  JOIN links b ON b.site = a.site AND b.link = a.link
  JOIN served o ON o.site = b.site AND o.participant = b.participant
  UNION
  SELECT s.site, s.participant, s.participant FROM served s
),
step_1 AS (SELECT n.site, n.participant, MIN(n.other) AS family FROM near n GROUP BY n.site, n.participant),
step_2 AS (
  SELECT n.site, n.participant, MIN(t.family) AS family
  FROM near n JOIN step_1 t ON t.site = n.site AND t.participant = n.other GROUP BY n.site, n.participant
),
step_3 AS (
  SELECT n.site, n.participant, MIN(t.family) AS family
  FROM near n JOIN step_2 t ON t.site = n.site AND t.participant = n.other GROUP BY n.site, n.participant
),
-- Whether anybody of a parent's cases was served earlier in the year.
kin AS (
  SELECT p.site, p.participant, MAX(COALESCE(o.before, 0)) AS before
  FROM parents_of p
  JOIN parents_of p2 ON p2.site = p.site AND p2.case_id = p.case_id
  LEFT JOIN parents o ON o.site = p2.site AND o.participant = p2.participant
  GROUP BY p.site, p.participant
),
families AS (
  SELECT t.site, t.family, COUNT(*) AS parents, MAX(GREATEST(s.before, COALESCE(k.before, 0))) AS before
  FROM step_3 t
  JOIN served s ON s.site = t.site AND s.participant = t.participant
  LEFT JOIN kin k ON k.site = t.site AND k.participant = t.participant
  GROUP BY t.site, t.family
)
SELECT 'parents' AS unit, 'all' AS by_what, 'all' AS word, COUNT(*) AS served, COALESCE(SUM(1 - s.before), 0) AS new,
  CAST(NULL AS BIGINT) AS any_of, CAST(NULL AS BIGINT) AS one_parent_served
FROM served s
UNION ALL
SELECT 'parents', p.by_what, p.word, p.served, p.new,
  CASE WHEN p.by_what IN ('language', 'need') THEN p.any_of END, CAST(NULL AS BIGINT)
FROM of_parents p
UNION ALL
SELECT 'parents', m.by_what, 'more-than-one', m.served, m.new, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM several m
UNION ALL
SELECT 'children', 'all', 'all', COUNT(*), COALESCE(SUM(1 - c.before), 0), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT)
FROM children_here c
UNION ALL
SELECT 'families', 'all', 'all', COUNT(*), COALESCE(SUM(1 - f.before), 0), CAST(NULL AS BIGINT),
  COALESCE(SUM(CASE WHEN f.parents = 1 THEN 1 ELSE 0 END), 0)
FROM families f;
