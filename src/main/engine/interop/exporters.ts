/** All ways out. A new format is one file and one line here. */
import { dvcExporter } from './dvc/exportDvc';
import type { Exporter } from './exporter';
import { mlflowExporter } from './mlflow/exportMlflow';
import { lightgbmExporter } from './models/exportLightgbm';
import { onnxExporter } from './models/exportOnnx';
import { xgboostExporter } from './models/exportXgboost';

export const exporters: readonly Exporter[] = [mlflowExporter, onnxExporter, xgboostExporter, lightgbmExporter, dvcExporter];
