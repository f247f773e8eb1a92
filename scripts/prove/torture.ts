/**
 * Proof: files that break readers. Ours have one verdict each and exact cells; from public collections nothing may crash
 * or hang the engine, and no record and no cell may be lost or changed in silence, held against an independent reading.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProofResult, ProofSettings } from './proof';
import { proveBorders } from './reading/borders';
import { proveCollections } from './reading/collections';
import { proveOwnFiles } from './reading/ownFiles';

export async function prove({ mode, only }: ProofSettings): Promise<ProofResult> {
  const root = process.env['ALMANAC_ROOT'] ?? process.cwd();
  const folder = join(root, '../shared/csv-torture');
  if (!existsSync(folder)) {
    process.stderr.write('Skipped: shared/csv-torture is not here.\n');
    return { counts: { files: 0 }, failures: [] };
  }
  const parts = [
    { name: 'own', run: () => proveOwnFiles(join(folder, 'own')) },
    { name: 'borders', run: () => proveBorders(join(folder, 'own'), root) },
    { name: 'public', run: () => proveCollections(folder, mode) },
  ].filter(({ name }) => only.length === 0 || only.includes(name));
  const results = [];
  for (const { run } of parts) results.push(await run());
  return { counts: Object.assign({}, ...results.map(({ counts }) => counts)) as Record<string, number>, failures: results.flatMap(({ failures }) => failures) };
}
