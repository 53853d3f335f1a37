-- error by article: offsets are in order and inside the article
SELECT table_name, row_id, field, first || '-' || last AS value
FROM row_spans JOIN articles USING (article_id)
WHERE (first IS NULL) <> (last IS NULL) OR first >= last OR last > characters
