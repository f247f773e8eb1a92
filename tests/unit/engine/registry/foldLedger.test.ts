/** The ledger alone says who holds which alias, and every history folds to what a plain stack of holders says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aliases, type Alias } from '@shared/areas/registry';
import { aliasKey, foldLedger, type Entry } from '@engine/registry/foldLedger';

type Act = { readonly act: 'promote' | 'refuse'; readonly run: number } | { readonly act: 'back' | 'clear' };

const acts = fc.array(
  fc.record({
    model: fc.integer({ min: 0, max: 1 }),
    alias: fc.constantFrom(...aliases),
    act: fc.oneof(fc.record({ act: fc.constantFrom('promote' as const, 'refuse' as const), run: fc.integer({ min: 0, max: 3 }) }), fc.record({ act: fc.constantFrom('back' as const, 'clear' as const) })),
  }),
  { maxLength: 40 },
);

/** The plain model: a stack of holders. Writes the entry that the registry would, or none where it would refuse. */
function carryOut(stack: string[], act: Act, entry: Pick<Entry, 'alias' | 'modelId'>): Entry | null {
  const top = stack.at(-1);
  switch (act.act) {
    case 'promote':
      if (top === `run${act.run}`) return null;
      stack.push(`run${act.run}`);
      return { ...entry, kind: 'promoted', runId: `run${act.run}` };
    case 'refuse':
      return { ...entry, kind: 'refused', runId: `run${act.run}` };
    case 'back': {
      if (stack.length < 2) return null;
      stack.pop();
      return { ...entry, kind: 'rolled-back', runId: stack.at(-1) ?? '' };
    }
    case 'clear':
      if (top === undefined) return null;
      stack.length = 0;
      return { ...entry, kind: 'cleared', runId: top };
  }
}

test('any history of promotions, refusals, rollbacks and clearings', () => {
  fc.assert(
    fc.property(acts, (history) => {
      const stacks = new Map<string, string[]>();
      const entries: Entry[] = [];
      for (const { model, alias, act } of history) {
        const place = { alias: alias satisfies Alias, modelId: `model${model}` };
        const key = aliasKey(place.modelId, alias);
        const stack = stacks.get(key) ?? [];
        stacks.set(key, stack);
        const entry = carryOut(stack, act, place);
        if (entry) entries.push(entry);
        const folded = foldLedger(entries);
        for (const [each, holders] of stacks) expect((folded.get(each) ?? []).map(({ runId }) => runId)).toEqual(holders);
      }
    }),
    { seed: 7, numRuns: 300 },
  );
});
