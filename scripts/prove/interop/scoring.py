"""Scores exported models with onnxruntime or xgboost. One JSON question per line in, one JSON answer per line out."""
import json
import sys

import numpy as np


def read(folder):
    features = np.genfromtxt(f"{folder}/encoded.csv", delimiter=",", skip_header=1, ndmin=2)
    expected = np.genfromtxt(f"{folder}/predictions.csv", delimiter=",", skip_header=1, ndmin=2)
    # A matrix of one column that is always missing has only empty lines, which the reader passes over.
    return features, expected[:, 1], expected[:, 2]


def onnxruntime(folder, features):
    import onnxruntime as ort

    session = ort.InferenceSession(f"{folder}/model.onnx")
    prediction, answer = session.run(["prediction", "answer"], {"features": features})
    return answer.ravel(), prediction.ravel()


def xgboost(folder, features):
    import xgboost as xgb

    booster = xgb.Booster(model_file=f"{folder}/model.json")
    answer = booster.predict(xgb.DMatrix(features, feature_names=booster.feature_names))
    scale = json.load(open(f"{folder}/features.json", encoding="utf-8"))["scale"]
    answer = answer.astype(float)
    return answer, np.maximum(0, np.expm1(answer)) if scale == "log1p" else answer


def lightgbm(folder, features):
    import lightgbm as lgb

    answer = lgb.Booster(model_file=f"{folder}/model.txt").predict(features)
    scale = json.load(open(f"{folder}/features.json", encoding="utf-8"))["scale"]
    return answer, np.maximum(0, np.expm1(answer)) if scale == "log1p" else answer


def worst(ours, theirs):
    # Relative to the answer itself, or to the middle size of the answers where it is nearly 0.
    size = np.maximum(np.abs(ours), 0.01 * np.median(np.abs(ours)))
    return float(np.max(np.abs(ours - theirs) / np.where(size == 0, 1, size)))


for line in sys.stdin:
    question = json.loads(line)
    features, answers, predictions = read(question["folder"])
    peer = {"onnxruntime": onnxruntime, "xgboost": xgboost, "lightgbm": lightgbm}[question["peer"]]
    their_answers, their_predictions = peer(question["folder"], features)
    print(json.dumps({
        "rows": int(len(answers)), "features": int(features.shape[1]), "theirRows": int(len(their_answers)),
        "worstAnswer": worst(answers, their_answers), "worstPrediction": worst(predictions, their_predictions),
    }), flush=True)
