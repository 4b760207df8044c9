-- one row per award and subject of the nominations at hand, or of the one asked for
SELECT DISTINCT award, subject FROM nomination WHERE $only IS NULL OR code = $only
