"""Imports a CSV with one peer: python import.py PEER FILE TARGET.

Reads with types, hashes the bytes, counts missing and different values of each column, writes Parquet with zstd.
"""
import hashlib
import sys


def with_pandas(path, target, engine="c"):
    import pandas as pd

    table = pd.read_csv(path, engine=engine)
    table.isna().sum().tolist()
    [table[name].nunique() for name in table.columns]
    table.to_parquet(target, compression="zstd")


def with_polars(path, target):
    import polars as pl

    table = pl.read_csv(path, infer_schema_length=None)
    table.null_count()
    [table[name].drop_nulls().n_unique() for name in table.columns]
    table.write_parquet(target, compression="zstd")


def with_duckdb(path, target):
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"copy (select * from read_csv('{path}', sample_size = -1)) to '{target}' (format parquet, compression zstd)")
    names = [row[0] for row in connection.execute(f"describe select * from '{target}'").fetchall()]
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    connection.execute("select " + ", ".join(f"count({name}), count(distinct {name})" for name in quoted) + f" from '{target}'").fetchall()


peer, path, target = sys.argv[1:]
with open(path, "rb") as file:
    hashlib.file_digest(file, "sha256")
{"pandas": with_pandas, "pandas-pyarrow": lambda path, target: with_pandas(path, target, "pyarrow"), "polars": with_polars, "duckdb": with_duckdb}[peer](path, target)
