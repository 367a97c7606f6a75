"""What a survey says: tables, claimed and shown, needs, report and research export."""
