-- One row for all the events of a cluster. Dates: the most precise, then the most told, then the earliest.
WITH dated AS (
    SELECT event_cluster_id, date_start, date_end, date_precision_code, length(date_start) AS precise, count(*) AS told
    FROM events WHERE date_start IS NOT NULL GROUP BY ALL
), ranked AS (
    SELECT *, count(*) OVER (PARTITION BY event_cluster_id) AS dates,
        count(*) OVER (PARTITION BY event_cluster_id, precise) AS as_precise,
        count(*) OVER (PARTITION BY event_cluster_id, precise, told) AS as_told
    FROM dated
    QUALIFY row_number() OVER (PARTITION BY event_cluster_id ORDER BY precise DESC, told DESC, date_start, date_end NULLS FIRST) = 1
), best AS (
    SELECT *, CASE WHEN dates = 1 THEN 'only' WHEN as_precise = 1 THEN 'precise' WHEN as_told = 1 THEN 'told' ELSE 'earliest' END AS choice
    FROM ranked
), sides AS (
    SELECT event_cluster_id,
        string_agg(DISTINCT actors.name, '; ' ORDER BY actors.name) FILTER (role_code = 'agent') AS agents,
        string_agg(DISTINCT actors.name, '; ' ORDER BY actors.name) FILTER (role_code = 'target') AS targets
    FROM events JOIN event_participants USING (event_id) JOIN actors USING (actor_id) GROUP BY ALL
), named AS (
    SELECT DISTINCT event_cluster_id, coalesce(articles.outlet, articles.article_id) AS outlet, true AS independent
    FROM events JOIN articles USING (article_id)
    UNION
    SELECT DISTINCT event_cluster_id, coalesce(copies.outlet, copies.article_id), false
    FROM events JOIN articles AS copies ON copies.duplicate_of = events.article_id
), outlets AS (
    SELECT event_cluster_id, count(DISTINCT outlet) AS outlets, count(DISTINCT outlet) FILTER (independent) AS independent_outlets
    FROM named GROUP BY ALL
), differing AS (
    SELECT event_cluster_id, 'date ' || string_agg(date_start, ', ' ORDER BY date_start) AS conflict
    FROM (SELECT DISTINCT event_cluster_id, date_start, precise FROM dated)
    GROUP BY event_cluster_id, precise HAVING count(*) > 1
    UNION ALL
    SELECT event_cluster_id, coalesce(unit, unit_kind_code) || ' ' || string_agg(printf('%g', value), ', ' ORDER BY value)
    FROM (SELECT DISTINCT event_cluster_id, unit, unit_kind_code, value FROM statistics JOIN events USING (event_id))
    GROUP BY event_cluster_id, unit, unit_kind_code HAVING count(*) > 1
), conflicts AS (
    SELECT d.event_cluster_id, string_agg(conflict, '; ' ORDER BY conflict) AS conflicts
    FROM differing AS d JOIN (SELECT event_cluster_id FROM events GROUP BY ALL HAVING count(DISTINCT article_id) > 1) USING (event_cluster_id)
    GROUP BY ALL
), counted AS (
    SELECT event_cluster_id, 'modality' AS kind, modality_code AS value, count(*) AS n FROM events GROUP BY ALL
    UNION ALL SELECT event_cluster_id, 'place', place, count(*) FROM events WHERE place IS NOT NULL GROUP BY ALL
    UNION ALL SELECT event_cluster_id, 'country', country_code, count(*) FROM events WHERE country_code IS NOT NULL GROUP BY ALL
), commonest AS (
    SELECT event_cluster_id, kind, value FROM counted
    QUALIFY row_number() OVER (PARTITION BY event_cluster_id, kind ORDER BY n DESC, value) = 1
), whole AS (
    SELECT event_cluster_id, min(type_code) AS type_code, count(*) AS tellings, min(reported_on) AS first_reported_on, max(reported_on) AS last_reported_on
    FROM events GROUP BY ALL
)
SELECT w.event_cluster_id, w.type_code, modalities.value AS modality_code, best.date_start, best.date_end,
    coalesce(best.date_precision_code, 'unknown') AS date_precision_code, coalesce(best.choice, 'none') AS date_choice_code,
    sides.agents, sides.targets, placed.value AS place, countries.value AS country_code,
    w.tellings, outlets.outlets, outlets.independent_outlets, w.first_reported_on, w.last_reported_on, conflicts.conflicts
FROM whole AS w
JOIN outlets USING (event_cluster_id)
JOIN commonest AS modalities ON modalities.event_cluster_id = w.event_cluster_id AND modalities.kind = 'modality'
LEFT JOIN commonest AS placed ON placed.event_cluster_id = w.event_cluster_id AND placed.kind = 'place'
LEFT JOIN commonest AS countries ON countries.event_cluster_id = w.event_cluster_id AND countries.kind = 'country'
LEFT JOIN best ON best.event_cluster_id = w.event_cluster_id
LEFT JOIN sides ON sides.event_cluster_id = w.event_cluster_id
LEFT JOIN conflicts ON conflicts.event_cluster_id = w.event_cluster_id
