/** What this window keeps of a work in progress, so that loading it anew loses nothing; it is gone when the window closes. */
import type { z } from 'zod';

/** Null where nothing is kept, or what is kept has another shape. */
export function recallState<S extends z.ZodType>(key: string, schema: S): z.output<S> | null {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? null : schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export function keepState(key: string, state: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(state));
  } catch {
    // Too large for the browser's store: then only loading the window anew would lose it.
  }
}
