"""One question a line: {"documents": {name: YAML text}}. Answers what Hera's models of Argo's objects say of each."""
import json
import sys

import yaml
from hera.workflows.models import CronWorkflow, WorkflowTemplate

MODELS = {"WorkflowTemplate": WorkflowTemplate, "CronWorkflow": CronWorkflow}


def judge(text):
    document = yaml.safe_load(text)
    model = MODELS.get(document["kind"])
    if model is None:
        return {"kind": document["kind"], "error": None, "templates": 0, "items": 0}
    try:
        validate = getattr(model, "model_validate", None) or model.parse_obj
        read = validate(document)
    except Exception as error:
        return {"kind": document["kind"], "error": str(error), "templates": 0, "items": 0}
    templates = getattr(read.spec, "templates", None) or []
    items = sum(len(task.with_items or []) for template in templates if template.dag for task in template.dag.tasks)
    return {"kind": document["kind"], "error": None, "templates": len(templates), "items": items}


for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps({name: judge(text) for name, text in question["documents"].items()}), flush=True)
