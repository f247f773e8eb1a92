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
  },
} as const;
