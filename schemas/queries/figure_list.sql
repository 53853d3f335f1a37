-- Every figure in words.
SELECT s.reported_on, s.indicator, s.value, s.value_high, s.unit, lower(modifiers.title) AS modifier, lower(changes.title) AS change,
    s.text AS as_written, s.period_start, s.period_end, lower(precisions.title) AS period_precision,
    CASE WHEN left(coalesce(s.period_end, s.period_start), 4) = left(s.period_start, 4) THEN left(s.period_start, 4)::BIGINT END AS "year",
    subjects.name AS subject, s.place, country_names.name AS country, s.country_source_code AS country_source,
    places.latitude, places.longitude, speakers.name AS said_by, evidence.text AS sentence,
    articles.outlet, articles.title, articles.url, types.title AS event, s.event_id, s.statistic_id, s.article_id, s."start"
FROM statistics AS s
JOIN articles USING (article_id)
JOIN evidence ON evidence.evidence_id = s.evidence_id
JOIN modifiers ON modifiers.code = s.modifier_code
JOIN date_precisions AS precisions ON precisions.code = s.period_precision_code
LEFT JOIN changes ON changes.code = s.change_code
LEFT JOIN events ON events.event_id = s.event_id
LEFT JOIN event_types AS types ON types.code = events.type_code
LEFT JOIN places ON places.geonames_id = s.geonames_id
LEFT JOIN country_names ON country_names.code = s.country_code
LEFT JOIN actors AS subjects ON subjects.actor_id = s.subject_id
LEFT JOIN actors AS speakers ON speakers.actor_id = s.attributed_to
