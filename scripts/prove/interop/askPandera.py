"""One question a line: {"csv", "schema" (Pandera YAML), "columns"}. Answers every failing row by column and check, rows from 1."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
os.environ.setdefault("DISABLE_PANDERA_IMPORT_WARNING", "True")

from pandera.io.pandas_io import from_yaml  # noqa: E402
from pandera.errors import SchemaErrors  # noqa: E402
from readColumns import read_columns  # noqa: E402


def answer(question):
    frame = read_columns(question["csv"], question["columns"])
    schema = from_yaml(question["schema"])
    try:
        schema.validate(frame, lazy=True)
        return {"success": True, "failures": []}
    except SchemaErrors as errors:
        found = {}
        for case in errors.failure_cases.itertuples():
            rows = found.setdefault((str(case.column), str(case.check).split("(")[0]), set())
            if case.index is not None and case.index == case.index:
                rows.add(int(case.index) + 1)
        return {"success": False, "failures": [{"column": column, "check": check, "rows": sorted(rows)} for (column, check), rows in sorted(found.items())]}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
