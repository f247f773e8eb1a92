/** Real data that is not shipped. Tests that need it skip with a plain line where it is absent. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { root } from './builtProgram';

export const wishPath = join(root, '../shared/data/wish/summer-products-with-rating-and-performance_2020-08.csv');

/** `test`, or a skipped one that says which file is absent. */
export function testWith(path: string): typeof test | typeof test.skip {
  if (existsSync(path)) return test;
  process.stderr.write(`Skipped: ${path.slice(path.indexOf('shared'))} is not here.\n`);
  return test.skip;
}
