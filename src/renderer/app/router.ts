/**
 * Addresses of the window: `#/room/part/part?name=value`. Every view has one; Back, Forward and copying work.
 * `to` may be written with or without the leading `#`.
 */
import { useSyncExternalStore } from 'react';

export interface Address {
  /** First part, such as `data`; `home` where the address is empty. */
  readonly room: string;
  /** Decoded parts after the room. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
}

export function parseAddress(hash: string): Address {
  const text = hash.replace(/^#/, '').replace(/^\//, '');
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const [room, ...parts] = path.split('/').filter((part) => part !== '').map(decodePart);
  return { room: room ?? 'home', parts, query: new URLSearchParams(mark < 0 ? '' : text.slice(mark + 1)) };
}

/** Empty, null and undefined query values are left out. */
export function formatAddress(room: string, parts: readonly string[] = [], query: Readonly<Record<string, string | number | null | undefined>> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const tail = search.size > 0 ? `?${search.toString()}` : '';
  return `#/${[room, ...parts].map(encodeURIComponent).join('/')}${tail}`;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function normaliseAddress(to: string): string {
  const text = to.replace(/^#/, '');
  return `#${text.startsWith('/') ? text : `/${text}`}`;
}

const listeners = new Set<() => void>();
let lastHash: string | null = null;
let lastAddress: Address = parseAddress('');

function currentAddress(): Address {
  const hash = window.location.hash;
  if (hash !== lastHash) {
    lastHash = hash;
    lastAddress = parseAddress(hash);
  }
  return lastAddress;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('hashchange', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('hashchange', listener);
  };
}

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, currentAddress, currentAddress);
}

/** Goes to a view. `replace` leaves no step for Back (filters, selection within a view). */
export function navigate(to: string, options: { readonly replace?: boolean } = {}): void {
  const hash = normaliseAddress(to);
  if (hash === window.location.hash) return;
  if (options.replace === true) {
    window.history.replaceState(window.history.state, '', hash);
    for (const listener of listeners) listener();
    return;
  }
  window.location.hash = hash;
}
