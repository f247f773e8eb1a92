"""Forty rules of a JSON file over a CSV file, by Pandera or by Great Expectations on pandas; prints the time of the checks alone and the failing rows of each rule."""
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import pandas as pd

peer, csv, rules_file = sys.argv[1:4]
rules = json.load(open(rules_file, encoding="utf-8"))
texts = {rule["column"]: str for rule in rules if rule["text"]}
frame = pd.read_csv(csv, keep_default_na=False, na_values=[""], low_memory=False, dtype=texts)


def by_pandera():
    import pandera.pandas as pa

    checks = {
        "range": lambda a: pa.Check.in_range(a["min"], a["max"]),
        "one-of": lambda a: pa.Check.isin(a["values"]),
        "pattern": lambda a: pa.Check.str_matches("^(?:" + a["pattern"] + ")$"),
        "length": lambda a: pa.Check.str_length(a["min"], a["max"]),
    }
    columns = {}
    for name in dict.fromkeys(rule["column"] for rule in rules):
        own = [rule for rule in rules if rule["column"] == name]
        kinds = {rule["check"] for rule in own}
        columns[name] = pa.Column(nullable="not-null" not in kinds, unique="unique" in kinds, checks=[checks[rule["check"]](rule["args"]) for rule in own if rule["check"] in checks])
    schema = pa.DataFrameSchema(columns)
    start = time.perf_counter()
    failing = {}
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        names = {"not_nullable": "not-null", "field_uniqueness": "unique", "in_range": "range", "isin": "one-of", "str_matches": "pattern", "str_length": "length"}
        for (column, check), rows in cases.groupby(["column", "check"]).size().items():
            failing[column + " " + names[check.split("(")[0]]] = int(rows)
    return (time.perf_counter() - start) * 1000, [failing.get(rule["column"] + " " + rule["check"], 0) for rule in rules]


def by_great_expectations():
    import great_expectations as gx
    import great_expectations.expectations as gxe

    made = {
        "not-null": lambda c, a: gxe.ExpectColumnValuesToNotBeNull(column=c),
        "unique": lambda c, a: gxe.ExpectColumnValuesToBeUnique(column=c),
        "range": lambda c, a: gxe.ExpectColumnValuesToBeBetween(column=c, min_value=a["min"], max_value=a["max"]),
        "one-of": lambda c, a: gxe.ExpectColumnValuesToBeInSet(column=c, value_set=a["values"]),
        "pattern": lambda c, a: gxe.ExpectColumnValuesToMatchRegex(column=c, regex="^(?:" + a["pattern"] + ")$"),
        "length": lambda c, a: gxe.ExpectColumnValueLengthsToBeBetween(column=c, min_value=a["min"], max_value=a["max"]),
    }
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    batch = context.data_sources.add_pandas("p").add_dataframe_asset("a").add_batch_definition_whole_dataframe("b").get_batch({"dataframe": frame})
    suite = gx.ExpectationSuite(name="s", expectations=[made[rule["check"]](rule["column"], rule["args"]) for rule in rules])
    start = time.perf_counter()
    results = batch.validate(suite).results
    elapsed = (time.perf_counter() - start) * 1000
    kinds = {"expect_column_values_to_not_be_null": "not-null", "expect_column_values_to_be_unique": "unique", "expect_column_values_to_be_between": "range", "expect_column_values_to_be_in_set": "one-of", "expect_column_values_to_match_regex": "pattern", "expect_column_value_lengths_to_be_between": "length"}
    failing = {result.expectation_config.kwargs["column"] + " " + kinds[result.expectation_config.type]: int(result.result["unexpected_count"]) for result in results}
    return elapsed, [failing[rule["column"] + " " + rule["check"]] for rule in rules]


ms, failing = by_pandera() if peer == "pandera" else by_great_expectations()
print(json.dumps({"ms": ms, "failing": failing}))
