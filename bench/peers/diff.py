"""Rows of two tables by product_id: python diff.py PEER BEFORE.csv AFTER.csv; prints the counts. PEER "write" makes the Parquet files the others read."""
import json
import sys

import pandas as pd

KEY = "product_id"


def write(before, after):
    for path in (before, after):
        pd.read_csv(path, keep_default_na=False, na_values=[""], low_memory=False).to_parquet(path + ".parquet", compression="zstd")


def read(path):
    return pd.read_parquet(path + ".parquet")


def with_pandas(before, after):
    a, b = read(before).set_index(KEY), read(after).set_index(KEY)
    both = a.index.intersection(b.index)
    old, new = a.loc[both], b.loc[both]
    differs = (old != new) & ~(old.isna() & new.isna())
    changed = differs.any(axis=1)
    {name: int(count) for name, count in differs.sum().items()}
    old[changed].compare(new[changed])
    return {"changed": int(changed.sum()), "added": len(b) - len(both), "removed": len(a) - len(both)}


def with_datacompy(before, after):
    import datacompy

    compared = datacompy.PandasCompare(read(before), read(after), join_columns=[KEY])
    return {"changed": int(len(compared.intersect_rows) - compared.count_matching_rows()), "added": len(compared.df2_unq_rows), "removed": len(compared.df1_unq_rows)}


peer, before, after = sys.argv[1:]
if peer == "write":
    write(before, after)
else:
    print(json.dumps({"pandas": with_pandas, "datacompy": with_datacompy}[peer](before, after)))
