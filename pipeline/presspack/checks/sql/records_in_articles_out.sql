-- error: every record of the catalogue is in articles, and no other
SELECT 'articles' AS table_name, article_id AS row_id, 'article_id' AS field, file || ' record ' || record AS value
FROM (
    (SELECT article_id, file, record FROM catalogue EXCEPT SELECT article_id, file, record FROM articles)
    UNION ALL
    (SELECT article_id, file, record FROM articles EXCEPT SELECT article_id, file, record FROM catalogue)
)
