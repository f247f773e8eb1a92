/** The table of tasks compute workers can run. Pure functions only: no database, no files. */
import { fitTask } from '../engine/training/fitTask';

export const tasks = {
  'training.fit': fitTask,
};

export type ComputeTasks = typeof tasks;
