-- warning: articles agree on the value of the same indicator of the same subject at the same time
SELECT 'statistics' AS table_name, one.statistic_id || ' and ' || other.statistic_id AS row_id, 'value' AS field,
    one.value || ' and ' || other.value || ' ' || coalesce(one.unit, '') || ': ' || one.indicator AS value
FROM statistics AS one JOIN statistics AS other
    ON lower(one.indicator) = lower(other.indicator) AND one.unit = other.unit AND one.period_start = other.period_start
    AND one.subject_id = other.subject_id AND one.article_id < other.article_id
WHERE one.value <> other.value AND one.change_code IS NOT DISTINCT FROM other.change_code
