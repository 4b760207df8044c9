-- one row per nomination of a district: code, award, district, who proposes it
SELECT code, award, district, proposer FROM nomination
WHERE subject = 'district' AND district IS NOT NULL
ORDER BY code
