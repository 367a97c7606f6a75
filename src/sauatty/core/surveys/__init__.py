"""What a survey says: tables, claimed and shown, needs, and a programme planned from them."""
