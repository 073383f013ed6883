"""The closing report: its outline, the figures of its sentences, and what is changed by hand."""
