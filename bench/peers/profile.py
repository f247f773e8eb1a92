"""ydata-profiling's description of a CSV file, with its default settings or with the minimal ones it recommends for large data; prints the time of the description alone."""
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import pandas as pd
from ydata_profiling import ProfileReport

frame = pd.read_csv(sys.argv[1], keep_default_na=False, na_values=[""], low_memory=False)
start = time.perf_counter()
ProfileReport(frame, minimal=sys.argv[2] == "minimal", progress_bar=False).get_description()
print(json.dumps({"ms": (time.perf_counter() - start) * 1000}))
