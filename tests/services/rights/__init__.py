"""Rights, walked through whole: what tests/data/rights.yaml says against what services do."""
