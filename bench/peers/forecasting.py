"""Forecasts many short series with one model of statsforecast. One JSON request per line in, one JSON answer per line out."""
import json
import sys
import time
import warnings

import numpy as np
from statsforecast.models import AutoETS, AutoTheta, CrostonSBA, SeasonalNaive, SimpleExponentialSmoothingOptimized, Theta, WindowAverage

warnings.filterwarnings("ignore")
models = {
    "ets": lambda season: AutoETS(season_length=season),
    "theta": lambda season: Theta(season_length=season),
    "auto-theta": lambda season: AutoTheta(season_length=season),
    "sba": lambda season: CrostonSBA(),
    "ses": lambda season: SimpleExponentialSmoothingOptimized(),
    "window-mean": lambda season: WindowAverage(window_size=8),
}


def main():
    for line in sys.stdin:
        request = json.loads(line)
        model = models[request["model"]](request["season"])
        histories = [np.array(history, dtype=float) for history in request["histories"]]
        model.forecast(y=histories[0], h=request["horizon"])
        start = time.perf_counter()
        answers = [model.forecast(y=history, h=request["horizon"])["mean"].tolist() for history in histories]
        print(json.dumps({"ms": (time.perf_counter() - start) * 1000, "predictions": answers}), flush=True)


main()
