-- Full statistics: the tables are small and the planner is asked every query afterwards.
ANALYZE
