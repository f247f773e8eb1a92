/** All ways out. A new format is one file and one line here. */
import type { Exporter } from './exporter';
import { onnxExporter } from './models/exportOnnx';
import { xgboostExporter } from './models/exportXgboost';

export const exporters: readonly Exporter[] = [onnxExporter, xgboostExporter];
