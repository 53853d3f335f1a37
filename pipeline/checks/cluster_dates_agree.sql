-- warning: the tellings of one event give dates that fit each other
SELECT 'events' AS table_name, one.event_id || ' and ' || other.event_id AS row_id, 'date_start' AS field,
    one.date_start || ' and ' || other.date_start AS value
FROM events AS one JOIN events AS other USING (event_cluster_id)
WHERE one.event_id < other.event_id
    AND left(one.date_start, length(other.date_start)) <> left(other.date_start, length(one.date_start))
