-- error by article: a row's words are what its article says at its offsets, white space squeezed
WITH sliced AS (
    SELECT row_words.*,
        CASE WHEN media_type = 'text/plain' AND NOT regexp_matches(substring(texts.text, "start" + 1, "end" - "start"),
            '[\n\r\x{0B}\x{0C}\x{85}\x{2028}\x{2029}\x{AD}\x{200B}\x{2060}\x{FEFF}]|â€')
        THEN substring(texts.text, "start" + 1, "end" - "start")
        ELSE words_at(texts.text, media_type, "start", "end") END AS slice
    FROM row_words LEFT JOIN texts USING (article_id)
)
SELECT table_name, row_id, field, coalesce(words, digest) AS value
FROM sliced
WHERE slice IS NULL OR regexp_replace(words, '[\s\x{0B}\x{1C}-\x{1F}\x{85}\p{Z}]+', '', 'g') <> regexp_replace(slice, '[\s\x{0B}\x{1C}-\x{1F}\x{85}\p{Z}]+', '', 'g')
    OR sha256(words) <> digest
