"""The pages of consents on research, packs and reports."""
