-- Every event in words. Several names are joined by "; ", each once, in the order of the article.
WITH named AS (
    SELECT event_id, role_code, coalesce(actors.name, text) AS name, min(participant) AS participant
    FROM event_participants LEFT JOIN actors USING (actor_id)
    GROUP BY ALL
), sides AS (
    SELECT event_id,
        string_agg(name, '; ' ORDER BY participant) FILTER (role_code = 'agent') AS agents,
        string_agg(name, '; ' ORDER BY participant) FILTER (role_code = 'target') AS targets
    FROM named GROUP BY event_id
), counted AS (
    SELECT event_id, string_agg(text, '; ' ORDER BY "start", statistic_id) AS figures
    FROM statistics WHERE event_id IS NOT NULL GROUP BY event_id
)
SELECT e.reported_on, e.date_start, e.date_end, lower(precisions.title) AS date_precision,
    CASE WHEN left(coalesce(e.date_end, e.date_start), 4) = left(e.date_start, 4) THEN left(e.date_start, 4)::BIGINT END AS "year",
    types.title AS "type", lower(modalities.title) AS told_as, agents, targets, figures,
    e.place, country_names.name AS country, e.country_source_code AS country_source, places.latitude, places.longitude,
    speakers.name AS said_by, evidence.text AS sentence, articles.outlet, articles.title, articles.url,
    e.confidence, e.type_code, e.event_cluster_id, e.event_id, e.article_id, e."start"
FROM events AS e
JOIN articles USING (article_id)
JOIN evidence ON evidence.evidence_id = e.evidence_id
JOIN event_types AS types ON types.code = e.type_code
JOIN modalities ON modalities.code = e.modality_code
JOIN date_precisions AS precisions ON precisions.code = e.date_precision_code
LEFT JOIN sides ON sides.event_id = e.event_id
LEFT JOIN counted ON counted.event_id = e.event_id
LEFT JOIN places ON places.geonames_id = e.geonames_id
LEFT JOIN country_names ON country_names.code = e.country_code
LEFT JOIN actors AS speakers ON speakers.actor_id = e.attributed_to
