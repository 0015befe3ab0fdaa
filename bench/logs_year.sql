-- Some days of access logs: each number comes of a hash of its place.
WITH place AS (
    SELECT i, (hash(i) >> 2)::BIGINT AS h, (hash(i + 1000000000000) >> 2)::BIGINT AS g,
        (hash(i + 2000000000000) >> 2)::BIGINT AS f, i // $a_day AS day
    FROM range($day * $a_day, ($day + $days) * $a_day) AS t(i)
), who AS (
    SELECT *, h % 1000 AS what, g % $wards AS ward, (g >> 8) % $beds AS bed,
        CASE WHEN f % 10 < 8 THEN 8 + (f >> 8) % 10 ELSE (f >> 8) % 24 END * 3600 + (f >> 16) % 3600 AS second
    FROM place
), event AS (
    SELECT *, ward * $of_ward + ((f >> 32) % 16 + day * 7) % $of_ward AS user,
        CASE WHEN what < 610 THEN (((day + bed % $stay) // $stay) * ($wards * $beds) + ward * $beds + bed) % 55800
             WHEN what < 962 THEN 55800 + (hash(day * 9000 + g % 9000) >> 2)::BIGINT % $outside END AS patient,
        CASE WHEN what >= 962 THEN 7 ELSE [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6][1 + (h >> 20) % 14] END AS system,
        (h >> 32) % 9 AS does
    FROM who
), told AS (
    SELECT make_timestamp(($start + day * 86400 + second) * 1000000
        + CASE WHEN list_contains($filed, system) THEN 0 ELSE (g >> 40) % 1000 * 1000 END) AS ts, * FROM event
)
SELECT ts, CASE WHEN list_contains($filed, system) THEN date_trunc('day', ts) + INTERVAL 26 HOUR
        ELSE ts + to_microseconds((f >> 40) % 2000000) END AS received,
    $sources[1 + system] AS source,
    CASE WHEN system = 7 THEN '110114' ELSE '110110' END AS event,
    CASE WHEN system = 7 THEN '110122' ELSE '' END AS kind,
    CASE WHEN does IN (1, 4, 6) THEN 'U' ELSE 'R' END AS action,
    CASE WHEN system = 7 AND (h >> 40) % 50 = 0 THEN '4' ELSE '0' END AS outcome,
    'u' || lpad(user::VARCHAR, 5, '0') AS user_id,
    '職員 ' || user AS user_name,
    ['看護師', '看護師', '看護師', '医師', '技師', '薬剤師', '事務'][1 + user % 7] AS role,
    'T' || lpad((ward * 12 + user % 12)::VARCHAR, 4, '0') AS terminal,
    '10.' || (ward % 3) || '.' || ward || '.' || (10 + user % 12) AS address,
    coalesce('P' || lpad(patient::VARCHAR, 7, '0'), '') AS patient_id,
    CASE WHEN system = 7 THEN 'ログイン' ELSE $functions[1 + does] END AS function,
    CASE WHEN does > 2 AND system < 7 THEN 'O' || lpad(((h >> 24) % 100000000)::VARCHAR, 8, '0') ELSE '' END AS object_id,
    '' AS purpose,
    $sources[1 + system] AS system,
    ['本院', '東院', '西院'][1 + ward % 3] AS facility,
    false AS unparsed, NULL::BIGINT AS sequence, '' AS numbered_by,
    (epoch(ts)::BIGINT - $start) // $segment_s AS segment,
    row_number() OVER (PARTITION BY (epoch(ts)::BIGINT - $start) // $segment_s ORDER BY ts, i) - 1 AS index
FROM told ORDER BY ts, i
