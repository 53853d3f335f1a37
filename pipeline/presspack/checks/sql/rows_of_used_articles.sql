-- error by article: only articles that were used give rows
WITH rows_of AS (
    SELECT 'evidence' AS table_name, evidence_id AS row_id, article_id FROM evidence
    UNION ALL SELECT 'mentions', mention_id, article_id FROM mentions
    UNION ALL SELECT 'events', event_id, article_id FROM events
    UNION ALL SELECT 'statistics', statistic_id, article_id FROM statistics
)
SELECT table_name, row_id, 'article_id' AS field, article_id AS value
FROM rows_of JOIN articles USING (article_id)
WHERE status_code <> 'used'
