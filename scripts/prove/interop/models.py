"""Scores and explains exported models with onnxruntime, XGBoost, LightGBM and shap. One JSON question per line in, one JSON answer per line out."""
import json
import sys

import numpy as np


def read(folder):
    features = np.genfromtxt(f"{folder}/encoded.csv", delimiter=",", skip_header=1, ndmin=2)
    expected = np.genfromtxt(f"{folder}/predictions.csv", delimiter=",", names=True)
    # A matrix of one column that is always missing has only empty lines, which the reader passes over.
    return features, expected["raw"] if "raw" in expected.dtype.names else expected["answer"]


def xgboost_model(folder):
    import xgboost

    return xgboost.Booster(model_file=f"{folder}/model.json")


def xgboost_matrix(booster, features):
    import xgboost

    return xgboost.DMatrix(features, feature_names=booster.feature_names, feature_types=booster.feature_types, enable_categorical=True)


def lightgbm_model(folder):
    import lightgbm

    return lightgbm.Booster(model_file=f"{folder}/model.txt")


def answers(format, folder, features):
    if format == "onnx":
        import onnxruntime

        session = onnxruntime.InferenceSession(f"{folder}/model.onnx")
        return session.run(["answer"], {"features": features})[0].ravel()
    if format == "xgboost":
        booster = xgboost_model(folder)
        return booster.predict(xgboost_matrix(booster, features)).astype(float)
    return lightgbm_model(folder).predict(features)


def sets_of(format, folder):
    if format == "xgboost":
        trees = json.load(open(f"{folder}/model.json", encoding="utf-8"))["learner"]["gradient_booster"]["model"]["trees"]
        return sum(len(tree["categories_nodes"]) for tree in trees)
    if format == "lightgbm":
        return sum(int(line[8:]) for line in open(f"{folder}/model.txt", encoding="utf-8") if line.startswith("num_cat="))
    return 0


def worst(ours, theirs):
    # Relative to the answer itself, or to a tenth of the middle size of the answers where it is nearly 0: XGBoost adds
    # floats, so an answer near 0 carries the rounding of the larger sums on the way to it.
    size = np.maximum(np.abs(ours), 0.1 * np.median(np.abs(ours)))
    return float(np.max(np.abs(ours - theirs) / np.where(size == 0, 1, size)))


def score(question):
    folder, format = question["folder"], question["format"]
    features, expected = read(folder)
    theirs = answers(format, folder, features)
    return {"rows": int(len(expected)), "theirRows": int(len(theirs)), "worst": worst(expected, theirs), "sets": sets_of(format, folder)}


def explain(question):
    """What each column adds: the values of its features, shared evenly where a feature is made of several columns."""
    import shap

    folder, format = question["folder"], question["format"]
    features = read(folder)[0][question["rows"]]
    explainer = shap.TreeExplainer((xgboost_model if format == "xgboost" else lightgbm_model)(folder))
    values = np.asarray(explainer.shap_values(features))
    sources = [feature["columns"] for feature in json.load(open(f"{folder}/features.json", encoding="utf-8"))["features"]]
    columns = []
    for row in values:
        sums = {}
        for value, names in zip(row, sources):
            for name in names:
                sums[name] = sums.get(name, 0.0) + float(value) / len(names)
        columns.append(sums)
    return {"method": f"TreeExplainer {shap.__version__}", "columns": columns}


for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps({"score": score, "explain": explain}[question["do"]](question)), flush=True)
