/** SQL for the time of day in a text that holds one behind its date: an interval from midnight to that time in UTC. */

/** A time without zone is taken as UTC; with one it is converted. `text` has no white space around it; without a time it is midnight. */
export function timeExpression(text: string): string {
  const time = `regexp_extract(${text}, '[T ${blanks}](\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?)', 1)`;
  const zone = `regexp_extract(${text}, ':\\d{2}.*(Z|[+-]\\d{2}(?::?\\d{2})?)$', 1)`;
  const half = `lower(regexp_extract(${text}, '\\d[ ${blanks}]?([AaPp])[Mm]', 1))`;
  const offset = `(case when ${zone} in ('', 'Z') then 0 else (case when ${zone} like '-%' then -1 else 1 end) * (cast(substr(${zone}, 2, 2) as integer) * 60 + (case when length(${zone}) > 3 then cast(right(${zone}, 2) as integer) else 0 end)) end)`;
  const clock = `case when ${time} = '' then time '00:00:00' else cast(${time} as time) end`;
  const shift = `(case when ${half} = '' then 0 when ${half} = 'p' then (case when ${time} like '12:%' then 0 else 12 end) else (case when ${time} like '12:%' then -12 else 0 end) end)`;
  return `(${clock}) + to_hours(${shift}) - to_minutes(${offset})`;
}

/** Those that hold a line together, as programs write them between a time and AM. */
const blanks = '\\x{a0}\\x{202f}';
