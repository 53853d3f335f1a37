-- error by article: a period does not end before it starts, and has no end without a start
WITH periods AS (
    SELECT 'events' AS table_name, event_id AS row_id, 'date_end' AS field, date_start AS first, date_end AS last FROM events
    UNION ALL SELECT 'statistics', statistic_id, 'period_end', period_start, period_end FROM statistics
    UNION ALL SELECT 'actor_roles', role_id, 'until', since, until FROM actor_roles WHERE since IS NOT NULL
)
SELECT table_name, row_id, field, coalesce(first, 'null') || '/' || last AS value
FROM periods
WHERE last IS NOT NULL AND (first IS NULL OR last < left(first, length(last)))
