/** One run's model as ONNX, with its encoding and the rows to check it by. */
import { isModelKind } from '@shared/areas/tracking';
import { interopMessages } from '@shared/messages/interop';
import type { Exporter } from '../exporter';
import { modelFiles, modelLosses } from './modelFiles';
import { refuseModel, runIdOf } from './modelSubject';
import { readModelSource, type ModelSource } from './modelSource';
import { writeOnnx } from './onnx/writeOnnx';

const useLines = [
  'Use',
  '  import numpy, onnxruntime',
  "  features = numpy.genfromtxt('encoded.csv', delimiter=',', skip_header=1, ndmin=2)",
  "  session = onnxruntime.InferenceSession('model.onnx')",
  "  prediction, answer = session.run(['prediction', 'answer'], {'features': features})",
];

export const onnxExporter: Exporter = {
  format: 'onnx',
  refuse: (subject, run) => refuseModel('ONNX', subject, run) ?? (run && !isModelKind(run.model) ? interopMessages.refused.seriesModel(run.number, 'ONNX') : null),
  async write(sources, subject, _folder, { signal }) {
    const source = await readModelSource(sources, runIdOf('ONNX', subject), 'ONNX', signal);
    return {
      name: `run-${source.detail.run.number}-onnx`,
      files: [{ path: 'model.onnx', contents: onnxOf(source) }, ...modelFiles(source, { modelFile: 'model.onnx', use: useLines, backTransformInside: true })],
      notExpressible: modelLosses(source),
    };
  },
};

export function onnxOf({ parts, input, saved, detail: { run } }: ModelSource): Uint8Array {
  return writeOnnx(parts, input, { transform: saved.transform, target: saved.target, appVersion: run.appVersion, runId: run.id });
}
