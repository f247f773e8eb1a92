"""One question a line: {"file"} (a DAG file). Answers the errors of loading it, and its tasks with what they wait for."""
import json
import logging
import os
import sys
import tempfile

os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="airflow-")
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = f"sqlite:///{os.environ['AIRFLOW_HOME']}/airflow.db"
os.environ["AIRFLOW__CORE__DAGS_FOLDER"] = os.environ["AIRFLOW_HOME"]
stdout = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import airflow  # noqa: E402

try:
    from airflow.dag_processing.dagbag import DagBag  # noqa: E402
except ImportError:
    from airflow.models import DagBag  # noqa: E402

logging.disable(logging.CRITICAL)


def answer(question):
    bag = DagBag(dag_folder=question["file"])
    tasks = {}
    for dag in bag.dags.values():
        for task in dag.tasks:
            tasks[task.task_id] = {"after": sorted(task.upstream_task_ids), "mapped": bool(getattr(task, "is_mapped", False))}
    return {"version": airflow.__version__, "errors": {str(file): str(error) for file, error in bag.import_errors.items()}, "dags": sorted(bag.dags), "tasks": tasks}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), file=stdout, flush=True)
