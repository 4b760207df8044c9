-- the whole store into another file, as of one moment
ATTACH '{place}' AS backup;
COPY FROM DATABASE store TO backup;
CHECKPOINT backup;
DETACH backup
