/** The keys, on one sheet. */
import { Dialog } from '../ui/Dialog';
import styles from './Frame.module.css';
import { appMessages } from './messages';
import { rooms } from './rooms';

export function KeyboardSheet({ onClose }: { readonly onClose: () => void }) {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [appMessages.keys.allCommands, ['Ctrl', 'K']],
    [rooms.map((room) => appMessages.rooms[room.id]).join(', '), [`1 to ${rooms.length}`]],
    [appMessages.keys.searchHere, ['/']],
    [appMessages.keys.nextPrevious, ['j', 'k']],
    [appMessages.keys.choose, ['Enter']],
    [appMessages.keys.closePanel, ['Esc']],
    [appMessages.keys.moveInGrid, ['←', '↑', '↓', '→']],
    [appMessages.keys.firstLastRow, ['Ctrl', 'Home / End']],
    [appMessages.keys.sortByColumn, ['s']],
    [appMessages.keys.copyCell, ['Ctrl', 'C']],
    [appMessages.keys.backForward, ['Alt', '← / →']],
    [appMessages.keys.undoRules, ['Ctrl', 'Z', 'Shift Z']],
    [appMessages.keys.saveRules, ['Ctrl', 'S']],
    [appMessages.keys.thisSheet, ['?']],
  ];
  return (
    <Dialog label={appMessages.keyboard} onClose={onClose} width={640}>
      <div className={styles.dialogBody}>
        <h2 className={styles.dialogTitle}>{appMessages.keyboard}</h2>
        <dl className={styles.sheet}>
          {rows.map(([what, keys]) => (
            <div key={what} className={styles.sheetRow}>
              <dt>{what}</dt>
              <dd className={styles.sheetKeys}>{keys.map((key) => <kbd key={key} className={styles.key}>{key}</kbd>)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
