/** The table of tasks compute workers can run. Pure functions only: no database, no files. */
import { explainTask, fitTask, leakRadarTask, predictTask } from '../engine/training';

export const tasks = {
  'training.fit': fitTask,
  'training.leakRadar': leakRadarTask,
  'training.predict': predictTask,
  'training.explain': explainTask,
};

export type ComputeTasks = typeof tasks;
