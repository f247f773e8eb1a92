import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataSchemaSchema, type DataSchema } from '@shared/areas/qualitySchema';
import { discard, edit, isDirty, isSameSchema, redo, saved, startDraft, undo, type SchemaDraft } from '../../../../../../src/renderer/features/quality/draft/schemaDraft';

const schema = (...columns: string[]): DataSchema => dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns: [], checks: columns.map((column) => ({ check: 'not-null', column })) });
const columns = ({ present }: SchemaDraft): (string | undefined)[] => present.checks.map(({ column }) => column);

describe('the draft of the rules', () => {
  it('goes back and forth', () => {
    const start = startDraft(schema('a'), 1);
    const edited = edit(edit(start, schema('a', 'b')), schema('b'));
    expect(columns(undo(edited))).toEqual(['a', 'b']);
    expect(columns(undo(undo(edited)))).toEqual(['a']);
    expect(columns(redo(undo(edited)))).toEqual(['b']);
    expect(undo(start)).toBe(start);
    expect(redo(edited)).toBe(edited);
    expect(redo(edit(undo(edited), schema('c'))).present).toEqual(schema('c'));
  });

  it('edits of the same field are one step back; a way back ends the step', () => {
    const typed = edit(edit(edit(startDraft(schema('a'), 1), schema('b'), '0 column'), schema('bc'), '0 column'), schema('bcd'), '0 column');
    expect(columns(undo(typed))).toEqual(['a']);
    const again = edit(undo(typed), schema('x'), '0 column');
    expect(columns(undo(again))).toEqual(['a']);
  });

  it('an edit that says the same is none', () => {
    const start = startDraft(schema('a'), 1);
    expect(edit(start, schema('a'))).toBe(start);
    expect(isDirty(edit(edit(start, schema('b')), schema('a')))).toBe(false);
  });

  it('schemas are the same however their keys are ordered', () => {
    const [check] = schema('a').checks;
    if (!check) throw new Error('no check');
    const turned = { ...schema('a'), checks: [{ enabled: check.enabled, severity: check.severity, nulls: check.nulls, mostly: check.mostly, args: check.args, column: 'a', check: check.check, note: undefined }] };
    expect(isSameSchema(turned, schema('a'))).toBe(true);
    expect(isSameSchema(schema('a', 'b'), schema('b', 'a'))).toBe(false);
  });

  it('discarding can be undone', () => {
    const edited = edit(startDraft(schema('a'), 1), schema('b'));
    const back = discard(edited);
    expect([isDirty(back), columns(undo(back))]).toEqual([false, ['b']]);
    expect(discard(startDraft(schema('a'), 1))).toEqual(startDraft(schema('a'), 1));
  });

  it('what was saved is clean, and undo goes back beyond it', () => {
    const edited = edit(startDraft(schema('a'), 1), schema('b'));
    const kept = saved(edited, edited.present, 2);
    expect([isDirty(kept), kept.baseVersion, columns(undo(kept)), isDirty(undo(kept))]).toEqual([false, 2, ['a'], true]);
  });

  it('any way back and forth ends where it began', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 12 }), (states) => {
        const edited = states.reduce((draft, names) => edit(draft, schema(...names)), startDraft(schema('start'), null));
        const steps = edited.past.length;
        let back = edited;
        for (let i = 0; i < steps; i++) back = undo(back);
        expect(columns(back)).toEqual(['start']);
        for (let i = 0; i < steps; i++) back = redo(back);
        expect(isSameSchema(back.present, edited.present)).toBe(true);
      }),
    );
  });
});
