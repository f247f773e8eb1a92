/** Remembers the window's place, size and theme from one start to the next. */
import { app, nativeTheme, screen, type BrowserWindow, type Rectangle } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './jsonFile';

const themes = ['system', 'light', 'dark'] as const;
const memorySchema = z.object({
  bounds: z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int().min(600), height: z.number().int().min(400) }).nullable(),
  maximized: z.boolean(),
  theme: z.enum(themes),
});
type WindowMemory = z.infer<typeof memorySchema>;
export type Theme = (typeof themes)[number];

const memoryFile = (): string => join(app.getPath('userData'), 'window.json');

function recall(): WindowMemory {
  return readJsonFile(memoryFile(), memorySchema, { bounds: null, maximized: false, theme: 'system' });
}

export function recallTheme(): void {
  nativeTheme.themeSource = recall().theme;
}

export function rememberTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
  writeJsonFile(memoryFile(), { ...recall(), theme });
}

/** The colour the window shows before its page is painted; the same as the page's own ground. */
export function groundColour(): string {
  return nativeTheme.shouldUseDarkColors ? '#101315' : '#FFFFFF';
}

/** Bounds that lie on a screen that is there now. */
export function recallBounds(): { readonly bounds: Partial<Rectangle> & { width: number; height: number }; readonly maximized: boolean } {
  const { bounds, maximized } = recall();
  if (!bounds) return { bounds: { width: 1440, height: 900 }, maximized };
  const area = screen.getDisplayMatching(bounds).workArea;
  const isVisible = bounds.x < area.x + area.width - 100 && bounds.x + bounds.width > area.x + 100 && bounds.y >= area.y - 10 && bounds.y < area.y + area.height - 100;
  return { bounds: isVisible ? bounds : { width: bounds.width, height: bounds.height }, maximized };
}

export function rememberBounds(window: BrowserWindow): void {
  writeJsonFile(memoryFile(), { ...recall(), bounds: window.getNormalBounds(), maximized: window.isMaximized() });
}
