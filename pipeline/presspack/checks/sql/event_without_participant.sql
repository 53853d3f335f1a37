-- info by article: an event has at least one participant
SELECT 'events' AS table_name, event_id AS row_id, 'event_id' AS field, concat_ws(' ', type_code, "trigger") AS value
FROM events
WHERE event_id NOT IN (SELECT event_id FROM event_participants)
