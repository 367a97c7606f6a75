"""The pages of attendances."""
