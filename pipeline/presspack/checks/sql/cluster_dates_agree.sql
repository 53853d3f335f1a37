-- warning: the tellings of one event give dates that fit each other
SELECT 'events' AS table_name, first.event_id || ' and ' || other.event_id AS row_id, 'date_start' AS field,
    first.date_start || ' and ' || other.date_start AS value
FROM events AS other JOIN events AS first ON 'c' || substr(first.event_id, 2) = other.event_cluster_id -- a cluster is called by its first event
WHERE other.event_id <> first.event_id
    AND left(first.date_start, length(other.date_start)) <> left(other.date_start, length(first.date_start))
