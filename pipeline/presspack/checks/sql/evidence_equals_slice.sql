-- error by article: the sentence of evidence is what its article says at its offsets
WITH sliced AS (
    SELECT evidence_id, evidence.text AS told, text_sha256,
        CASE WHEN media_type = 'text/plain' AND NOT regexp_matches(substring(texts.text, "start" + 1, "end" - "start"),
            '[\n\r\x{0B}\x{0C}\x{85}\x{2028}\x{2029}\x{AD}\x{200B}\x{2060}\x{FEFF}]|â€')
        THEN substring(texts.text, "start" + 1, "end" - "start")
        ELSE words_at(texts.text, media_type, "start", "end") END AS slice
    FROM evidence LEFT JOIN texts USING (article_id)
)
SELECT 'evidence' AS table_name, evidence_id AS row_id, 'text' AS field, coalesce(told, text_sha256) AS value
FROM sliced
WHERE slice IS NULL OR sha256(slice) <> text_sha256 OR told <> slice
