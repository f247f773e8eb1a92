import { DuckDBInstance } from '@duckdb/node-api';
const T = Number(process.argv[2] ?? 2);
const db = await DuckDBInstance.create(':memory:', { threads: String(T), memory_limit: '1024MiB' });
const c = await db.connect();
const head = "read_csv('/tmp/wide.csv', auto_detect=false, header=false, skip=1, delim=',', quote='\"', escape='\"', strict_mode=true, max_line_size=1048576, buffer_size=8388608, new_line='\\n'";
const desc = (await (await c.run("describe select * from read_csv('/tmp/wide.csv', sample_size=20000)")).getRowsJS());
const types = desc.map((r) => r[1]);
const own = (t) => t === 'BIGINT' || t === 'DOUBLE' ? t : 'VARCHAR';
const cols = (f) => `columns={${types.map((t,i)=>`'x${i}':'${f(t)}'`).join(',')}}`;
const text = types.flatMap((t, i) => own(t) === 'VARCHAR' ? [`x${i}`] : []);
async function time(name, sql) {
  const best = [1e9, 1e9];
  for (let i = 0; i < 4; i++) {
    const a = process.cpuUsage(), w = performance.now();
    await c.run(sql);
    const b = process.cpuUsage(a);
    best[0] = Math.min(best[0], (b.user + b.system) / 1000); best[1] = Math.min(best[1], performance.now() - w);
  }
  console.log(name, 'cpu', best[0].toFixed(0), 'wall', best[1].toFixed(0));
}
const src = (f, par) => `${head}, parallel=${par}, ${cols(f)})`;
const copy = (q) => `copy (${q}) to '/tmp/x.parquet' (format parquet, compression zstd, row_group_size 20480)`;
await time(`positional`, copy(`select range as row, range+1 as line, x.* from range(1, 201345) r positional join ${src(own, false)} x`));
await time(`window row`, copy(`select row_number() over () as row, row + 1 as line, x.* from ${src(own, false)} x`));
const f = (x) => `case when contains(${x}, chr(10)) then length(${x}) - length(replace(${x}, chr(10), '')) else 0 end`;
await time(`window row line`, copy(`select row, cast(row + 1 + ahead - breaks as bigint) as line, x.* exclude (row, ahead, breaks) from (select row_number() over () as row, sum(breaks) over (rows between unbounded preceding and current row) as ahead, * from (select ${text.map((x) => `${f(x)}`).join(' + ')} as breaks, * from ${src(own, false)})) x`));
const g = (x) => `contains(${x}, chr(10))`;
await time(`window row line, or`, copy(`select row, cast(row + 1 + ahead - breaks as bigint) as line, x.* exclude (row, ahead, breaks) from (select row_number() over () as row, sum(breaks) over (rows between unbounded preceding and current row) as ahead, * from (select case when ${text.map(g).join(' or ')} then ${text.map((x) => `length(${x}) - length(replace(${x}, chr(10), ''))`).join(' + ')} else 0 end as breaks, * from ${src(own, false)})) x`));
const k = (x) => `len(regexp_extract_all(${x}, '\n'))`;
await time('facts', `select ${types.map((_, i) => `count(x${i}), count(distinct x${i})`).slice(0, 8).join(',')} from '/tmp/x.parquet'`);
