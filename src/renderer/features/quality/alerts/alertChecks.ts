/** The check that would keep watch over what an alert tells. */
import type { Profile } from '@shared/areas/quality';
import { checkSchema, type Check } from '@shared/areas/qualitySchema';

type Alert = Profile['alerts'][number];

/** Null where no check can say it. Shares come from the profile, so that the check begins where the data are now. */
export function checkForAlert(alert: Alert, profile: Profile): Check | null {
  const own = profile.columns.find(({ name }) => name === alert.column);
  const { severity } = alert;
  if (alert.code === 'duplicate-rows') return checkSchema.parse({ check: 'distinct-rows', severity });
  if (!own) return null;
  const above = profile.pricesAbove.find(({ price }) => price === own.name);
  if (alert.code === 'price-above' && above) return checkSchema.parse({ check: 'pair-greater', columns: [above.reference, above.price], args: { orEqual: true }, severity });
  const at = { column: own.name, severity };
  const filled = own.rows - own.nulls;
  switch (alert.code) {
    case 'missing':
    case 'one-value':
      return checkSchema.parse({ ...at, check: 'not-null', mostly: roundedDown(filled / Math.max(1, own.rows)) });
    case 'empty':
      return checkSchema.parse({ ...at, check: 'not-null' });
    case 'repeated-ids':
    case 'id-like':
      return checkSchema.parse({ ...at, check: 'unique' });
    case 'variants':
    case 'many-categories':
    case 'imbalanced':
      return own.topValues.length > 0 && own.topValues.length >= own.distinct ? checkSchema.parse({ ...at, check: 'one-of', args: { values: own.topValues.map(({ value }) => value) } }) : null;
    case 'constant-length':
      return own.lengths ? checkSchema.parse({ ...at, check: 'length', args: { min: own.lengths.min, max: own.lengths.max } }) : null;
    case 'zeros':
    case 'skewed':
      return typeof own.min === 'number' && typeof own.max === 'number' ? checkSchema.parse({ ...at, check: 'range', args: { min: own.min, max: own.max } }) : null;
    default:
      return null;
  }
}

/** So that the check holds for the data it was made from. */
function roundedDown(share: number): number {
  return Math.floor(share * 100) / 100;
}
