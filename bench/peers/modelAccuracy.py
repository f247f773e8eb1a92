"""Error of LightGBM on held-out rows. One JSON request per line in, one JSON answer per line out."""
import json
import sys

import lightgbm
import numpy as np

for line in sys.stdin:
    request = json.loads(line)
    folder, columns, settings = request["folder"], request["columns"], request["settings"]
    inputs, held_inputs = (np.fromfile(f"{folder}/{part}-inputs.f64").reshape(-1, columns) for part in ("train", "held"))
    target, held_target = (np.fromfile(f"{folder}/{part}-target.f64") for part in ("train", "held"))
    parameters = {
        "objective": "regression", "learning_rate": settings["learningRate"], "num_leaves": settings["leaves"], "max_bin": 255,
        "min_data_in_leaf": settings["minLeafRows"], "lambda_l2": settings["penalty"], "num_threads": 2, "verbose": -1, "deterministic": True,
        **settings.get("more", {}),
    }
    data = lightgbm.Dataset(inputs, target, categorical_feature=request["categories"])
    model = lightgbm.train(parameters, data, num_boost_round=settings["trees"])
    print(json.dumps({"rmse": float(np.sqrt(np.mean((model.predict(held_inputs) - held_target) ** 2)))}), flush=True)
