-- warning by article: the percentages that a sentence gives of one whole do not exceed 100 together
SELECT 'statistics' AS table_name, string_agg(statistic_id, ' + ' ORDER BY "start") AS row_id, 'value' AS field,
    string_agg(text, ' + ' ORDER BY "start") AS value
FROM statistics
WHERE unit_kind_code = 'percent' AND change_code IS NULL AND base_statistic_id IS NOT NULL
GROUP BY evidence_id, base_statistic_id
HAVING sum(value::DECIMAL(18, 6)) > 100
