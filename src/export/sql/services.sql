-- What was done: `peer report services`. A sum is null where sessions were held and none says it.
WITH services AS (
  SELECT 'support-group' AS service UNION ALL SELECT 'mentoring' UNION ALL SELECT 'team-meeting'
  UNION ALL SELECT 'casework' UNION ALL SELECT 'court' UNION ALL SELECT 'committee'
  UNION ALL SELECT 'supervision' UNION ALL SELECT 'outreach' UNION ALL SELECT 'consultation'
  UNION ALL SELECT 'other-duty'
),
here AS (
  SELECT s.*
  FROM sessions s
  CROSS JOIN asked q
  WHERE s.on >= q.first_day AND s.on <= q.last_day AND s.on <= q.as_of
),
held AS (SELECT h.* FROM here h WHERE h.status = 'held'),
counts AS (
  SELECT h.kind AS service,
    SUM(CASE WHEN h.status = 'held' THEN 1 ELSE 0 END) AS sessions,
    SUM(CASE WHEN h.status = 'no-show' THEN 1 ELSE 0 END) AS no_shows,
    SUM(CASE WHEN h.status LIKE 'cancelled%' THEN 1 ELSE 0 END) AS cancelled
  FROM here h
  GROUP BY h.kind
),
sums AS (
  SELECT h.kind AS service,
    CAST(SUM(h.minutes) AS DOUBLE) / 60 AS hours,
    CAST(SUM(h.travel_minutes) AS DOUBLE) / 60 AS travel_hours,
    SUM(h.miles) AS miles,
    SUM(h.anonymous) AS anonymous,
    SUM(h.children_in_childcare) AS children_in_childcare,
    SUM(CASE WHEN h.rights_explained THEN 1 ELSE 0 END) AS rights_explained_k,
    COUNT(h.rights_explained) AS rights_explained_n,
    SUM(CASE WHEN h.parent_voice THEN 1 ELSE 0 END) AS parent_voice_k,
    COUNT(h.parent_voice) AS parent_voice_n,
    SUM(h.natural_supports) AS natural_supports,
    SUM(h.recommendations) AS recommendations,
    SUM(h.referrals) AS referrals,
    SUM(h.referrals_connected) AS referrals_connected
  FROM held h
  GROUP BY h.kind
),
present AS (
  SELECT h.kind AS service,
    COUNT(*) AS attendances,
    COUNT(DISTINCT CONCAT(a.site, '/', a.participant)) AS participants
  FROM held h
  JOIN attendance a ON a.site = h.site AND a.session = h.session
  GROUP BY h.kind
),
working AS (
  SELECT h.kind AS service, COUNT(DISTINCT CONCAT(f.site, '/', f.answer)) AS mentors
  FROM held h
  JOIN facts f ON f.site = h.site AND f.about = 'session' AND f.id = h.session
  WHERE f.fact IN ('mentors', 'led_by') AND f.answer LIKE 'm-%'
  GROUP BY h.kind
),
travel AS (SELECT COUNT(s.travel_minutes) + COUNT(s.miles) AS said FROM sessions s),
goals_of AS (
  SELECT 'casework' AS service,
    SUM(CASE WHEN g.set >= q.first_day AND g.set <= q.last_day THEN 1 ELSE 0 END) AS goals_set,
    SUM(CASE WHEN g.met >= q.first_day AND g.met <= q.last_day THEN 1 ELSE 0 END) AS goals_met
  FROM goals g
  CROSS JOIN asked q
)
SELECT v.service,
  COALESCE(c.sessions, 0) AS sessions,
  COALESCE(c.no_shows, 0) AS no_shows,
  COALESCE(c.cancelled, 0) AS cancelled,
  CASE WHEN COALESCE(c.sessions, 0) = 0 THEN 0 ELSE m.hours END AS hours,
  COALESCE(p.attendances, 0) AS attendances,
  COALESCE(p.participants, 0) AS participants,
  CASE WHEN v.service NOT IN ('support-group', 'committee', 'outreach', 'consultation') THEN NULL
    WHEN COALESCE(c.sessions, 0) = 0 THEN 0 ELSE m.anonymous END AS anonymous,
  CASE WHEN v.service NOT IN ('support-group', 'committee') THEN NULL
    WHEN COALESCE(c.sessions, 0) = 0 THEN 0 ELSE m.children_in_childcare END AS children_in_childcare,
  COALESCE(w.mentors, 0) AS mentors,
  CASE WHEN t.said = 0 THEN NULL WHEN COALESCE(c.sessions, 0) = 0 THEN 0 ELSE m.travel_hours END AS travel_hours,
  CASE WHEN t.said = 0 THEN NULL WHEN COALESCE(c.sessions, 0) = 0 THEN 0 ELSE m.miles END AS miles,
  CASE WHEN v.service = 'team-meeting' THEN COALESCE(m.rights_explained_k, 0) END AS rights_explained_k,
  CASE WHEN v.service = 'team-meeting' THEN COALESCE(m.rights_explained_n, 0) END AS rights_explained_n,
  CASE WHEN v.service = 'team-meeting' THEN COALESCE(m.parent_voice_k, 0) END AS parent_voice_k,
  CASE WHEN v.service = 'team-meeting' THEN COALESCE(m.parent_voice_n, 0) END AS parent_voice_n,
  CASE WHEN v.service = 'casework' THEN COALESCE(g.goals_set, 0) END AS goals_set,
  CASE WHEN v.service = 'casework' THEN COALESCE(g.goals_met, 0) END AS goals_met,
  CASE WHEN v.service = 'casework' THEN COALESCE(m.referrals, 0) END AS referrals,
  CASE WHEN v.service = 'casework' THEN COALESCE(m.referrals_connected, 0) END AS referrals_connected,
  CASE WHEN v.service <> 'casework' THEN NULL
    WHEN COALESCE(c.sessions, 0) = 0 THEN 0 ELSE m.natural_supports END AS natural_supports,
  CASE WHEN v.service <> 'committee' THEN NULL
    WHEN COALESCE(c.sessions, 0) = 0 THEN 0 ELSE m.recommendations END AS recommendations
FROM services v
CROSS JOIN travel t
LEFT JOIN counts c ON c.service = v.service
LEFT JOIN sums m ON m.service = v.service
LEFT JOIN present p ON p.service = v.service
LEFT JOIN working w ON w.service = v.service
LEFT JOIN goals_of g ON g.service = v.service
ORDER BY v.service;
