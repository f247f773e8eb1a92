/** The keys, on one sheet. */
import { Dialog } from '../ui/Dialog';
import styles from './Frame.module.css';
import { appMessages } from './messages';
import { rooms } from './rooms';

export function KeyboardSheet({ onClose }: { readonly onClose: () => void }) {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['All commands', ['Ctrl', 'K']],
    [`${rooms.map((room) => appMessages.rooms[room.id]).join(', ')}`, [`1 to ${rooms.length}`]],
    ['Search in this view', ['/']],
    ['Next, previous in a list', ['j', 'k']],
    ['Choose', ['Enter']],
    ['Close a panel', ['Esc']],
    ['Move in a grid', ['←', '↑', '↓', '→']],
    ['First, last row of a grid', ['Ctrl', 'Home / End']],
    ['Sort by the column of the cell', ['s']],
    ['Copy the cell', ['Ctrl', 'C']],
    ['Back, forward', ['Alt', '← / →']],
    ['This sheet', ['?']],
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
