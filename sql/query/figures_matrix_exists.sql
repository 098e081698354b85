-- Whether figures of a measure (any when empty) are in computed tables.
SELECT EXISTS (SELECT 1 FROM matrix WHERE measure = :measure OR :measure = '')
