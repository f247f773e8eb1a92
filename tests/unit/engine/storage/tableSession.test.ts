import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTableSession, type TableSession } from '@engine/storage/tableSession';

const tempDir = mkdtempSync(join(tmpdir(), 'almanac-tables-'));
afterAll(() => rmSync(tempDir, { recursive: true }));

function open(): TableSession {
  return createTableSession({ tempDir, memoryLimitMiB: 256, threads: 2 });
}

test('closing waits for the statements that still run', async () => {
  for (let i = 0; i < 20; i++) {
    const session = open();
    const running = session.rows('select count(*) from range(3000000) a where range % 3 = 1');
    const other = session.withConnection((connection) => connection.columns('select sum(range) from range(2000000)'));
    session.close();
    expect((await running).rows).toEqual([[1_000_000]]);
    expect((await other).values).toHaveLength(1);
  }
});

test('a session that was never used closes, and a failed statement keeps nothing open', async () => {
  open().close();
  const session = open();
  await expect(session.rows('select nothing')).rejects.toThrow('nothing');
  session.close();
});
