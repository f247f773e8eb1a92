/** All types of expectations we can say, by name and by our kind of check. A new one is one entry in its file. */
import type { ExpectationMapping } from './expectationMapping';
import { columnFigures } from './expectations/columnFigures';
import { columnTexts } from './expectations/columnTexts';
import { columnValues } from './expectations/columnValues';
import { distributions } from './expectations/distributions';
import { severalColumns } from './expectations/severalColumns';
import { rephrased } from './expectations/rephrased';
import { tables } from './expectations/tables';

const mappings: readonly ExpectationMapping[] = [...columnValues, ...columnTexts, ...columnFigures, ...distributions, ...severalColumns, ...tables];
const byType: ReadonlyMap<string, ExpectationMapping> = new Map(mappings.map((mapping) => [mapping.type, mapping]));

export function mappingOf(type: string): ExpectationMapping | null {
  return byType.get(type) ?? null;
}

/** In the order they are tried: narrower ones come first. */
export function mappingsFor(kind: string): readonly ExpectationMapping[] {
  return [...mappings, ...rephrased].filter((mapping) => mapping.kind === kind);
}
