/** Ctrl Z, Ctrl Shift Z (or Ctrl Y) and Ctrl S on the page's draft. Fields that keep a text of their own undo that first. */
import { useEffect } from 'react';

export interface DraftKeys {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly save: () => void;
}

export function useDraftKeys({ undo, redo, save }: DraftKeys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const key = event.key.toLowerCase();
      const does = key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' ? redo : key === 's' ? save : null;
      if (does === null || (key !== 's' && event.target instanceof HTMLElement && event.target.closest('[data-own-undo]'))) return;
      event.preventDefault();
      does();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [undo, redo, save]);
}
