-- error by article: words of an article are published where its licence allows it, and nowhere else
SELECT table_name, row_id, field, coalesce(words, 'null') AS value
FROM licensed_words JOIN articles USING (article_id)
WHERE (words IS NULL) = text_redistributable
