-- warning by article: a period does not end before it starts, and has no end without a start
SELECT table_name, row_id, field, coalesce(first, 'null') || '/' || last AS value
FROM row_periods
WHERE last IS NOT NULL AND (first IS NULL OR last < left(first, length(last)))
