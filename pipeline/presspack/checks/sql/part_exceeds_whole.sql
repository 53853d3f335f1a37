-- warning: a part is not greater than the whole that it is a share of
WITH part AS MATERIALIZED (SELECT * FROM statistics WHERE base_statistic_id IS NOT NULL) -- few, sought among all
SELECT 'statistics' AS table_name, part.statistic_id || ' of ' || whole.statistic_id AS row_id, 'value' AS field,
    part.value || ' of ' || whole.value AS value
FROM part JOIN statistics AS whole ON part.base_statistic_id = whole.statistic_id
WHERE part.unit_kind_code = whole.unit_kind_code AND part.value > coalesce(whole.value_high, whole.value)
