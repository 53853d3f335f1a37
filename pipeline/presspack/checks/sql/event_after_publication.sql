-- warning by article: an actual event is not dated after the publication of its article
SELECT 'events' AS table_name, event_id AS row_id, 'date_start' AS field, date_start AS value
FROM events JOIN articles USING (article_id)
WHERE modality_code = 'actual' AND left(date_start, length(published_on)) > left(published_on, length(date_start))
