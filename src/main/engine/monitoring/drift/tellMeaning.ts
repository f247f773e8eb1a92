/** What a column's change means for sales, in one sentence, and what to know about its score. Pure. */
import type { ColumnDrift } from '@shared/areas/monitoring';
import { monitoringMessages as words } from '@shared/messages/monitoring';

type Facts = Omit<ColumnDrift, 'meaning' | 'notes'>;

/** A relative change of the mean prediction worth naming. */
const leastChange = 0.01;
const leastMissingRise = 0.05;

export function tellMeaning(facts: Facts, hasModel: boolean): string {
  const { meaning } = words;
  const { reference, current, predictionChange, unseen } = facts;
  if (facts.method === null) return meaning.notCompared;
  const means = reference?.mean != null && current?.mean != null && reference.mean !== current.mean ? meaning.means(reference.mean, current.mean) : null;
  if (facts.role === 'target' && means !== null) return facts.drifted ? meaning.target(means) : means;
  if (hasModel && !facts.used) return facts.knownWhen === 'after-sale' ? meaning.unusedLate : meaning.unused;
  if (unseen) return facts.folded ? meaning.unseenFolded(unseen.rows, unseen.values, facts.folded.score) : meaning.unseen(unseen.rows, unseen.values);
  const rise = missingShare(current) - missingShare(reference);
  if (rise >= leastMissingRise) return meaning.missing(missingShare(current), missingShare(reference));
  if (predictionChange !== null && (facts.drifted || Math.abs(predictionChange) >= leastChange)) return means === null ? capital(meaning.change(predictionChange)) : `${means}: ${meaning.change(predictionChange)}`;
  if (!facts.drifted) return meaning.calm;
  const word = facts.words?.current[0];
  if (word !== undefined) return meaning.texts(word);
  return means ?? (facts.type === 'cat' && facts.effectSize !== null ? meaning.moved(facts.effectSize) : meaning.calm);
}

function missingShare(side: Facts['reference']): number {
  return side === null || side.rows + side.missing === 0 ? 0 : side.missing / (side.rows + side.missing);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Fewer rows a side than this hide a shift one would care about. */
const smallSample = 200;
/** So near to the rule's edge another file may get the other kind of method. */
const flipRange = { from: 700, to: 1400 } as const;

export function tellNotes(facts: Facts, methodChosen: boolean): string[] {
  if (facts.method === null || facts.reference === null || facts.current === null) return [];
  const fewest = Math.min(facts.reference.rows, facts.current.rows);
  const near = facts.reference.rows >= flipRange.from && facts.reference.rows <= flipRange.to;
  return [
    ...(fewest < smallSample ? [words.notes.small(fewest)] : []),
    ...(!methodChosen && near ? [words.notes.flip(facts.reference.rows)] : []),
    ...(facts.method === 'chisquare' && facts.unseen ? [words.notes.newValue] : []),
  ];
}
