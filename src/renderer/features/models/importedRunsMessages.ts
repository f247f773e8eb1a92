/** Words of the table of runs that came from another tool. */
export const importedRunsMessages = {
  title: 'Runs of MLflow',
  note: 'read only: they have no model here and cannot be promoted',
  experiment: 'Experiment',
  run: 'Run',
  when: 'When',
  deleted: 'deleted',
  settings: 'Settings',
  lastValue: 'The last value by step, then time, as MLflow shows it.',
} as const;
