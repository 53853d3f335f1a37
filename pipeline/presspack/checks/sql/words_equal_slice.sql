-- error by article: a row's words are what its article says at its offsets, white space squeezed
WITH told AS (
    SELECT 'mentions' AS table_name, mention_id AS row_id, 'text' AS field, article_id, "start", "end", text AS words FROM mentions
    UNION ALL SELECT 'events', event_id, 'trigger', article_id, "start", "end", "trigger" FROM events
    UNION ALL SELECT 'event_participants', event_id || ', ' || participant, 'text', article_id, "start", "end", text FROM event_participants
    UNION ALL SELECT 'statistics', statistic_id, 'text', article_id, "start", "end", text FROM statistics
), sliced AS (
    SELECT told.*,
        CASE WHEN media_type = 'text/plain' AND NOT regexp_matches(substring(texts.text, "start" + 1, "end" - "start"),
            '[\n\r\x{0B}\x{0C}\x{85}\x{2028}\x{2029}\x{AD}\x{200B}\x{2060}\x{FEFF}]|â€')
        THEN substring(texts.text, "start" + 1, "end" - "start")
        ELSE words_at(texts.text, media_type, "start", "end") END AS slice
    FROM told LEFT JOIN texts USING (article_id)
)
SELECT table_name, row_id, field, words AS value
FROM sliced
WHERE slice IS NULL OR regexp_replace(words, '[\s\p{Z}]+', '', 'g') <> regexp_replace(slice, '[\s\p{Z}]+', '', 'g')
