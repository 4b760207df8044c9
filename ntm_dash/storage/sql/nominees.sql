-- one row per nomination for an award that papers list: who, with what a list of nominees says beside the verdict
SELECT code, post, village, achievements, certificate_name, farmer
FROM nomination
WHERE list_contains($codes, code)
