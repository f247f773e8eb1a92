/** Texts of Home. */
export const homeMessages = {
  question: 'Where do I stand?',
  welcome: 'Welcome',
  welcomeQuestion: 'What would you like to predict?',
  importFile: 'Import a file',
  openProject: 'Open project',
  dueNow: 'Due now',
  nothingDue: 'Nothing is due',
  nothingDueReason: 'No step is waiting for you.',
  lastRuns: 'Last runs',
  noRuns: 'Train models on your data and the last runs stand here, each against its baseline.',
  noChampion: 'No champion yet. Choose one of your runs; it then stands here with its folds and its baseline.',
  recent: 'Recent projects',
  sample: { title: 'Look around with the sample', note: 'A made-up summer shop: products with prices and sales, and its weekly sales.', action: 'Load the sample' },
  drop: { title: 'Bring your own sales', note: 'Drop a CSV anywhere in this window. It is read and checked first; nothing is stored until you say so.', action: 'Choose a file' },
  open: { title: 'Open a project', note: 'A project is one folder. It can come from another computer.', action: 'Open project' },
} as const;
