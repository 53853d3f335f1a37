-- error by article: the segments of a record touch, and cover all of it
WITH lined AS (
    SELECT article_id, "start", "end",
        lag("end", 1, 0) OVER (PARTITION BY article_id ORDER BY "start") AS expected_start,
        lead("start") OVER (PARTITION BY article_id ORDER BY "start") AS next_start
    FROM segments
)
SELECT 'segments' AS table_name, article_id || ', ' || "start" AS row_id, 'start' AS field, "start" || '-' || "end" AS value
FROM lined
WHERE "start" <> expected_start OR "end" <= "start"
UNION ALL
SELECT 'segments', lined.article_id || ', ' || "start", 'end', "start" || '-' || "end"
FROM lined JOIN articles USING (article_id)
WHERE next_start IS NULL AND "end" <> characters
UNION ALL
SELECT 'articles', article_id, 'characters', characters::VARCHAR
FROM articles
WHERE characters > 0 AND article_id NOT IN (SELECT article_id FROM segments)
