-- error by article: an article that was not used says why, and one that was does not
SELECT 'articles' AS table_name, article_id AS row_id, 'reason' AS field, coalesce(reason, 'null') AS value
FROM articles
WHERE (status_code = 'used') = (reason IS NOT NULL)
