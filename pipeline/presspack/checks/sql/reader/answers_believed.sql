-- info: all that the second reader answers is believed, and all is read; by reason, how many items are not
SELECT 'reader_refusals' AS table_name, reason_code AS row_id, 'reason_code' AS field, count(*)::VARCHAR AS value
FROM reader_refusals
GROUP BY reason_code
