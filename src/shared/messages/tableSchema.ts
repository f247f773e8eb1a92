/** Words about Table Schemas of Data Packages. */
const nothing = 'Nothing was changed.';

export const tableSchemaMessages = {
  refused: {
    fieldTwice: (field: string): string => `This Table Schema describes the field ${field} twice. Rename or remove one of them. ${nothing}`,
    keyField: (field: string): string => `A key of this Table Schema names the field ${field}, which it does not describe. ${nothing}`,
  },
  /** What a Table Schema says that has no equal here. */
  left: {
    type: (field: string, type: string): string => `${field}: the type ${type} has no equal here. Any type passes.`,
    format: (field: string, format: string): string => `${field}: the format ${format} is not looked at.`,
    reading: (field: string, key: string): string => `${field}: ${key} says how cells are read, which is decided at the import here.`,
    missingValues: (values: readonly string[]): string => `What counts as missing (${values.map((value) => JSON.stringify(value)).join(', ')}) is decided at the import here.`,
    ownMissingValues: (field: string): string => `${field}: what counts as missing is decided at the import here.`,
    categoriesOrdered: (field: string): string => `${field}: categories have no order here.`,
    pattern: (field: string, pattern: string): string => `${field}: the pattern ${pattern} looks around or back, which patterns here cannot. Left out.`,
    constraint: (field: string, constraint: string): string => `${field}: ${constraint} has no equal here. Left out.`,
    selfReference: (fields: readonly string[]): string => `${fields.join(', ')}: a foreign key within the same table has no equal here. Left out.`,
  },
  /** What our schema says that a Table Schema cannot. */
  notThere: {
    rule: (rule: string): string => `${rule}: has no equal in a Table Schema. Left out.`,
    twice: (rule: string): string => `${rule}: a field has one rule of this kind only. Left out.`,
    undeclared: (rule: string): string => `${rule}: the column is not among those the schema declares. Left out.`,
    disabled: (rule: string): string => `${rule}: it is switched off. Left out.`,
    share: (rule: string): string => `${rule}: a share of failing rows is allowed here, and the format knows no such share. Left out.`,
    condition: (rule: string): string => `${rule}: it looks at some rows only, which a Table Schema cannot say. Left out.`,
    missing: (rule: string): string => `${rule}: missing cells fail here, and hold there. Left out.`,
    severity: (rule: string, severity: string): string => `${rule}: its severity, ${severity}, cannot be written; there it is as grave as any rule.`,
    missingParts: (rule: string): string => `${rule}: rows in which a part is missing are left out there.`,
    identifier: (column: string): string => `${column}: an identifier is plain text there.`,
    category: (column: string): string => `${column}: a category without its values is plain text there.`,
    coerce: (column: string): string => `${column}: other forms are read as its type here.`,
    default: (column: string): string => `${column}: what stands in for missing cells cannot be written.`,
    namePattern: (pattern: string): string => `${pattern}: columns chosen by a pattern cannot be written. Left out with their rules.`,
    optional: (column: string): string => `${column}: that this column may be absent, and others may not, cannot be written.`,
    filter: 'Leaving out columns that are not declared cannot be written.',
    ordered: 'The order of columns among others cannot be written.',
  },
} as const;
