/** SQL that reads a cell as another type, null where that would lose anything. The forms are those the check of types takes. */
import type { ColumnType } from '@shared/areas/common';
import { trimmed } from '../typedExpression';
import { isText, textExpression, type TableColumn } from '../snapshotTable';

const truths = "('true', 't', 'yes', 'y', '1')";
const untruths = "('false', 'f', 'no', 'n', '0')";

export function coerceExpression(column: TableColumn, type: ColumnType): string {
  const { field, type: from } = column;
  if (isText(type)) return isText(from) ? field : plainText(column);
  if (from === type) return field;
  if (isText(from)) return fromText(trimmed(field), type);
  switch (type) {
    case 'integer':
      return from === 'decimal' ? `case when ${field} = floor(${field}) and abs(${field}) < 9007199254740992 then cast(${field} as bigint) end` : from === 'boolean' ? `cast(${field} as bigint)` : 'null';
    case 'decimal':
      return from === 'integer' || from === 'boolean' ? `cast(cast(${field} as bigint) as double)` : 'null';
    case 'boolean':
      return from === 'integer' || from === 'decimal' ? `case when ${field} in (0, 1) then ${field} = 1 end` : 'null';
    case 'datetime':
      return from === 'date' ? `cast(${field} as timestamp)` : 'null';
    case 'date':
      return from === 'datetime' ? `case when cast(${field} as time) = time '00:00:00' then cast(${field} as date) end` : 'null';
    default:
      return field;
  }
}

function fromText(text: string, type: ColumnType): string {
  switch (type) {
    case 'integer':
      return `case when regexp_full_match(${text}, '[+-]?[0-9]{1,15}') then try_cast(${text} as bigint) when try_cast(${text} as double) = floor(try_cast(${text} as double)) and abs(try_cast(${text} as double)) < 9007199254740992 then cast(try_cast(${text} as double) as bigint) end`;
    case 'boolean':
      return `case when lower(${text}) in ${truths} then true when lower(${text}) in ${untruths} then false end`;
    case 'decimal':
      return `case when isfinite(try_cast(${text} as double)) then try_cast(${text} as double) end`;
    default:
      return `try_cast(${text} as ${type === 'date' ? 'date' : 'timestamp'})`;
  }
}

/** A decimal without a fraction has no point. */
function plainText(column: TableColumn): string {
  const text = textExpression(column);
  return column.type === 'decimal' ? `regexp_replace(${text}, '\\.0$', '')` : text;
}
