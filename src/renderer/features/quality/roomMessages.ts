/** Words of the way between the rooms of Quality. */
export const roomMessages = {
  label: 'Show',
  rooms: { checks: 'Checks', columns: 'Columns', suggestions: 'Suggestions', versions: 'Versions', history: 'History', checkpoints: 'Checkpoints' },
  document: 'Export document',
  checkFirst: 'Check the rows first: the document tells what was found.',
} as const;
