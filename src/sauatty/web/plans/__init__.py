"""Plans: modules for a budget of hours, syllabus, programme and cohorts made from it."""
