"""The pages of a respondent, and the door through which their browser sends."""
