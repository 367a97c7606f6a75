"""How far people who judge the same things agree."""
