"""Results as CSV, JSON and HTML, and back."""
