-- one row per row of a view: a table of the cursor alone, which finds it before the view of that name
CREATE TEMP TABLE {view} AS FROM {view}
