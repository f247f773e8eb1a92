import { DuckDBInstance } from '@duckdb/node-api';
const T = Number(process.argv[2] ?? 2);
const db = await DuckDBInstance.create(':memory:', { threads: String(T), memory_limit: '1024MiB' });
const c = await db.connect();
const head = "read_csv('/tmp/wide.csv', auto_detect=false, header=false, skip=1, delim=',', quote='\"', escape='\"', strict_mode=true, max_line_size=65536, buffer_size=8388608, new_line='\\n'";
const desc = (await (await c.run("describe select * from read_csv('/tmp/wide.csv', sample_size=20000)")).getRowsJS());
const types = desc.map((r) => r[1]);
console.log(types.join(' '));
const cols = (f) => `columns={${types.map((t,i)=>`'x${i}':'${f(t)}'`).join(',')}}`;
const own = (t) => t === 'BIGINT' || t === 'DOUBLE' ? t : 'VARCHAR';
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
await time('count varchar seq', `select count(*) from ${src(() => 'VARCHAR', false)}`);
await time('sum lengths varchar seq', `select ${types.map((_, i) => `sum(strlen(x${i}))`).join(',')} from ${src(() => 'VARCHAR', false)}`);
await time('max typed seq', `select ${types.map((_, i) => `count(x${i})`).join(',')} from ${src(own, false)}`);
await time('max typed par', `select ${types.map((_, i) => `count(x${i})`).join(',')} from ${src(own, true)}`);
for (const comp of ['zstd', 'snappy', 'uncompressed']) for (const rg of [20480, 122880])
  await time(`copy ${comp} ${rg} seq`, `copy (select * from ${src(own, false)}) to '/tmp/x.parquet' (format parquet, compression ${comp}, row_group_size ${rg})`);
await time(`copy zstd 20480 par`, `copy (select * from ${src(own, true)}) to '/tmp/x.parquet' (format parquet, compression zstd, row_group_size 20480)`);
await time(`copy zstd 20480 seq positional`, `copy (select range as row, range+1 as line, x.* from range(1, 201345) r positional join ${src(own, false)} x) to '/tmp/x.parquet' (format parquet, compression zstd, row_group_size 20480)`);
