"""Evidently's drift preset over two CSV files and the columns of a JSON file of types; prints the report's own time."""
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.presets import DataDriftPreset

types = json.load(open(sys.argv[3], encoding="utf-8"))


def read(path):
    return pd.read_csv(path, keep_default_na=False, na_values=[""], low_memory=False)[list(types)]


definition = DataDefinition(numerical_columns=[n for n, k in types.items() if k == "num"], categorical_columns=[n for n, k in types.items() if k == "cat"])
reference, current = (Dataset.from_pandas(read(path), data_definition=definition) for path in sys.argv[1:3])
start = time.perf_counter()
Report([DataDriftPreset()]).run(current, reference).dict()
print(json.dumps({"ms": (time.perf_counter() - start) * 1000}))
