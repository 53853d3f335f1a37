-- error by article: a row's words are what its article says at its offsets, white space squeezed
WITH sliced AS (
    SELECT row_words.*,
        CASE media_type WHEN 'text/plain' THEN substring(texts.text, "start" + 1, "end" - "start")
        ELSE words_at(texts.text, media_type, "start", "end") END AS slice
    FROM row_words LEFT JOIN texts USING (article_id)
)
SELECT table_name, row_id, field, coalesce(words, digest) AS value
FROM sliced
WHERE slice IS NULL OR regexp_replace(words, '[\s\p{Z}]+', '', 'g') <> regexp_replace(slice, '[\s\p{Z}]+', '', 'g')
    OR sha256(words) <> digest
