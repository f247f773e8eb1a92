/** What this window remembers of the analyst's taste: contrast, numbers and dates, notifications. Kept on this computer. */
import { create } from 'zustand';
import { z } from 'zod';
import { dateFormats, numberFormats, setFormats } from '../ui/format';

const preferencesSchema = z.object({
  contrast: z.enum(['system', 'more']).catch('system'),
  numbers: z.enum(numberFormats).catch('system'),
  dates: z.enum(dateFormats).catch('system'),
  notifications: z.boolean().catch(true),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const storageKey = 'almanac-preferences';

interface PreferencesState extends Preferences {
  readonly set: (change: Partial<Preferences>) => void;
}

export const usePreferences = create<PreferencesState>((set, get) => ({
  ...apply(recall()),
  set(change) {
    const { contrast, numbers, dates, notifications } = { ...get(), ...change };
    const next = { contrast, numbers, dates, notifications };
    apply(next);
    localStorage.setItem(storageKey, JSON.stringify(next));
    set(next);
  },
}));

/** A missing or damaged entry reads as the system's own ways. */
function recall(): Preferences {
  try {
    return preferencesSchema.parse(JSON.parse(localStorage.getItem(storageKey) ?? '{}'));
  } catch {
    return preferencesSchema.parse({});
  }
}

function apply(preferences: Preferences): Preferences {
  setFormats(preferences);
  applyContrast(preferences.contrast);
  return preferences;
}

function applyContrast(contrast: Preferences['contrast']): void {
  if (contrast === 'more' || systemWantsContrast().matches) document.documentElement.dataset['contrast'] = 'more';
  else delete document.documentElement.dataset['contrast'];
}

function systemWantsContrast(): MediaQueryList {
  return window.matchMedia('(prefers-contrast: more)');
}

/** Follows the system while the window is open. */
export function followContrast(): () => void {
  const query = systemWantsContrast();
  const change = (): void => applyContrast(usePreferences.getState().contrast);
  query.addEventListener('change', change);
  return () => query.removeEventListener('change', change);
}
