"""The pages of the fieldwork."""
