-- warning by article: a percentage that is no change lies between 0 and 100
SELECT 'statistics' AS table_name, statistic_id AS row_id, 'value' AS field, value::VARCHAR AS value
FROM statistics
WHERE unit_kind_code = 'percent' AND change_code IS NULL AND (value < 0 OR coalesce(value_high, value) > 100)
