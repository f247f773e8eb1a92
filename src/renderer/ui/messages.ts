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
    copyAsPng: 'Copy as picture (PNG)',
    // All permissions are denied, that of the clipboard too, so the picture travels inside HTML.
    copiedAs: { png: 'Copied as a picture. Paste it into a document or a mail.', svg: 'Copied as SVG text.' },
    copyAsSvg: 'Copy as SVG',
    copyAsTsv: 'Copy as TSV',
    firstRows: (shown: string, all: string): string => `The first ${shown} of ${all} rows. Copying takes all.`,
  },
} as const;
