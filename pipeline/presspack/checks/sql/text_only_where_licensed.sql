-- error by article: words of an article are published where its licence allows it, and nowhere else
WITH told AS (
    SELECT 'evidence' AS table_name, evidence_id AS row_id, 'text' AS field, article_id, text AS words FROM evidence
    UNION ALL SELECT 'events', event_id, 'trigger', article_id, "trigger" FROM events
    UNION ALL SELECT 'event_participants', event_id || ', ' || participant, 'text', article_id, text FROM event_participants
)
SELECT table_name, row_id, field, coalesce(words, 'null') AS value
FROM told JOIN articles USING (article_id)
WHERE (words IS NULL) = text_redistributable
