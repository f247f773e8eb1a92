"""One question a line: {"csv", "suite" (expectation suite), "columns"}. Answers per expectation: success and the failing rows, from 1."""
import json
import logging
import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
os.environ["GX_ANALYTICS_ENABLED"] = "false"
warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

import great_expectations as gx  # noqa: E402
from readColumns import read_columns  # noqa: E402


def answer(question):
    frame = read_columns(question["csv"], question["columns"])
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    batch = context.data_sources.add_pandas("data").add_dataframe_asset("frame").add_batch_definition_whole_dataframe("whole")
    document = json.loads(question["suite"])
    suite = context.suites.add(gx.ExpectationSuite(name=document["name"], expectations=document["expectations"], meta=document["meta"]))
    validation = gx.ValidationDefinition(name="check", data=batch, suite=suite)
    outcome = validation.run(batch_parameters={"dataframe": frame}, result_format="COMPLETE")
    results = []
    for result in outcome.results:
        config = result.expectation_config
        rows = result.result.get("unexpected_index_list") or []
        results.append({"type": config.type, "column": config.kwargs["column"], "success": bool(result.success), "rows": sorted(int(row if not isinstance(row, dict) else 0) + 1 for row in rows)})
    return {"success": bool(outcome.success), "results": results}


stdout = sys.stdout
sys.stdout = sys.stderr
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), file=stdout, flush=True)
