/** All ways out. A new format is one file and one line here. */
import { dvcExporter } from './dvc/exportDvc';
import type { Exporter } from './exporter';
import { mlflowExporter } from './mlflow/exportMlflow';
import { almanacExporter } from './models/exportAlmanac';
import { lightgbmExporter } from './models/exportLightgbm';
import { onnxExporter } from './models/exportOnnx';
import { xgboostExporter } from './models/exportXgboost';

export const exporters: readonly Exporter[] = [mlflowExporter, almanacExporter, onnxExporter, xgboostExporter, lightgbmExporter, dvcExporter];
