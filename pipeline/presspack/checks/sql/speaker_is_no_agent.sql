-- warning by article: an event is not attributed to its own agent
SELECT 'events' AS table_name, events.event_id AS row_id, 'attributed_to' AS field, attributed_to AS value
FROM events JOIN event_participants ON events.event_id = event_participants.event_id
WHERE role_code = 'agent' AND actor_id = attributed_to
