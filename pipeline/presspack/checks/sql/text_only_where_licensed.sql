-- error by article: sentences are published where the article's licence allows it, and nowhere else
SELECT 'evidence' AS table_name, evidence_id AS row_id, 'text' AS field, coalesce(evidence.text, 'null') AS value
FROM evidence JOIN articles USING (article_id)
WHERE (evidence.text IS NULL) = text_redistributable
