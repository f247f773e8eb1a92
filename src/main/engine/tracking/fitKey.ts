/** What a fit is known by: everything that went into it, and the version of the code that made it. */
import { canonicalJson, sha256Hex } from '../kernel/hashing';
import { fitVersions, resolveParameters } from '../training';
import type { FitTask } from '../training/types';

/**
 * Keys of the fits of one version of the data. Rows go in by their numbers there, so that tables with other rows left out
 * never meet; whatever else a task holds goes in as it is. Equal keys: the same fit, to the last bit, on one kind of computer.
 */
export function createFitKeys(snapshotId: string): (task: FitTask) => string {
  const digests = new WeakMap<Int32Array, string>();

  function digestOf(rows: Int32Array, numbers: Int32Array): string {
    const known = digests.get(rows);
    if (known !== undefined) return known;
    const digest = sha256Hex(new Uint8Array(rows.slice().map((row) => numbers[row] ?? 0).buffer));
    digests.set(rows, digest);
    return digest;
  }

  return ({ table, train, test, ...task }) =>
    sha256Hex(
      canonicalJson({
        ...task,
        format: 3,
        snapshotId,
        versions: fitVersions(task.model),
        parameters: resolveParameters(task.model, task.parameters),
        train: digestOf(train, table.rowNumbers),
        test: digestOf(test, table.rowNumbers),
      }),
    );
}
