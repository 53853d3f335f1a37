-- warning by article: no record makes our own code fail, or it is left out
SELECT 'articles' AS table_name, article_id AS row_id, 'reason' AS field,
    concat_ws(' ', file || ', record', record || ':', reason) AS value
FROM articles
WHERE starts_with(reason, 'internal_error') AND status_code = 'unreadable'
