"""The surfaces people touch, and the one place where the objects behind them meet."""
