-- error by article: only articles that were used give rows
SELECT table_name, row_id, 'article_id' AS field, article_id AS value
FROM extracted_rows JOIN articles USING (article_id)
WHERE status_code <> 'used'
