"""The pages of enrolments."""
