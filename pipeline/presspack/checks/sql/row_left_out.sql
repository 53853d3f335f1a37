-- warning by article: nothing is wrong with a row that extraction makes, or it is left out
SELECT 'left_out' AS table_name, left_out_id AS row_id, "column" AS field,
    concat_ws(' ', file || ',', coalesce('"' || text || '"', "start" || '-' || "end"), 'in', "table" || ':', left_out.reason, 'expected') AS value
FROM left_out JOIN articles USING (article_id)
