/** The table of tasks compute workers can run. Pure functions only: no database, no files. */
import { contributeTask, explainTask, fitTask, forecastGlobally, forecastLocally, leakRadarTask, predictTask } from '../engine/training';
import { compareMethodsTask, examineTask } from '../engine/monitoring/drift/examineTask';
import { compareTask, pairRowsTask } from '../engine/registry/gate';

export const tasks = {
  'training.fit': fitTask,
  'training.leakRadar': leakRadarTask,
  'training.predict': predictTask,
  'training.explain': explainTask,
  'training.contribute': contributeTask,
  'registry.pairRows': pairRowsTask,
  'registry.compare': compareTask,
  'series.local': forecastLocally,
  'series.global': forecastGlobally,
  'monitoring.examine': examineTask,
  'monitoring.compareMethods': compareMethodsTask,
};

export type ComputeTasks = typeof tasks;
