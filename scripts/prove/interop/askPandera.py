"""One question a line. {"schema"}: the schema as Pandera writes it again. {"csv", "schema", "columns"}: every failing row by column and check, rows from 1. {"requests"}: each answered as single checks and schemas are."""
import copy
import json
import math
import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
os.environ.setdefault("DISABLE_PANDERA_IMPORT_WARNING", "True")
warnings.filterwarnings("ignore")

import pandas as pd  # noqa: E402
from pandera.api.checks import Check  # noqa: E402
from pandera.io.pandas_io import deserialize_schema, from_yaml, to_yaml  # noqa: E402
from pandera.errors import SchemaErrors  # noqa: E402
from readColumns import read_columns  # noqa: E402


def validate(question):
    frame = read_columns(question["csv"], question["columns"])
    try:
        from_yaml(question["schema"]).validate(frame, lazy=True)
        return {"success": True, "failures": []}
    except SchemaErrors as errors:
        found = {}
        for case in errors.failure_cases.itertuples():
            rows = found.setdefault((str(case.column), str(case.check).split("(")[0]), set())
            if case.index is not None and case.index == case.index:
                rows.add(int(case.index) + 1)
        return {"success": False, "failures": [{"column": column, "check": check, "rows": sorted(rows)} for (column, check), rows in sorted(found.items())]}


def given(value):
    if isinstance(value, dict):
        return pd.Timestamp(value["$ts"]) if "$ts" in value else {key: given(each) for key, each in value.items()}
    return [given(each) for each in value] if isinstance(value, list) else value


def told(value):
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return {"$ts": str(value).replace(" 00:00:00", "")}
    return told(value.item()) if hasattr(value, "item") else value


def request(asked):
    try:
        if "check" in asked:
            result = getattr(Check, asked["check"])(**given(asked["args"]), ignore_na=asked["ignore_na"])(pd.DataFrame({"values": given(asked["values"])})["values"])
            cases = [] if result.failure_cases is None else result.failure_cases.tolist()
            return {"passes": bool(result.check_passed), "failure_cases": [told(case) for case in cases]}
        schema = deserialize_schema(copy.deepcopy(asked["schema"]))
        frame = pd.DataFrame({name: given(values) for name, values in asked["data"].items()})
        try:
            return {"valid": True, "failure_cases": [], "columns": list(schema.validate(frame, lazy=True).columns)}
        except SchemaErrors as errors:
            return {"valid": False, "failure_cases": [{key: told(value) for key, value in row.items()} for row in errors.failure_cases.to_dict("records")]}
    except Exception as error:
        return {"error": str(error)}


def answer(question):
    if "requests" in question:
        return [request(each) for each in question["requests"]]
    return validate(question) if "csv" in question else {"written": to_yaml(from_yaml(question["schema"]))}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
