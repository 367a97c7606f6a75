"""The pages of the working group and of the experts."""
