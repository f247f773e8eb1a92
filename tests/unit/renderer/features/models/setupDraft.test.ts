import { describe, expect, it } from 'vitest';
import type { Column, Snapshot } from '@shared/areas/datasets';
import { trainRequestSchema, type SetupProposal } from '@shared/areas/tracking';
import { toggledRuns } from '@renderer/features/models/selection';
import { draftFromProposal, draftProblem, fitsOf, toTrainRequest, usedColumns, useSetupDraft } from '@renderer/features/models/setupDraft';

function column(name: string, type: Column['type'] = 'decimal', role: Column['role'] = 'feature'): Column {
  return { name, type, evidence: '', nulls: 0, distinct: 5, digest: '', role, knownWhen: 'before-launch' };
}

const columns = [column('title', 'text'), column('price'), column('units_sold', 'integer', 'target'), column('rating_count', 'integer'), column('merchant', 'category', 'group'), column('__proto__')];
const snapshot: Pick<Snapshot, 'id' | 'columns' | 'rows'> = { id: 's1', columns, rows: 100 };
const proposal: SetupProposal = {
  target: 'units_sold', targets: ['units_sold', 'price'], groupBy: 'merchant', oneRowPer: null,
  exclude: [{ column: 'title', reason: 'text' }, { column: 'rating_count', reason: 'leaks' }],
  leakage: [{ column: 'rating_count', score: 0.88, knownWhen: 'after-sale', leak: true, excluded: true, reason: 'leaks' }], reasons: [],
};

function draft(withLeaks = false) {
  const made = draftFromProposal(snapshot as Snapshot, proposal, withLeaks);
  if (!made) throw new Error('a draft was expected');
  return made;
}

describe('the draft of a race', () => {
  it('follows the proposal', () => {
    expect(draft()).toMatchObject({ target: 'units_sold', split: 'group', groupBy: 'merchant', folds: 5 });
    expect(usedColumns(draft(), snapshot as Snapshot)).toEqual(['price', 'merchant', '__proto__']);
    expect(draftFromProposal(snapshot as Snapshot, { ...proposal, target: null })).toBeNull();
  });

  it('lets only the leaking columns in where that is asked for', () => {
    expect(usedColumns(draft(true), snapshot as Snapshot)).toEqual(['price', 'rating_count', 'merchant', '__proto__']);
  });

  it('becomes a request the engine accepts', () => {
    const request = trainRequestSchema.parse(toTrainRequest(draft()));
    expect(request).toMatchObject({ snapshotId: 's1', target: 'units_sold', split: 'group', groupBy: 'merchant', exclude: ['title', 'rating_count'] });
    expect(request.dateColumn).toBeUndefined();
  });

  it('says why it cannot start', () => {
    const good = draft();
    expect(draftProblem(good, snapshot as Snapshot)).toBeNull();
    expect(draftProblem({ ...good, models: new Set() }, snapshot as Snapshot)).toBe('Choose at least one model.');
    expect(draftProblem({ ...good, groupBy: null }, snapshot as Snapshot)).toContain('together');
    expect(draftProblem({ ...good, split: 'time' }, snapshot as Snapshot)).toContain('date');
    expect(draftProblem({ ...good, excluded: new Set(columns.map((each) => each.name)) }, snapshot as Snapshot)).toContain('at least one column');
    expect(draftProblem({ ...good, excluded: new Set(columns.map((each) => each.name)), models: new Set(['median']) }, snapshot as Snapshot)).toBeNull();
    expect(draftProblem({ ...good, folds: 101 }, snapshot as Snapshot)).toContain('fewer folds');
  });

  it('counts fits without the average, which needs none', () => {
    expect(fitsOf({ ...draft(), models: new Set(['median', 'ridge', 'average']), repeats: 2 })).toBe(20);
  });

  it('toggles columns by name, however they are called', () => {
    useSetupDraft.getState().begin(draft());
    useSetupDraft.getState().toggleColumn('__proto__');
    expect(useSetupDraft.getState().draft?.excluded.has('__proto__')).toBe(true);
    useSetupDraft.getState().toggleColumn('__proto__');
    expect(useSetupDraft.getState().draft?.excluded.has('__proto__')).toBe(false);
  });
});

describe('runs picked for comparison', () => {
  it('keep their order and stop at ten', () => {
    expect(toggledRuns(['a', 'b'], 'a')).toEqual(['b']);
    expect(toggledRuns(['b'], 'a')).toEqual(['b', 'a']);
    const ten = Array.from({ length: 10 }, (_, index) => `r${index}`);
    expect(toggledRuns(ten, 'eleventh')).toBe(ten);
  });
});
