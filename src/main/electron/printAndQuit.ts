/** The app started only to print for the command line: no window to see, no project, an exit code. */
import { app } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import { printDocumentSchema } from '@shared/contract/shellRequests';
import { printPdf } from './printPdf';

export interface PrintOrder {
  /** A JSON file of the document. */
  readonly input: string;
  readonly output: string;
}

/** @returns null where the app was not started for this. */
export function readPrintOrder(argv: readonly string[]): PrintOrder | null {
  const valueOf = (name: string): string | undefined => argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
  const [input, output] = [valueOf('print-pdf'), valueOf('print-to')];
  return input && output ? { input, output } : null;
}

export function printAndQuit({ input, output }: PrintOrder): void {
  // The hidden window closes before the file is written.
  app.on('window-all-closed', () => undefined);
  void app
    .whenReady()
    .then(() => printPdf(printDocumentSchema.parse(JSON.parse(readFileSync(input, 'utf8')))))
    .then(
      (bytes) => {
        writeFileSync(output, bytes);
        app.exit(0);
      },
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        app.exit(1);
      },
    );
}
