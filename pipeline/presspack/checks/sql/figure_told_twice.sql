-- info by article: the same figure with the same indicator is told once in an article
WITH figures AS (
    SELECT *, hash(article_id, value, value_high, unit, lower(indicator)) AS told FROM statistics WHERE indicator IS NOT NULL
)
SELECT 'statistics' AS table_name, statistic_id AS row_id, 'value' AS field, value || ' ' || unit || ': ' || indicator AS value
FROM figures
WHERE told IN (SELECT told FROM figures GROUP BY told HAVING count(*) > 1) -- few, so that few are put in order
QUALIFY row_number() OVER (PARTITION BY article_id, value, value_high, unit, lower(indicator) ORDER BY "start") > 1
