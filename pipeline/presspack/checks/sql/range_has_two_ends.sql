-- warning by article: a range, and nothing else, has an upper value above its value
SELECT 'statistics' AS table_name, statistic_id AS row_id, 'value_high' AS field, coalesce(value_high::VARCHAR, 'null') AS value
FROM statistics
WHERE (modifier_code = 'range') <> (value_high IS NOT NULL) OR value_high <= value
