/** Texts of the shared presentation. */
export const uiMessages = {
  words: {
    tryAgain: 'Try again',
    close: 'Close',
    row: 'Row',
    showAs: 'Show as',
    copyThisChart: 'Copy this chart',
    chart: 'Chart',
    table: 'Table',
    copyAsPng: 'Copy as PNG',
    copyAsSvg: 'Copy as SVG',
    copyAsTsv: 'Copy as TSV',
    firstRows: (shown: string, all: string): string => `The first ${shown} of ${all} rows. Copying takes all.`,
  },
} as const;
