"""One line in: two CSV files and the columns' types. One line out: what Evidently's drift preset says of each column."""
import json
import sys
import warnings

warnings.filterwarnings("ignore")
import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

question = json.loads(sys.stdin.readline())
types = {name: kind for name, kind in question["types"].items() if kind != "text" or question["texts"]}


def read(path):
    table = pd.read_csv(path, keep_default_na=False, na_values=[""], low_memory=False)
    return table[list(types)]


def named(kind):
    return [name for name, own in types.items() if own == kind]


definition = DataDefinition(numerical_columns=named("num"), categorical_columns=named("cat"), text_columns=named("text"))
reference = Dataset.from_pandas(read(question["reference"]), data_definition=definition)
current = Dataset.from_pandas(read(question["current"]), data_definition=definition)
found = Report([DataDriftPreset()], include_tests=True).run(current, reference).dict()

failed = set()
for test in found["tests"]:
    config = test.get("metric_config", {}).get("params", {})
    if test["status"] in ("FAIL", "TestStatus.FAIL") and "column" in config:
        failed.add(config["column"])
columns = {}
for metric in found["metrics"]:
    config = metric["config"]
    if "column" in config:
        columns[config["column"]] = {"method": config["method"], "score": float(metric["value"]), "threshold": config["threshold"], "drifted": config["column"] in failed}
print(json.dumps({"columns": columns}), flush=True)
