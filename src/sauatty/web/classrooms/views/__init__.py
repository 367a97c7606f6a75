"""The pages of classrooms."""
