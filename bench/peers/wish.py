"""Held-out predictions of one peer for the Wish file. One JSON request per line in, one JSON answer per line out.

About 60 columns: price, retail price, discount, badges, inventory, shipping, merchant, number of tags, 15 keyword flags,
15 colours, 7 sizes; with the ratings where asked. Skewed counts and prices are on a log scale. Words, colours and sizes are chosen on the training rows of each fold.
Models learn log1p(units).
"""
import collections
import csv
import json
import re
import sys
import time

import numpy as np

RATINGS = ["rating", "rating_count"] + [f"rating_{stars}_count" for stars in ("five", "four", "three", "two", "one")]
NUMBERS = [
    "price", "retail_price", "uses_ad_boosts", "badges_count", "badge_local_product", "badge_product_quality", "badge_fast_shipping",
    "product_variation_inventory", "shipping_option_price", "shipping_is_express", "countries_shipped_to", "inventory_total",
    "merchant_rating_count", "merchant_rating", "merchant_has_profile_picture",
]

SKEWED = {"price", "retail_price", "merchant_rating_count", *RATINGS[1:]}


def number(text):
    try:
        return float(text)
    except ValueError:
        return float("nan")


def plain(text):
    return re.sub(r"[\s._-]+", " ", text.lower()).strip()


class Table:
    def __init__(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.units = np.array([number(row["units_sold"]) for row in self.rows])
        self.tags = [sorted({plain(tag) for tag in row["tags"].split(",")} - {""}) for row in self.rows]
        self.colours = [[plain(row["product_color"])] if row["product_color"] else [] for row in self.rows]
        self.sizes = [[plain(row["product_variation_size_id"])] if row["product_variation_size_id"] else [] for row in self.rows]

    def encode(self, train, ratings):
        names = NUMBERS + (RATINGS if ratings else [])
        matrix = np.array([[number(row[name]) for name in names] for row in self.rows])
        discount = 1 - matrix[:, 0] / matrix[:, 1]
        counts = [position for position, name in enumerate(names) if name in SKEWED]
        matrix[:, counts] = np.log1p(matrix[:, counts])
        extra = [discount, np.array([len(tags) for tags in self.tags], dtype=float)]
        flags = [flag for lists, most in ((self.tags, 15), (self.colours, 15), (self.sizes, 7)) for flag in self.flags(lists, train, most)]
        return np.column_stack([matrix, *extra, *flags])

    @staticmethod
    def flags(lists, train, most):
        counts = collections.Counter(value for row in train for value in lists[row])
        common = sorted((-count, value) for value, count in counts.items() if count <= 0.95 * len(train))[:most]
        return [np.array([float(value in own) for own in lists]) for _, value in common]


def scikit_learn():
    from sklearn.ensemble import HistGradientBoostingRegressor, RandomForestRegressor
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import RidgeCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return {
        "ridge": lambda seed: make_pipeline(SimpleImputer(), StandardScaler(), RidgeCV([1, 3, 10, 30, 100, 300, 1000])),
        "random-forest": lambda seed: make_pipeline(SimpleImputer(), RandomForestRegressor(500, min_samples_leaf=2, max_features=0.33, n_jobs=2, random_state=seed)),
        "hist-gradient-boosting": lambda seed: HistGradientBoostingRegressor(max_iter=200, learning_rate=0.05, max_leaf_nodes=8, min_samples_leaf=15, l2_regularization=1, random_state=seed),
    }, None


class Boosted:
    """The library's own training call as a thing with fit and predict."""

    def __init__(self, train, data, **parameters):
        self.train, self.data, self.parameters = train, data, parameters

    def fit(self, matrix, target):
        self.model = self.train(self.parameters, self.data(matrix, target))
        return self

    def predict(self, matrix):
        return self.model.predict(matrix)


def xgboost():
    import xgboost as xgb

    def make(seed):
        return Boosted(
            lambda parameters, data: xgb.train(parameters, data, num_boost_round=300), lambda matrix, target: xgb.DMatrix(matrix, target),
            learning_rate=0.03, max_depth=4, min_child_weight=5, subsample=0.8, colsample_bytree=0.5, reg_lambda=1, nthread=2, seed=seed,
        )

    return {"xgboost": make}, xgb.DMatrix


def lightgbm():
    import lightgbm as lgb

    def make(seed):
        return Boosted(
            lambda parameters, data: lgb.train(parameters, data, num_boost_round=200), lambda matrix, target: lgb.Dataset(matrix, target),
            learning_rate=0.05, num_leaves=8, min_data_in_leaf=15, bagging_fraction=0.8, bagging_freq=1, feature_fraction=0.5, lambda_l2=1, num_threads=2, seed=seed, verbose=-1,
        )

    return {"lightgbm": make}, None


def main():
    models, wrap = {"scikit-learn": scikit_learn, "xgboost": xgboost, "lightgbm": lightgbm}[sys.argv[1]]()
    for line in sys.stdin:
        request = json.loads(line)
        start = time.perf_counter()
        table = Table(request["csv"])
        with open(request["folds"], newline="") as file:
            places = [(int(row["repeat"]), int(row["fold"]), int(row["row"]) - 1) for row in csv.DictReader(file)]
        by_fold = collections.defaultdict(list)
        for repeat, fold, row in places:
            by_fold[repeat, fold].append(row)
        with open(request["out"], "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["row", "repeat", "fold", "model", "actual", "predicted"])
            for (repeat, fold), test in sorted(by_fold.items()):
                train = [row for (other, number_), rows in sorted(by_fold.items()) if other == repeat and number_ != fold for row in rows]
                matrix = table.encode(train, request["ratings"])
                target = np.log1p(table.units[train])
                answers = {name: make(repeat).fit(matrix[train], target).predict(wrap(matrix[test]) if wrap else matrix[test]) for name, make in models.items()}
                if len(answers) > 1:
                    answers["mean of the " + str(len(answers))] = np.mean(list(answers.values()), axis=0)
                for name, answer in answers.items():
                    for row, value in zip(test, np.maximum(0, np.expm1(answer))):
                        writer.writerow([row + 1, repeat, fold, name, table.units[row], value])
        print(json.dumps({"ms": (time.perf_counter() - start) * 1000}), flush=True)


if __name__ == "__main__":
    main()
