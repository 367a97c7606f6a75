"""The pages of mails."""
