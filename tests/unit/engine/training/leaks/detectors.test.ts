/** Each kind of leak put into an honest seeded table on purpose; honest columns beside it are not accused. */
import { describe, expect, it } from 'vitest';
import { createRandom, shuffle } from '@engine/math';
import { leakRadar, planFolds, type LeakFinding, type TrainingColumn, type TrainingTable, type WatchedColumn } from '@engine/training';
import { numbers, tableOf, texts } from '../tables';

const rows = 600;

interface Honest {
  readonly columns: readonly TrainingColumn[];
  readonly units: readonly number[];
}

/** Sales on a long tail that follow price and colour, with shipping, tags and a seller's rating that mean nothing or little. */
function honestShop(seed = 1): Honest {
  const random = createRandom(seed);
  const price = Array.from({ length: rows }, () => 2 + Math.round(random.next() * 3800) / 100);
  const discount = price.map(() => (random.next() < 0.3 ? NaN : Math.round(random.next() * 60)));
  const shipping = price.map(() => 1 + random.integer(5));
  const colour = price.map(() => ['red', 'blue', 'black', null][random.integer(4)]!);
  const tags = price.map(() => ['summer', 'beach', 'dress', 'party'].filter(() => random.next() < 0.5).join(',') || 'none');
  const units = price.map((value, i) => Math.round(Math.exp(5 - value / 20 + (colour[i] === 'red' ? 1 : 0) + random.normal())));
  const weak = units.map((value) => Math.round(Math.log1p(value) * 3 + random.normal() * 12 + 40));
  return {
    units,
    columns: [
      numbers('units', units, 'integer'),
      numbers('price', price),
      numbers('discount', discount, 'integer'),
      numbers('shipping_price', shipping, 'integer'),
      texts('product_color', colour),
      texts('tags', tags),
      numbers('inventory', weak, 'integer'),
      texts('return_policy', price.map(() => (random.next() < 0.5 ? '14 days' : '30 days'))),
    ],
  };
}

async function radar(table: TrainingTable, watched: readonly WatchedColumn[] = []): Promise<Map<string, LeakFinding>> {
  const { folds } = planFolds({ table, target: 'units', split: { kind: 'kfold' }, folds: 5, repeats: 1, seed: 1 });
  const said = new Map(watched.map((column) => [column.name, column]));
  const findings = await leakRadar({ table, target: 'units', transform: 'log1p', watched: table.columns.map(({ name }) => said.get(name) ?? { name, knownWhen: 'before-launch' }), folds, seed: 1 });
  return new Map(findings.map((finding) => [finding.column, finding]));
}

function accused(findings: ReadonlyMap<string, LeakFinding>): string[] {
  return [...findings.values()].filter(({ leak }) => leak).map(({ column }) => column).sort();
}

/** What was put in is found by the detector for it, and nothing honest is. */
async function expectOnly(leaking: readonly TrainingColumn[], kind: string, names: readonly string[] = leaking.map(({ name }) => name)): Promise<ReadonlyMap<string, LeakFinding>> {
  const findings = await radar(tableOf([...honestShop().columns, ...leaking]));
  expect(accused(findings)).toEqual([...names].sort());
  for (const name of names) {
    const found = findings.get(name)?.suspicions.find((suspicion) => suspicion.kind === kind);
    expect(found, `${kind} on ${name}: ${findings.get(name)?.reason}`).toMatchObject({ accuses: true });
    expect(findings.get(name)?.reason).toContain(found?.sentence);
  }
  return findings;
}

describe('the leak radar', () => {
  const { units } = honestShop();
  const random = createRandom(77);
  const reviews = units.map((value) => Math.round(value * (0.02 + 0.06 * random.next())));

  it.each([1, 2, 3, 4, 5])('accuses no honest column, seed %i', async (seed) => {
    expect(accused(await radar(tableOf(honestShop(seed).columns)))).toEqual([]);
  });

  it('a column that alone explains the target and rises with it', async () => {
    const found = await expectOnly([numbers('seen', units.map((value) => value * Math.exp(random.normal() * 0.2)))], 'skill');
    expect(found.get('seen')?.score).toBeGreaterThan(0.8);
  });

  it('a number that only names rows which resemble each other is no leak, however much it explains', async () => {
    const shop = units.map(() => random.integer(8));
    const level = [3, 90, 7, 2000, 20, 9000, 400, 1];
    const sold = shop.map((at) => level[at]! * (1 + random.next()));
    const findings = await radar(tableOf([numbers('units', sold), numbers('shop_number', shop, 'integer'), numbers('price', units.map(() => random.next()))]));
    expect(findings.get('shop_number')?.score).toBeGreaterThan(0.8);
    expect(accused(findings)).toEqual([]);
    expect(findings.get('shop_number')?.reason).toContain('naming rows that resemble each other');
  });

  it('the target times a constant, though single rows differ', async () => {
    const found = await expectOnly([numbers('dozens', units.map((value, i) => (i % 50 === 0 ? value + 1 : value / 12)))], 'copy');
    expect(found.get('dozens')?.suspicions.find(({ kind }) => kind === 'copy')?.evidence).toMatchObject({ factor: 12 });
  });

  it('the order of the target under another scale', async () => {
    const found = await expectOnly([numbers('index', units.map((value) => -(Math.log(value + 2) ** 3)))], 'copy');
    expect(found.get('index')?.suspicions.find(({ kind }) => kind === 'copy')?.sentence).toContain('in the order of units');
  });

  it('parts that add up to the target', async () => {
    const abroad = units.map((value) => Math.floor(value * random.next()));
    await expectOnly([numbers('abroad', abroad, 'integer'), numbers('at_home', units.map((value, i) => value - abroad[i]!), 'integer')], 'sum');
  });

  it('parts of a total that gives the answer away; sums of honest columns are only noted', async () => {
    const five = reviews.map((value) => Math.round(value * 0.6 * random.next()));
    const left = reviews.map((value, i) => value - five[i]!);
    const found = await expectOnly([numbers('total', reviews, 'integer'), numbers('part_a', five, 'integer'), numbers('part_b', left, 'integer')], 'sum');
    expect(found.get('part_a')?.reason).toContain('part of total');

    const a = units.map(() => random.integer(5));
    const b = units.map(() => random.integer(5));
    const honest = await radar(tableOf([...honestShop().columns, numbers('badges', a.map((value, i) => value + b[i]!), 'integer'), numbers('badge_a', a, 'integer'), numbers('badge_b', b, 'integer')]));
    expect(accused(honest)).toEqual([]);
    expect(honest.get('badges')?.suspicions).toMatchObject([{ kind: 'sum', accuses: false, partners: ['badge_a', 'badge_b'] }]);
  });

  it('digits of an average that give away how many it was taken from', async () => {
    const average = reviews.map((count) => {
      if (count === 0) return 3;
      const stars = Array.from({ length: Math.min(count, 3000) }, () => 1 + random.integer(5));
      return Math.round((stars.reduce((sum, star) => sum + star, 0) / stars.length) * 100) / 100;
    });
    const found = await expectOnly([numbers('satisfaction', average)], 'granularity');
    const { digits, blurred } = found.get('satisfaction')!.suspicions.find(({ kind }) => kind === 'granularity')!.evidence;
    expect(Number(digits)).toBeGreaterThan(Number(blurred) + 0.05);
  });

  it('a value that stands in for "nothing yet"', async () => {
    const counted = units.map((value) => (value < 40 ? 0 : Math.round(value * (0.05 + 0.01 * random.next()))));
    const mark = counted.map((count) => (count === 0 ? 5 : Math.round((2.5 + random.next() * 2) * 1000) / 1000));
    const findings = await radar(tableOf([...honestShop().columns, numbers('counted', counted, 'integer'), numbers('grade', mark)]));
    expect(accused(findings)).toEqual(['counted', 'grade']);
    expect(findings.get('grade')?.suspicions.find(({ kind }) => kind === 'fake-default')).toMatchObject({ accuses: true, evidence: { value: 5 }, partners: ['counted'] });
  });

  it('a column that is empty just where little was sold', async () => {
    await expectOnly([numbers('average_paid', units.map((value) => (value < 30 ? NaN : 10 + Math.round(random.next() * 20))), 'integer')], 'missing-pattern');
  });

  it('text that repeats the target; text that repeats an honest column is only noted', async () => {
    await expectOnly([texts('subtitle', units.map((value) => `80 % liked it (${value.toLocaleString('en-US')} bought)`), 'text')], 'repeats-number');
    const shop = honestShop();
    const price = shop.columns.find(({ name }) => name === 'price');
    const label = price?.kind === 'number' ? [...price.values].map((value) => `only ${value} EUR`) : [];
    const honest = await radar(tableOf([...shop.columns, texts('label', label, 'text')]));
    expect(accused(honest)).toEqual([]);
    expect(honest.get('label')?.suspicions).toMatchObject([{ kind: 'repeats-number', accuses: false, partners: ['price'] }]);
  });

  it('rows sorted by what was sold, with their number as a column', async () => {
    const order = units.map((value, i) => ({ i, key: Math.log1p(value) + random.normal() })).sort((a, b) => b.key - a.key).map(({ i }) => i);
    const sorted = honestShop().columns.map((column): TrainingColumn => (column.kind === 'number' ? { ...column, values: Float64Array.from(order, (i) => column.values[i]!) } : { ...column, codes: Int32Array.from(order, (i) => column.codes[i]!) }));
    const findings = await radar(tableOf([...sorted, numbers('position', order.map((_, i) => i + 1), 'integer')]));
    expect(accused(findings)).toEqual(['position']);
    expect(findings.get('position')?.suspicions).toMatchObject([{ kind: 'row-order', accuses: true }]);
  });

  it.each(['reviews', 'anzahlBewertungen', 'nombre_avis', 'reseñas', 'units_returned', 'page_views', 'Umsätze', '销量'])('the name %s, where it tells something as well', async (name) => {
    await expectOnly([numbers(name, units.map((value) => Math.log1p(value) + random.normal() * 1.2))], 'name');
    const noise = await radar(tableOf([...honestShop().columns, numbers(name, units.map(() => random.next()))]));
    expect(noise.get(name)).toMatchObject({ leak: false, suspicions: [{ kind: 'name', accuses: false }] });
  });

  it.each(['merchant_rating_count', 'units_per_pack', 'sold_by', 'reviewer', 'preview'])('the name %s accuses nobody', async (name) => {
    const findings = await radar(tableOf([...honestShop().columns, numbers(name, units.map((value) => Math.log1p(value) + random.normal() * 1.2))]));
    expect(accused(findings)).toEqual([]);
  });

  it('hears the analyst: what is said to be known before launch is shown, and not held to be a leak', async () => {
    const last = numbers('last_years', units.map((value) => value * Math.exp(random.normal() * 0.2)));
    const table = tableOf([...honestShop().columns, last]);
    expect(accused(await radar(table))).toEqual(['last_years']);
    const vouched = await radar(table, [{ name: 'last_years', knownWhen: 'before-launch', saidSo: true }]);
    expect(accused(vouched)).toEqual([]);
    expect(vouched.get('last_years')?.reason).toContain('You said that last_years is known before launch');
  });

  it.each([1, 2, 3])('a permuted target kills every suspicion that leans on the target, seed %i', async (seed) => {
    const five = reviews.map((value) => Math.round(value * 0.6));
    const shuffled = shuffle(Float64Array.from(units), createRandom(seed));
    const table = tableOf([
      numbers('units', shuffled, 'integer'),
      ...honestShop().columns.slice(1),
      numbers('copy', units.map((value) => value * 2)),
      numbers('reviews', reviews, 'integer'),
      numbers('five', five, 'integer'),
      numbers('other', reviews.map((value, i) => value - five[i]!), 'integer'),
      numbers('empty', units.map((value) => (value < 30 ? NaN : 1 + random.integer(9)))),
      texts('subtitle', units.map((value) => `${value} bought`), 'text'),
    ]);
    const findings = await radar(table, ['reviews', 'five'].map((name) => ({ name, knownWhen: 'after-sale' })));
    expect(accused(findings)).toEqual([]);
    expect([...findings.values()].flatMap(({ suspicions }) => suspicions.filter(({ accuses }) => accuses))).toEqual([]);
  });
});
