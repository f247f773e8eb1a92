"""Prints what pyarrow reads from a Parquet file as JSON: types, cells (datetimes as microseconds in a text, dates as days) and statistics."""
import json
import sys

import pyarrow as pa
import pyarrow.parquet as parquet


def cells(column):
    if pa.types.is_timestamp(column.type):
        return [None if cell is None else str(cell) for cell in column.cast(pa.int64()).to_pylist()]
    if pa.types.is_date32(column.type):
        return column.cast(pa.int32()).to_pylist()
    return column.to_pylist()


def statistics(chunk):
    known = chunk.statistics
    return [known.null_count, str(known.min_raw) if known.has_min_max else None, str(known.max_raw) if known.has_min_max else None]


file = parquet.ParquetFile(sys.argv[1])
table = file.read()
table.validate(full=True)
metadata = file.metadata
groups = range(metadata.num_row_groups)
print(json.dumps({
    "createdBy": metadata.created_by,
    "types": [str(field.type) for field in table.schema],
    "nullable": [field.nullable for field in table.schema],
    "columns": [cells(column) for column in table.columns],
    "statistics": [[statistics(metadata.row_group(group).column(index)) for group in groups] for index in range(metadata.num_columns)],
    "codecs": sorted({metadata.row_group(group).column(index).compression for group in groups for index in range(metadata.num_columns)}),
}))
