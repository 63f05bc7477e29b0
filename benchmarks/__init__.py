"""How fast muster is, as ratios against bare baselines: ``python -m benchmarks``. Read README.md."""
