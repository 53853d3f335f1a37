-- warning by article: no two figures of an article share words
WITH touching AS (
    SELECT article_id FROM statistics
    QUALIFY "start" < max("end") OVER (PARTITION BY article_id ORDER BY "start", "end" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT 'statistics' AS table_name, one.statistic_id || ' and ' || other.statistic_id AS row_id, 'start' AS field,
    one.text || ' and ' || other.text AS value
FROM (SELECT * FROM statistics WHERE article_id IN (SELECT article_id FROM touching)) AS one JOIN statistics AS other
    ON one.article_id = other.article_id AND one."start" < other."end" AND other."start" < one."end"
    AND one.statistic_id < other.statistic_id
