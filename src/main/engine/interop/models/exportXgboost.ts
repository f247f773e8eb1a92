/** Boosted trees or a random forest as XGBoost's JSON model. */
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import { modelWords } from '@shared/messages/names';
import type { Exporter } from '../exporter';
import { modelFiles, modelLosses, rawLoss } from './modelFiles';
import { readModelSource } from './modelSource';
import { refuseTrees, runIdOf } from './modelSubject';
import { writeXgboost } from './xgboostJson';

const name = 'XGBoost JSON';
const words = interopMessages.lost;

const useLines = [
  'Use',
  '  import numpy, xgboost',
  "  features = numpy.genfromtxt('encoded.csv', delimiter=',', skip_header=1, ndmin=2)",
  "  booster = xgboost.Booster(model_file='model.json')",
  '  answer = booster.inplace_predict(features, validate_features=False)',
];

export const xgboostExporter: Exporter = {
  format: 'xgboost',
  refuse: (subject, run) => refuseTrees(name, subject, run),
  async write(sources, subject, _folder, { signal }) {
    const source = await readModelSource(sources, runIdOf(name, subject), name, signal);
    const { parts, saved, input, encoded } = source;
    if (parts.kind !== 'trees') throw new EngineError('unavailable-here', interopMessages.refused.treesOnly(name, modelWords[saved.kind].name));
    if (parts.answer === 'median') throw new EngineError('unavailable-here', interopMessages.refused.medianForest(name));
    const { json, binned } = writeXgboost(parts, input, encoded);
    return {
      name: `run-${source.detail.run.number}-xgboost`,
      files: [{ path: 'model.json', contents: json }, ...modelFiles(source, { modelFile: 'model.json', use: useLines, backTransformInside: false, binned })],
      notExpressible: [
        ...modelLosses(source),
        ...(parts.plan.float32 ? [] : [words.singleFloats]),
        ...(binned.size > 0 ? [words.binned([...binned.keys()].map((position) => input.features[position]?.name ?? '').join(', '))] : []),
        ...rawLoss(source),
        ...(saved.transform === 'log1p' ? [words.backTransform] : []),
      ],
    };
  },
};
