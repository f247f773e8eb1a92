/** The product's own model file: whole, versioned and hashed, for another project or another tool that reads it. */
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import { writeModelDocument } from '../../training';
import type { Exporter } from '../exporter';
import { refuseModel, runIdOf } from './modelSubject';

const name = 'The Almanac model file';

export const almanacExporter: Exporter = {
  format: 'almanac',
  refuse: (subject, run) => refuseModel(name, subject, run),
  write({ tracking }, subject) {
    const runId = runIdOf(name, subject);
    const { number } = tracking.findRun(runId);
    const { model, parts } = tracking.readModelFile(runId);
    if (!parts) throw new EngineError('unavailable-here', interopMessages.refused.firstModelFormat(number), { runId });
    return Promise.resolve({ name: `run-${number}-almanac`, files: [{ path: 'model.almanac.json', contents: writeModelDocument(model, parts) }], notExpressible: [] });
  },
};
