/** All migrations in rising order. A shipped step is never edited; a change is a new step. */
import type { Migration } from '../migrate';
import { migration as jobs } from './0010_jobs';
import { migration as datasets } from './0020_datasets';
import { migration as versionMarks } from './0021_versionMarks';
import { migration as recipes } from './0022_recipes';
import { migration as quality } from './0030_quality';
import { migration as schemaVersions } from './0031_schemaVersions';
import { migration as checkpoints } from './0032_checkpoints';
import { migration as tracking } from './0040_tracking';
import { migration as tuning } from './0043_tuning';
import { migration as registry } from './0050_registry';
import { migration as modelVersions } from './0051_modelVersions';
import { migration as forecasting } from './0060_forecasting';
import { migration as series } from './0061_series';
import { migration as scoring } from './0065_scoring';
import { migration as reports } from './0066_reports';
import { migration as monitoring } from './0070_monitoring';
import { migration as notices } from './0071_notices';
import { migration as pipelines } from './0080_pipelines';
import { migration as interop } from './0090_interop';
import { migration as sync } from './0095_sync';
import { migration as sharedRegistry } from './0096_sharedRegistry';
import { migration as sharedRecipes } from './0097_sharedRecipes';
import { migration as fits } from './0098_fits';
import { migration as studies } from './0099_studies';
import { migration as companions } from './0100_companions';

export const migrations: readonly Migration[] = [jobs, datasets, versionMarks, recipes, quality, schemaVersions, checkpoints, tracking, tuning, registry, modelVersions, forecasting, series, scoring, reports, monitoring, notices, pipelines, interop, sync, sharedRegistry, sharedRecipes, fits, studies, companions];
