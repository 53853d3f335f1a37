-- info: every event type of the vocabulary occurs in the corpus
SELECT 'event_types' AS table_name, code AS row_id, 'code' AS field, code AS value
FROM event_types
WHERE code NOT IN (SELECT type_code FROM events)
