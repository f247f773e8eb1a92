"""Logs runs to MLflow on SQLite and reads them again. One JSON question in, one JSON answer out."""
import json
import logging
import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
logging.disable(logging.WARNING)

from mlflow import MlflowClient  # noqa: E402
from mlflow.entities import Metric, Param  # noqa: E402

question = json.loads(sys.stdin.readline())
uri = f"sqlite:///{question['folder']}/mlflow.db"
client = MlflowClient(tracking_uri=uri)
experiment = client.create_experiment("bench")
start = time.perf_counter()
for number in range(question["runs"]):
    run = client.create_run(experiment)
    params = [Param(f"setting_{i}", str(i * 0.37)) for i in range(question["settings"])]
    metrics = []
    for score in range(question["scores"]):
        metrics.append(Metric(f"score_{score}", 0.5, 0, 0))
        metrics.append(Metric(f"score_{score}.sd", 0.1, 0, 0))
        metrics.extend(Metric(f"score_{score}.fold", 0.5 + i, 0, i + 1) for i in range(question["folds"]))
    client.log_batch(run.info.run_id, metrics=metrics, params=params)
    client.set_terminated(run.info.run_id)
log_ms = (time.perf_counter() - start) * 1000

# A store opened anew, in a process that has loaded MLflow already.
start = time.perf_counter()
fresh = MlflowClient(tracking_uri=uri)
found, token = [], None
while True:
    page = fresh.search_runs([experiment], max_results=1000, page_token=token)
    found.extend(page)
    token = page.token
    if not token:
        break
open_ms = (time.perf_counter() - start) * 1000
print(json.dumps({"logMs": log_ms, "openMs": open_ms, "found": len(found)}), flush=True)
