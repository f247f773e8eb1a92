import { DuckDBInstance } from '@duckdb/node-api';
const db = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1024MiB' });
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
const copy = (q, rg = 20480) => `copy (${q}) to '/tmp/x.parquet' (format parquet, compression zstd, row_group_size ${rg})`;
const has = (x) => `case when contains(${x}, chr(10)) then length(${x}) - length(replace(${x}, chr(10), '')) else 0 end`;
await time(`positional exact`, copy(`select range as row, range+1 as line, x.* from range(1, 201345) r positional join ${src(own, false)} x`));
await time(`positional longer`, copy(`select range as row, range+1 as line, x.* exclude (there) from range(1, 260345) r positional join (select 1 as there, * from ${src(own, false)}) x where there is not null`));
await time(`positional longer, breaks`, copy(`select row, row + 1 + ahead - breaks as line, * exclude (row, ahead, breaks) from (select sum(breaks) over (rows between unbounded preceding and current row) as ahead, * from (select range as row, ${text.map((x) => `coalesce(${has(x)}, 0)`).join(' + ')} as breaks, x.* exclude (there) from range(1, 260345) r positional join (select 1 as there, * from ${src(own, false)}) x where there is not null))`));
await time(`one text only, window`, copy(`select row, row + 1 + ahead - breaks as line, * exclude (row, ahead, breaks) from (select sum(breaks) over (rows between unbounded preceding and current row) as ahead, * from (select range as row, ${[text[0]].map((x) => `coalesce(${has(x)}, 0)`).join(' + ')} as breaks, x.* exclude (there) from range(1, 260345) r positional join (select 1 as there, * from ${src(own, false)}) x where there is not null))`));
console.log(await (await c.run("select max(row), max(line), count(*), count(distinct row) from '/tmp/x.parquet'")).getRowsJS());
