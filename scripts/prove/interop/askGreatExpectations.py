"""One question a line: {"csv", "suite" (expectation suite), "columns"}. Answers per expectation, in their order: success, failing rows from 1, the figure that was judged; and the suite as it is stored again."""
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

PLACE = "place_in_suite"


def rows_of(result):
    rows = result.result.get("unexpected_index_list") or []
    return sorted(int(row if not isinstance(row, dict) else 0) + 1 for row in rows)


def figure_of(result):
    observed = result.result.get("observed_value")
    return float(observed) if isinstance(observed, (int, float)) and not isinstance(observed, bool) else None


def failure_of(result):
    info = result.exception_info or {}
    if info.get("raised_exception"):
        return str(info.get("exception_message"))
    for each in info.values():
        if isinstance(each, dict) and each.get("raised_exception"):
            return str(each.get("exception_message"))
    return None


def answer(question):
    frame = read_columns(question["csv"], question["columns"])
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    batch = context.data_sources.add_pandas("data").add_dataframe_asset("frame").add_batch_definition_whole_dataframe("whole")
    document = json.loads(question["suite"])
    for place, expectation in enumerate(document["expectations"]):
        expectation["meta"] = {**(expectation.get("meta") or {}), PLACE: place}
    suite = context.suites.add(gx.ExpectationSuite(name=document["name"], expectations=document["expectations"], meta=document["meta"]))
    # A validation definition would store its results, which it cannot where numpy gave a truth value.
    outcome = batch.get_batch(batch_parameters={"dataframe": frame}).validate(suite, result_format="COMPLETE")
    results = {}
    for result in outcome.results:
        results[result.expectation_config.meta[PLACE]] = {"success": bool(result.success), "rows": rows_of(result), "figure": figure_of(result), "failure": failure_of(result)}
    return {"success": bool(outcome.success), "results": [results.get(place) for place in range(len(document["expectations"]))], "stored": json.dumps(suite.to_json_dict())}


stdout = sys.stdout
sys.stdout = sys.stderr
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), file=stdout, flush=True)
