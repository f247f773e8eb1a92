/** Boosted trees or a random forest as LightGBM's model text. */
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import { modelWords } from '@shared/messages/names';
import type { Exporter } from '../exporter';
import { writeLightgbm } from './lightgbmText';
import { modelFiles, modelLosses, rawLoss } from './modelFiles';
import { readModelSource } from './modelSource';
import { refuseTrees, runIdOf } from './modelSubject';

const name = 'LightGBM';

const useLines = [
  'Use',
  '  import lightgbm, numpy',
  "  features = numpy.genfromtxt('encoded.csv', delimiter=',', skip_header=1, ndmin=2)",
  "  answer = lightgbm.Booster(model_file='model.txt').predict(features)",
];

export const lightgbmExporter: Exporter = {
  format: 'lightgbm',
  refuse: (subject, run) => refuseTrees(name, subject, run),
  async write(sources, subject, _folder, { signal }) {
    const source = await readModelSource(sources, runIdOf(name, subject), name, signal);
    const { parts, saved, input } = source;
    if (parts.kind !== 'trees') throw new EngineError('unavailable-here', interopMessages.refused.treesOnly(name, modelWords[saved.kind].name));
    if (parts.answer === 'median') throw new EngineError('unavailable-here', interopMessages.refused.medianForest(name));
    return {
      name: `run-${source.detail.run.number}-lightgbm`,
      files: [{ path: 'model.txt', contents: writeLightgbm(parts, input) }, ...modelFiles(source, { modelFile: 'model.txt', use: useLines, backTransformInside: false })],
      notExpressible: [...modelLosses(source), ...rawLoss(source), ...(saved.transform === 'log1p' ? [interopMessages.lost.backTransform] : [])],
    };
  },
};
