-- error: a duplicate names the article it copies, which was used, and how it copies it
SELECT 'articles' AS table_name, copy.article_id AS row_id, 'duplicate_of' AS field, coalesce(copy.duplicate_of, 'null') AS value
FROM articles AS copy LEFT JOIN articles AS first ON copy.duplicate_of = first.article_id
WHERE copy.status_code = 'duplicate' AND (copy.duplicate_of IS NULL OR copy.duplicate_kind IS NULL OR first.status_code = 'duplicate')
