/** The model folder of a run: ONNX with an MLmodel file, loadable by mlflow.onnx and mlflow.pyfunc. */
import type { ExportFile } from '../exportFiles';
import { onnxOf } from '../models/exportOnnx';
import { modelFiles } from '../models/modelFiles';
import type { ModelSource } from '../models/modelSource';
import { md5, runIdOf } from './storeNames';
import { writeYaml } from './storeYaml';

/** What the folder was checked with. */
const versions = { mlflow: '3.17.2', python: '3.11.7', onnx: '1.23.2', onnxruntime: '1.32.0' } as const;

const useLines = [
  'Use',
  '  import mlflow, pandas',
  "  model = mlflow.pyfunc.load_model('.')",
  "  model.predict(pandas.read_csv('encoded.csv', dtype=float))",
];

/** `prefix` is the folder's place in the export, with a slash at its end. */
export function modelFolder(source: ModelSource, prefix: string): ExportFile[] {
  const { detail, input } = source;
  const { run } = detail;
  const requirements = [`mlflow==${versions.mlflow}`, `onnx==${versions.onnx}`, `onnxruntime==${versions.onnxruntime}`];
  const signature = {
    inputs: JSON.stringify(input.features.map(({ name }) => ({ type: 'double', name, required: true }))),
    outputs: JSON.stringify([
      { type: 'double', name: 'prediction', required: true },
      { type: 'double', name: 'answer', required: true },
    ]),
    params: null,
  };
  const mlmodel = {
    artifact_path: 'model',
    flavors: {
      onnx: { code: null, data: 'model.onnx', onnx_version: versions.onnx, providers: ['CPUExecutionProvider'] },
      python_function: { data: 'model.onnx', env: { conda: 'conda.yaml', virtualenv: 'python_env.yaml' }, loader_module: 'mlflow.onnx', python_version: versions.python },
    },
    mlflow_version: versions.mlflow,
    model_uuid: md5(`model ${run.id}`),
    run_id: runIdOf(run.id),
    signature,
    utc_time_created: new Date(run.createdAt).toISOString().replace('T', ' ').replace('Z', '000'),
  };
  const files: ExportFile[] = [
    { path: 'MLmodel', contents: writeYaml(mlmodel) },
    { path: 'model.onnx', contents: onnxOf(source) },
    { path: 'requirements.txt', contents: `${requirements.join('\n')}\n` },
    { path: 'python_env.yaml', contents: writeYaml({ python: versions.python, build_dependencies: ['pip'], dependencies: ['-r requirements.txt'] }) },
    { path: 'conda.yaml', contents: writeYaml({ channels: ['conda-forge'], dependencies: [`python=${versions.python}`, 'pip', { pip: requirements }], name: 'mlflow-env' }) },
    ...modelFiles(source, { modelFile: 'model.onnx', use: useLines, backTransformInside: true }),
  ];
  return files.map((file) => ({ ...file, path: `${prefix}${file.path}` }));
}
