-- info: the same figure with the same indicator is told once in an article
SELECT 'statistics' AS table_name, statistic_id AS row_id, 'value' AS field, value || ' ' || unit || ': ' || indicator AS value
FROM statistics
QUALIFY row_number() OVER (PARTITION BY article_id, value, value_high, unit, lower(indicator) ORDER BY "start") > 1
