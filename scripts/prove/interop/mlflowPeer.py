"""What MLflow reads from an exported store. One JSON question per line in, one JSON answer per line out."""
import json
import logging
import math
import os
import sys
import warnings

warnings.filterwarnings("ignore")
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["DO_NOT_TRACK"] = "true"
logging.disable(logging.WARNING)

import mlflow  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from mlflow.entities import ViewType  # noqa: E402


def plain(value):
    return None if isinstance(value, float) and math.isnan(value) else value


def read(uri):
    client = mlflow.MlflowClient(tracking_uri=uri, registry_uri=uri)
    runs = []
    for experiment in client.search_experiments(view_type=ViewType.ALL):
        for run in client.search_runs([experiment.experiment_id], run_view_type=ViewType.ALL):
            runs.append({
                "id": run.info.run_id, "experiment": experiment.name, "name": run.info.run_name, "status": run.info.status,
                "start": run.info.start_time, "end": run.info.end_time, "stage": run.info.lifecycle_stage,
                "params": run.data.params, "tags": run.data.tags, "metrics": {k: plain(v) for k, v in run.data.metrics.items()},
                "folds": {k: [plain(p.value) for p in sorted(client.get_metric_history(run.info.run_id, k), key=lambda p: p.step)] for k in run.data.metrics if k.endswith(".fold")},
                "datasets": [{"name": i.dataset.name, "digest": i.dataset.digest, "context": {t.key: t.value for t in i.tags}} for i in run.inputs.dataset_inputs],
                "artifacts": sorted(a.path for a in client.list_artifacts(run.info.run_id)),
            })
    models = [{"name": m.name, "aliases": {k: int(v) for k, v in m.aliases.items()}, "versions": sorted([{"version": int(v.version), "run": v.run_id} for v in client.search_model_versions(f"name = '{m.name}'")], key=lambda v: v["version"])} for m in client.search_registered_models()]
    return {"runs": runs, "models": models}


def predict(address):
    model = mlflow.pyfunc.load_model(address)
    folder = mlflow.artifacts.download_artifacts(address)
    answers = model.predict(pd.read_csv(f"{folder}/encoded.csv", dtype=float))
    expected = pd.read_csv(f"{folder}/predictions.csv")
    theirs = np.asarray(answers["answer"], dtype=float).ravel()
    size = np.maximum(np.abs(expected["answer"]), 0.01 * np.median(np.abs(expected["answer"])))
    return {"rows": len(expected), "theirRows": len(theirs), "worst": float(np.max(np.abs(theirs - expected["answer"]) / size))}


def write(uri):
    """Runs that MLflow itself wrote, for the way back."""
    mlflow.set_tracking_uri(uri)
    mlflow.set_experiment("written by MLflow")
    for i in range(3):
        with mlflow.start_run(run_name=f"outside {i}") as run:
            mlflow.log_params({"depth": i, "folder/key": "a b", "note": "two\nlines é"})
            for step in range(4):
                mlflow.log_metric("loss", 1 / (step + 1 + i), step=step)
            mlflow.log_metric("bad", float("nan"))
            mlflow.log_metric("nested/score", 0.1 + i)
            mlflow.set_tag("kind", "outside")
            mlflow.log_input(mlflow.data.from_pandas(pd.DataFrame({"x": [1, 2, i]}), name="frame"), context="training")
    return {"runs": [r.info.run_id for r in mlflow.MlflowClient().search_runs([run.info.experiment_id])]}


for line in sys.stdin:
    question = json.loads(line)
    out = {"read": read, "predict": predict, "write": write}[question["do"]](question["at"])
    print(json.dumps(out), flush=True)
