/** The shape of an export: a plan becomes files of one orchestrator. A new one is one file and one line in index.ts. */
import type { ExportPlan, ExportTask } from './exportPlan';

export interface ExportedPipeline {
  /** Text by path within the export, with forward slashes. */
  readonly files: Readonly<Record<string, string>>;
  readonly notExpressible: readonly string[];
}

export type PipelineExporter = (plan: ExportPlan, image: string) => ExportedPipeline;

/** Cron with five fields; one with seconds loses them. */
export function minuteCron(cron: string): { readonly cron: string; readonly hadSeconds: boolean } {
  const fields = cron.trim().split(/\s+/);
  return fields.length === 6 ? { cron: fields.slice(1).join(' '), hadSeconds: true } : { cron, hadSeconds: false };
}

export function timeoutMinutes(task: ExportTask): number | null {
  return task.timeoutMs === null ? null : Math.max(1, Math.ceil(task.timeoutMs / 60_000));
}

/** A text that fits a comment of one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
}

/** A text as Python writes it; JSON's escapes are Python's, save for the three words that never occur in a string. */
export function python(value: string | readonly string[]): string {
  return JSON.stringify(value);
}
