-- one row per nomination of a district: code, award, district
SELECT code, award, district FROM nomination
WHERE subject = 'district' AND district IS NOT NULL
ORDER BY code
