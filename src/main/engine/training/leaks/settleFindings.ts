/** From suspicions to a verdict for each column: links carry guilt from column to column, and the analyst's word is heard. */
import type { Suspicion } from '@shared/areas/tracking';
import { leakMessages as words } from '@shared/messages/leaks';
import type { WatchedColumn } from './study';

export interface ColumnSuspicions {
  readonly column: string;
  /** Held-out R2 from the column alone; 0 where it does not help. */
  readonly score: number;
  readonly suspicions: readonly Suspicion[];
}

export interface LeakFinding extends ColumnSuspicions, Pick<WatchedColumn, 'knownWhen'> {
  readonly leak: boolean;
  readonly reason: string;
}

/** One finding per column, most telling first, equal ones in the order given. */
export function settleFindings(watched: readonly WatchedColumn[], looked: readonly ColumnSuspicions[]): LeakFinding[] {
  const settled = spreadGuilt(watched, looked);
  const byName = new Map(settled.map((each) => [each.column, each]));
  return watched.flatMap((column) => {
    const found = byName.get(column.name);
    return found ? [judge(found, column)] : [];
  }).sort((a, b) => b.score - a.score);
}

/** A suspicion that leans on other columns accuses once all of them are accused. */
function spreadGuilt(watched: readonly WatchedColumn[], looked: readonly ColumnSuspicions[]): ColumnSuspicions[] {
  const innocent = new Set(watched.filter(isVouchedFor).map(({ name }) => name));
  const isAccused = ({ column, suspicions }: ColumnSuspicions): boolean => !innocent.has(column) && suspicions.some(({ accuses }) => accuses);
  const current = new Map(looked.map((each) => [each.column, each]));
  const accused = new Set(looked.filter(isAccused).map(({ column }) => column));
  for (let changed = true; changed; ) {
    changed = false;
    for (const each of current.values()) {
      const suspicions = each.suspicions.map((suspicion): Suspicion => {
        const { accuses, partners, sentence } = suspicion;
        return accuses || partners.length === 0 || !partners.every((partner) => accused.has(partner)) ? suspicion : { ...suspicion, accuses: true, sentence: `${sentence} ${words.through(partners)}` };
      });
      if (suspicions.every((suspicion, i) => suspicion === each.suspicions[i])) continue;
      const next = { ...each, suspicions };
      current.set(each.column, next);
      if (isAccused(next)) accused.add(each.column);
      changed = true;
    }
  }
  return [...current.values()];
}

/** Only for what the analyst said: a rule of names says "before launch" of every name it does not know. */
function isVouchedFor({ knownWhen, saidSo }: WatchedColumn): boolean {
  return saidSo === true && knownWhen === 'before-launch';
}

function judge(found: ColumnSuspicions, column: WatchedColumn): LeakFinding {
  const { knownWhen, name } = column;
  const { score, suspicions } = found;
  const accusing = suspicions.filter(({ accuses }) => accuses);
  const leak = accusing.length > 0 && !isVouchedFor(column);
  const plain = knownWhen === 'after-sale' && !leak ? words.littleAfterSale(name, score) : words.plain(name, score);
  const sentences = leak ? accusing : suspicions;
  const said = accusing.length > 0 && !leak ? [words.saidBefore(name)] : [];
  return { ...found, knownWhen, leak, reason: [...(leak ? [] : [plain]), ...sentences.map(({ sentence }) => sentence), ...said].join(' ') };
}
