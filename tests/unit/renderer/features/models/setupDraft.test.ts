import { describe, expect, it } from 'vitest';
import type { Column, Snapshot } from '@shared/areas/datasets';
import { trainRequestSchema, type SetupProposal } from '@shared/areas/tracking';
import { toggledRuns } from '@renderer/features/models/selection';
import { draftFromProposal, draftProblem, fitsOf, toTrainRequest, unfitColumns, usedColumns, useSetupDraft } from '@renderer/features/models/setupDraft';

function column(name: string, type: Column['type'] = 'decimal', role: Column['role'] = 'feature'): Column {
  return { name, type, evidence: '', nulls: 0, distinct: 5, digest: '', role, knownWhen: 'before-launch' };
}

const columns = [column('title', 'text'), column('price'), column('units_sold', 'integer', 'target'), column('rating_count', 'integer'), column('merchant', 'category', 'group'), column('__proto__')];
const snapshot: Pick<Snapshot, 'id' | 'columns' | 'rows'> = { id: 's1', columns, rows: 100 };
const proposal: SetupProposal = {
  target: 'units_sold', targets: ['units_sold', 'price'], groupBy: 'merchant', keepTogether: [], oneRowPer: null,
  exclude: [{ column: 'title', reason: 'text' }, { column: 'rating_count', reason: 'leaks' }],
  leakage: [
    { column: 'rating_count', score: 0.88, knownWhen: 'after-sale', leak: true, excluded: true, reason: 'leaks', suspicions: [] },
    ...['price', '__proto__'].map((name) => ({ column: name, score: 0.01, knownWhen: 'live' as const, leak: false, excluded: false, reason: '', suspicions: [] })),
  ],
  reasons: [],
};

function draft(withLeaks = false) {
  const made = draftFromProposal(snapshot as Snapshot, proposal, withLeaks);
  if (!made) throw new Error('a draft was expected');
  return made;
}

describe('the draft of a race', () => {
  it('follows the proposal', () => {
    expect(draft()).toMatchObject({ target: 'units_sold', split: 'group', groupBy: 'merchant', folds: 5 });
    expect(usedColumns(draft(), snapshot, unfitColumns(draft(), snapshot, proposal))).toEqual(['price', '__proto__']);
    expect(draftFromProposal(snapshot as Snapshot, { ...proposal, target: null })).toBeNull();
  });

  it('lets only the leaking columns in where that is asked for', () => {
    expect(usedColumns(draft(true), snapshot, unfitColumns(draft(true), snapshot, proposal))).toEqual(['price', 'rating_count', '__proto__']);
  });

  it('becomes a request the engine accepts', () => {
    const request = trainRequestSchema.parse(toTrainRequest(draft()));
    expect(request).toMatchObject({ snapshotId: 's1', target: 'units_sold', split: 'group', groupBy: 'merchant', exclude: ['title', 'rating_count'] });
    expect(request.dateColumn).toBeUndefined();
  });

  it('says why it cannot start', () => {
    const good = draft();
    const problem = (change: Partial<typeof good>, used = ['price']): string | null => draftProblem({ ...good, ...change }, snapshot as Snapshot, used);
    expect(problem({})).toBeNull();
    expect(problem({ models: new Set() })).toBe('Choose at least one model.');
    expect(problem({ groupBy: null })).toContain('together');
    expect(problem({ split: 'time' })).toContain('date');
    expect(problem({}, [])).toContain('at least one column');
    expect(problem({ models: new Set(['median']) }, [])).toBeNull();
    expect(problem({ folds: 101 })).toContain('fewer folds');
  });

  it('knows what no model can learn from, and why', () => {
    const odd = [...columns, column('picture', 'text', 'ignore'), column('row_id', 'id', 'id'), column('same', 'category')];
    const unfit = unfitColumns(draft(), { columns: odd }, proposal);
    expect([...unfit.keys()]).toEqual(['merchant', 'picture', 'row_id', 'same']);
    expect(unfit.get('picture')).toContain('ignored');
    expect(unfit.get('row_id')).toContain('identifier');
    expect(unfitColumns({ ...draft(), split: 'kfold' }, { columns: odd }, proposal).has('merchant')).toBe(false);
  });

  it('counts fits without the average, which needs none', () => {
    expect(fitsOf({ ...draft(), models: new Set(['median', 'ridge', 'average']), repeats: 2 })).toBe(20);
  });

  it('sends settings of the models that race and directions of the columns in use, and forgets what is standard again', () => {
    const { begin, changeSetting, changeDirection, toggleModel, toggleColumn } = useSetupDraft.getState();
    begin(draft());
    changeSetting('ridge', 'penalty', 5);
    changeSetting('tweedie', 'power', 1.2);
    changeSetting('gradient-boosting', 'trees', 50);
    changeSetting('gradient-boosting', 'trees', null);
    changeDirection('price', -1);
    changeDirection('__proto__', 1);
    const current = (): ReturnType<typeof draft> => useSetupDraft.getState().draft!;
    expect(toTrainRequest(current())).toMatchObject({ parameters: { ridge: { penalty: 5 } }, monotone: Object.fromEntries([['price', -1], ['__proto__', 1]]) });
    expect(Object.keys(toTrainRequest(current()).parameters ?? {})).toEqual(['ridge']);
    toggleModel('tweedie');
    toggleColumn('price');
    expect(toTrainRequest(current()).parameters).toEqual({ ridge: { penalty: 5 }, tweedie: { power: 1.2 } });
    expect(Object.keys(toTrainRequest(current()).monotone ?? {})).toEqual(['__proto__']);
    changeDirection('__proto__', null);
    expect(toTrainRequest(current()).monotone).toEqual({});
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
