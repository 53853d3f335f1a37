-- warning: no two figures of an article share words
SELECT 'statistics' AS table_name, one.statistic_id || ' and ' || other.statistic_id AS row_id, 'start' AS field,
    one.text || ' and ' || other.text AS value
FROM statistics AS one JOIN statistics AS other
    ON one.article_id = other.article_id AND one."start" < other."end" AND other."start" < one."end"
    AND one.statistic_id < other.statistic_id
