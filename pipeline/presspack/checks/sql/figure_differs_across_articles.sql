-- warning: articles agree on the value of the same indicator of the same subject at the same time
-- A figure that a thousand articles give makes half a million pairs: only those of the first figures are made.
WITH told AS MATERIALIZED (
    SELECT statistic_id, article_id, value, unit, indicator, row(lower(indicator), unit, period_start, subject_id, change_code) AS what
    FROM statistics
    WHERE indicator IS NOT NULL AND unit IS NOT NULL AND period_start IS NOT NULL AND subject_id IS NOT NULL
), given AS (
    SELECT what, value, max(article_id) AS last FROM told GROUP BY ALL
), rivals AS (
    SELECT what, value, max(last) OVER (
        PARTITION BY what ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW
    ) AS last_of_others
    FROM given
), firsts AS (
    SELECT told.* FROM told JOIN rivals USING (what, value)
    WHERE article_id < last_of_others
    ORDER BY statistic_id LIMIT getvariable('reported')
)
SELECT 'statistics' AS table_name, one.statistic_id || ' and ' || other.statistic_id AS row_id, 'value' AS field,
    one.value || ' and ' || other.value || ' ' || one.unit || ': ' || one.indicator AS value
FROM firsts AS one JOIN told AS other USING (what)
WHERE one.article_id < other.article_id AND one.value <> other.value
