-- warning by article: a row lies inside the sentence it rests on
SELECT table_name, row_id, 'evidence_id' AS field, evidence_id AS value
FROM row_sentences JOIN evidence USING (evidence_id)
WHERE row_sentences."start" < evidence."start" OR row_sentences."end" > evidence."end"
    OR row_sentences.article_id <> evidence.article_id
