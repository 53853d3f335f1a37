-- error by article: a row lies inside the sentence it rests on
WITH rows_of AS (
    SELECT 'events' AS table_name, event_id AS row_id, evidence_id, article_id, "start", "end" FROM events
    UNION ALL SELECT 'statistics', statistic_id, evidence_id, article_id, "start", "end" FROM statistics
    UNION ALL SELECT 'actor_roles', role_id, evidence_id, article_id, "start", "end" FROM actor_roles
)
SELECT table_name, row_id, 'evidence_id' AS field, evidence_id AS value
FROM rows_of JOIN evidence USING (evidence_id)
WHERE rows_of."start" < evidence."start" OR rows_of."end" > evidence."end" OR rows_of.article_id <> evidence.article_id
