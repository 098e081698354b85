-- The newest load. Figures change with loads alone, so what was computed for the same newest load still holds.
SELECT coalesce(max(id), 0) FROM load
