"""Marking photos, planning what happens to them, doing it, and taking it back."""
