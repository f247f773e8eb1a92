"""Trains one peer on request, with two threads. Setup as an argument: trains once and ends. Else setup and commands in, one per line, and one JSON answer per line out."""
import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "2"

import numpy as np


def read(folder, name, rows, columns):
    return np.fromfile(f"{folder}/{name}.f64").reshape(rows, columns)


def scikit_learn(settings):
    from sklearn.ensemble import HistGradientBoostingRegressor

    def fit(inputs, target):
        return HistGradientBoostingRegressor(
            max_iter=settings["trees"], learning_rate=settings["learningRate"], max_leaf_nodes=settings["leaves"],
            min_samples_leaf=settings["minLeafRows"], l2_regularization=settings["penalty"], early_stopping=False,
        ).fit(inputs, target)

    return fit, lambda model, inputs: model.predict(inputs), None


def lightgbm(settings):
    import lightgbm as lgb

    def fit(inputs, target):
        parameters = {
            "objective": "regression", "learning_rate": settings["learningRate"], "num_leaves": settings["leaves"],
            "min_data_in_leaf": settings["minLeafRows"], "lambda_l2": settings["penalty"], "num_threads": 2, "verbose": -1, "deterministic": True,
        }
        return lgb.train(parameters, lgb.Dataset(inputs, target), num_boost_round=settings["trees"])

    return fit, lambda model, inputs: model.predict(inputs), lambda model, inputs: model.predict(inputs, pred_contrib=True)


def main():
    peers = {"scikit-learn": scikit_learn, "lightgbm": lightgbm}
    setup = json.loads(sys.argv[1] if len(sys.argv) > 1 else sys.stdin.readline())
    fit, predict, explain = peers[setup["peer"]](setup["settings"])
    folder, columns = setup["folder"], setup["columns"]
    train, held_out = setup["train"], setup["heldOut"]
    inputs = read(folder, "train-inputs", train, columns)
    target = read(folder, "train-target", train, 1).ravel()
    if len(sys.argv) > 1:
        fit(inputs, target)
        return
    held_inputs = read(folder, "held-inputs", held_out, columns)
    held_target = read(folder, "held-target", held_out, 1).ravel()
    model = None
    for line in sys.stdin:
        command = line.strip()
        start = time.perf_counter()
        if command == "train":
            model = fit(inputs, target)
        elif command == "explain" and explain is not None:
            explain(model, held_inputs[:1])
        elif command == "batch":
            predict(model, inputs)
        elif command == "one":
            predict(model, held_inputs[:1])
        elapsed = (time.perf_counter() - start) * 1000
        error = float(np.sqrt(np.mean((predict(model, held_inputs) - held_target) ** 2))) if command == "train" else None
        print(json.dumps({"ms": elapsed, "rmse": error}), flush=True)


main()
