"""Asks our scoring endpoint with documents of MLflow's own client. One JSON question per line in, one JSON answer per line out."""
import json
import sys
import urllib.error
import urllib.request

import pandas as pd
from mlflow.deployments import PredictionsResponse
from mlflow.utils.proto_json_utils import _CustomJsonEncoder, dump_input_data


def post(question, body, kind="application/json", headers=None):
    request = urllib.request.Request(question["address"], data=body.encode(), headers={"Content-Type": kind, "Authorization": f"Bearer {question['token']}", **(headers or {})})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def values(answer):
    status, text = answer
    if status != 200:
        raise ValueError(text)
    return [float(value) for value in PredictionsResponse.from_json(text).get_predictions(predictions_format="ndarray").ravel()]


for line in sys.stdin:
    question = json.loads(line)
    table = pd.read_csv(question["csv"])
    # pandas cuts numbers at ten decimals unless it is told otherwise.
    forms = {
        "dump_input_data": values(post(question, dump_input_data(table))),
        "dump_input_data as instances": values(post(question, dump_input_data(table.to_dict(orient="records"), inputs_key="instances"))),
        "inputs by MLflow's encoder": values(post(question, json.dumps({"inputs": {name: table[name].tolist() for name in table}}, cls=_CustomJsonEncoder))),
        "split by pandas": values(post(question, json.dumps({"dataframe_split": json.loads(table.to_json(orient="split", double_precision=15))}))),
        "records by pandas": values(post(question, json.dumps({"dataframe_records": json.loads(table.to_json(orient="records", double_precision=15))}))),
        "csv by pandas": values(post(question, table.to_csv(index=False), "text/csv")),
    }
    base = question["address"].rsplit("/", 1)[0]
    status, message = post(question, '{"dataframe_split": {"columns": ["a"]}}')
    refused = {
        "a page": post(question, "{}", headers={"Origin": "https://shop.example"})[0],
        "a wrong key": post({**question, "token": "x"}, "{}")[0],
        "a wrong shape": status,
    }
    with urllib.request.urlopen(f"{base}/ping") as response:
        ping = response.status
    with urllib.request.urlopen(f"{base}/version") as response:
        version = response.read().decode().strip()
    print(json.dumps({"forms": forms, "ping": ping, "version": version, "refused": refused, "message": json.loads(message).get("message", "")}), flush=True)
