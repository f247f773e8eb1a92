/** Row conditions: which rows a check looks at, as a tree of and, or and not over tests of single columns and formulas. */
import { z } from 'zod';
import { qualityConditionsMessages } from '../messages/qualityConditions';

const says = qualityConditionsMessages.refused;

/** Tests of a column against one value. */
const comparingOperators = ['equal', 'not-equal', 'less', 'at-most', 'greater', 'at-least', 'matches', 'contains'] as const;
const setOperators = ['one-of', 'not-one-of'] as const;
const presenceOperators = ['missing', 'present'] as const;

const mostConditionLeaves = 100;
const deepestCondition = 20;

/** No table holds the character with code 0. */
const textSchema = z.string().max(4000).refine((text) => !text.includes('\0'), says.noCharacter);
/** Days are ISO text, as in cells. */
const valueSchema = z.union([textSchema, z.number(), z.boolean()], says.value);
const column = z.string().min(1).max(1000);

const columnTestSchema = z.discriminatedUnion(
  'operator',
  [
    z.strictObject({ column, operator: z.enum(comparingOperators), value: valueSchema }, says.operator),
    z.strictObject({ column, operator: z.enum(setOperators), values: z.array(valueSchema).max(10_000) }, says.operator),
    z.strictObject({ column, operator: z.enum(presenceOperators) }, says.operator),
  ],
  says.operator,
);
export type ColumnTest = z.infer<typeof columnTestSchema>;
export type ConditionValue = z.infer<typeof valueSchema>;

export type Condition = { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] } | { readonly not: Condition } | ColumnTest | { readonly formula: string };

const several = z.lazy(() => z.array(nodeSchema, says.list).min(1, says.empty));
const forms: readonly (readonly [key: string, schema: () => z.ZodType<Condition>])[] = [
  ['all', () => z.strictObject({ all: several }, says.form)],
  ['any', () => z.strictObject({ any: several }, says.form)],
  ['not', () => z.strictObject({ not: nodeSchema }, says.form)],
  ['formula', () => z.strictObject({ formula: textSchema.min(1, says.noFormula) }, says.form)],
  ['column', () => columnTestSchema],
];

/** Chosen by its key, so that what is wrong inside is said rather than that no form fits. */
const nodeSchema: z.ZodType<Condition> = z.unknown().transform((value, context) => {
  const form = forms.find(([key]) => typeof value === 'object' && value !== null && Object.hasOwn(value, key));
  const result = form?.[1]().safeParse(value);
  if (result?.success) return result.data;
  for (const { message, path } of result?.error.issues ?? [{ message: says.form, path: [] }]) context.addIssue({ code: 'custom', message, path: [...path] });
  return z.NEVER;
});

/** Leaves are formulas and tests of columns. */
export const conditionSchema: z.ZodType<Condition> = z
  .unknown()
  .superRefine((value, context) => {
    const message = outOfBounds(value);
    if (message !== null) context.addIssue({ code: 'custom', message, continue: false });
  })
  .pipe(nodeSchema);

/** Goes level by level, so that no depth can exhaust the stack. */
function outOfBounds(value: unknown): string | null {
  let leaves = 0;
  let level: readonly unknown[] = [value];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepestCondition) return says.tooDeep(deepestCondition);
    const below: unknown[] = [];
    for (const node of level) {
      const inner = innerConditions(node);
      if (inner === null) leaves++;
      else for (const each of inner) below.push(each);
      if (leaves > mostConditionLeaves || below.length > mostConditionLeaves) return says.tooMany(mostConditionLeaves);
    }
    level = below;
  }
  return null;
}

/** Null for a leaf. */
function innerConditions(node: unknown): readonly unknown[] | null {
  if (typeof node !== 'object' || node === null) return null;
  if ('not' in node) return [node.not];
  const list = 'all' in node ? node.all : 'any' in node ? node.any : null;
  return Array.isArray(list) ? list : null;
}
