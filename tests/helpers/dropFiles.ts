/** A real drop from outside the window, as the operating system would deliver it. */
import type { Page } from '@playwright/test';

export async function dropFiles(page: Page, ...paths: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data });
  await session.detach();
}
