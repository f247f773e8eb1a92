/** Titles of jobs. */
export const jobTitleMessages = {
  'datasets.import': 'Import a file',
  'quality.validate': 'Check the data',
  'tracking.train': 'Train and compare models',
  'forecasting.score': 'Score a file',
  'reports.write': 'Write the report',
  'interop.export': 'Write for another tool',
  'project.loadSamples': 'Load the samples',
} as const;
