"""Reads a CSV as the types of an Almanac schema say, so that both sides judge the same values. Missing is the empty cell alone."""
import pandas as pd

BOOLEANS = {"true": True, "false": False, "1": True, "0": False, "1.0": True, "0.0": False}


def read_columns(path, columns):
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
    frame = frame[[column["name"] for column in columns]]
    for column in columns:
        name, kind = column["name"], column["type"]
        if kind == "integer":
            frame[name] = pd.to_numeric(frame[name]).astype("Int64")
        elif kind == "decimal":
            frame[name] = pd.to_numeric(frame[name]).astype("float64")
        elif kind == "boolean":
            frame[name] = frame[name].str.lower().map(BOOLEANS).astype("boolean")
        elif kind in ("date", "datetime"):
            frame[name] = pd.to_datetime(frame[name])
    return frame
