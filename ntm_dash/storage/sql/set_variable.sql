-- one choice of a scope
SET VARIABLE {name} = ?
