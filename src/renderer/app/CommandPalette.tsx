/** Search and commands in one field (Ctrl K). */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Dialog } from '../ui/Dialog';
import styles from './Frame.module.css';
import { appMessages } from './messages';
import { findEntries, usePaletteStore, type PaletteEntry } from './palette';
import { useFrameEntries } from './useFrameEntries';

export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const ofViews = usePaletteStore((state) => state.byOwner);
  const ofFrame = useFrameEntries();
  const found = useMemo(() => groupEntries(findEntries([...[...ofViews.values()].flat(), ...ofFrame], text)), [ofViews, ofFrame, text]);
  const flat = found.flatMap((group) => group.entries);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  function carryOut(entry: PaletteEntry | undefined): void {
    if (!entry) return;
    onClose();
    entry.run();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setChosen((now) => Math.min(flat.length - 1, now + 1));
    else if (event.key === 'ArrowUp') setChosen((now) => Math.max(0, now - 1));
    else if (event.key === 'Enter') carryOut(flat[chosen]);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog label={appMessages.search} onClose={onClose} width={600} placement="top">
      <input
        className={styles.paletteInput}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={flat[chosen] ? `palette-${flat[chosen].id}` : undefined}
        aria-label={appMessages.search}
        placeholder={appMessages.search}
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id="palette-list" role="listbox" aria-label={appMessages.words.commands} className={styles.paletteList}>
        {flat.length === 0 && <p className={styles.paletteEmpty}>{appMessages.words.nothingFound}</p>}
        {found.map((group) => (
          <div key={group.name} role="group" aria-label={group.name}>
            <div className={styles.paletteGroup} aria-hidden="true">{group.name}</div>
            {group.entries.map((entry) => (
              <div key={entry.id} id={`palette-${entry.id}`} role="option" aria-selected={entry === flat[chosen]} className={styles.paletteEntry} onMouseMove={() => setChosen(flat.indexOf(entry))} onClick={() => carryOut(entry)}>
                <span className={styles.paletteLabel}>{entry.label}</span>
                {entry.keys !== undefined && <kbd className={styles.key}>{entry.keys}</kbd>}
              </div>
            ))}
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function groupEntries(entries: readonly PaletteEntry[]): readonly { readonly name: string; readonly entries: readonly PaletteEntry[] }[] {
  const groups = new Map<string, PaletteEntry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups].map(([name, members]) => ({ name, entries: members }));
}
