-- one row per invented record, with the sheet and line it stands on: 200,000 lines to a sheet, a title above
SELECT (getvariable('sheet') + n // 200000)::INTEGER AS sheet, (2 + n % 200000)::INTEGER AS line, * EXCLUDE (n)
FROM ({records})
ORDER BY n
