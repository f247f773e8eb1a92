/** Keys that work in every view. Nothing happens while something is typed or a dialog is open. */
import { useEffect } from 'react';
import { useFrameStore } from './frameStore';
import { rooms } from './rooms';
import { formatAddress, navigate } from './router';

/** Where j and k already move. */
const lists = 'main tbody, main [role="grid"], main [role="listbox"], main [data-list]';

export function useGlobalKeys(): void {
  const open = useFrameStore((state) => state.open);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open('palette');
        return;
      }
      if (event.key === 'Escape' && event.target instanceof HTMLElement && event.target.matches('[data-search]')) {
        event.preventDefault();
        event.target.blur();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const room = /^[1-9]$/.test(event.key) ? rooms[Number(event.key) - 1] : undefined;
      if (room) {
        event.preventDefault();
        navigate(formatAddress(room.id));
      } else if (event.key === '?') {
        event.preventDefault();
        open('keyboard');
      } else if (event.key === '/') {
        event.preventDefault();
        const search = document.querySelector<HTMLElement>('main [data-search]');
        if (search) search.focus();
        else open('palette');
      } else if ((event.key === 'j' || event.key === 'k') && !document.activeElement?.closest(lists)) {
        document.querySelector<HTMLElement>('main tbody tr[tabindex="0"], main [role="grid"], main [role="listbox"] [tabindex="0"], main [data-list] button')?.focus();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [open]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}
