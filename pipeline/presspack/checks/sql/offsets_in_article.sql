-- error by article: offsets are in order and inside the article
WITH spans AS (
    SELECT 'evidence' AS table_name, evidence_id AS row_id, 'end' AS field, article_id, "start" AS first, "end" AS last FROM evidence
    UNION ALL SELECT 'mentions', mention_id, 'end', article_id, "start", "end" FROM mentions
    UNION ALL SELECT 'actor_roles', role_id, 'end', article_id, "start", "end" FROM actor_roles
    UNION ALL SELECT 'events', event_id, 'end', article_id, "start", "end" FROM events
    UNION ALL SELECT 'events', event_id, 'when_end', article_id, when_start, when_end FROM events
    UNION ALL SELECT 'statistics', statistic_id, 'when_end', article_id, when_start, when_end FROM statistics
    UNION ALL SELECT 'event_participants', event_id || ', ' || participant, 'end', article_id, "start", "end" FROM event_participants
    UNION ALL SELECT 'statistics', statistic_id, 'end', article_id, "start", "end" FROM statistics
    UNION ALL SELECT 'statistics', statistic_id, 'number_end', article_id, number_start, number_end FROM statistics
    UNION ALL SELECT 'statistics', statistic_id, 'indicator_end', article_id, indicator_start, indicator_end FROM statistics
)
SELECT table_name, row_id, field, first || '-' || last AS value
FROM spans JOIN articles USING (article_id)
WHERE (first IS NULL) <> (last IS NULL) OR first >= last OR last > characters
