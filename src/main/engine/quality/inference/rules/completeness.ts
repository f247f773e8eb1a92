/** Complete where nothing is missing; else as complete as seen, at the lower end of its interval (deequ: complete, retain completeness). */
import { qualityMessages } from '@shared/messages/quality';
import { allHeld, roundedDown, shareAtLeast } from '../confidence';
import { suggest, type ColumnRule } from '../suggestion';

const words = qualityMessages.evidence;
/** deequ: below a fifth there is no completeness to retain. */
const leastComplete = 0.2;

export const completeness: ColumnRule = async ({ column: { name }, profile: { rows, nulls }, values }) => {
  if (values === 0) return [];
  if (nulls === 0) return [suggest({ check: 'not-null', column: name }, {}, 'critical', words.notNull(rows), allHeld(rows))];
  const mostly = roundedDown(shareAtLeast(values, rows));
  if (values / rows <= leastComplete || mostly <= 0) return [];
  return [suggest({ check: 'not-null', column: name }, {}, 'warning', words.mostlyPresent(nulls, rows), 0.975, mostly)];
};
