/** The one table of everything the product can do. */
import { checkpointsEndpoints } from '../areas/checkpoints';
import { datasetsEndpoints } from '../areas/datasets';
import { explanationEndpoints } from '../areas/explanation';
import { filesEndpoints } from '../areas/files';
import { forecastingEndpoints } from '../areas/forecasting';
import { interopEndpoints } from '../areas/interop';
import { interopSchemasEndpoints } from '../areas/interopSchemas';
import { jobsEndpoints } from '../areas/jobs';
import { pipelinesEndpoints } from '../areas/pipelines';
import { monitoringEndpoints } from '../areas/monitoring';
import { projectEndpoints } from '../areas/project';
import { recipesEndpoints } from '../areas/recipes';
import { qualityEndpoints } from '../areas/quality';
import { qualityDocumentsEndpoints } from '../areas/qualityDocuments';
import { qualityHistoryEndpoints } from '../areas/qualityHistory';
import { qualityRepairsEndpoints } from '../areas/qualityRepairs';
import { registryEndpoints } from '../areas/registry';
import { reportsEndpoints } from '../areas/reports';
import { syncEndpoints } from '../areas/sync';
import { scoringEndpoints } from '../areas/scoring';
import { seriesEndpoints } from '../areas/series';
import { trackingEndpoints } from '../areas/tracking';
import { tuningEndpoints } from '../areas/tuning';
import { upkeepEndpoints } from '../areas/upkeep';

export const contract = {
  ...filesEndpoints,
  ...jobsEndpoints,
  ...projectEndpoints,
  ...datasetsEndpoints,
  ...recipesEndpoints,
  ...qualityEndpoints,
  ...qualityHistoryEndpoints,
  ...checkpointsEndpoints,
  ...qualityRepairsEndpoints,
  ...qualityDocumentsEndpoints,
  ...trackingEndpoints,
  ...tuningEndpoints,
  ...registryEndpoints,
  ...seriesEndpoints,
  ...forecastingEndpoints,
  ...explanationEndpoints,
  ...scoringEndpoints,
  ...monitoringEndpoints,
  ...reportsEndpoints,
  ...interopSchemasEndpoints,
  ...interopEndpoints,
  ...pipelinesEndpoints,
  ...syncEndpoints,
  ...upkeepEndpoints,
};

export type AlmanacContract = typeof contract;
