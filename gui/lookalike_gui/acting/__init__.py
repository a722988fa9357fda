"""Acting on marked photos: rules that mark, a plan that is looked at before it runs, and the way back."""
