-- error: every actor is mentioned, as often and in as many articles as its row says
WITH counted AS (
    SELECT actor_id, count(*) AS mentions, count(DISTINCT article_id) AS articles FROM mentions GROUP BY actor_id
)
SELECT 'actors' AS table_name, actor_id AS row_id, 'mentions' AS field, actors.mentions::VARCHAR AS value
FROM actors LEFT JOIN counted USING (actor_id)
WHERE actors.mentions IS DISTINCT FROM counted.mentions OR actors.articles IS DISTINCT FROM counted.articles
