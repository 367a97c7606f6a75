"""Open answers: read beside their attributes, coded blindly by two, adjudicated."""
