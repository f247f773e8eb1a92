/**
 * A project with a story, from the shipped samples, for pictures and for the walk through every screen: weekly sales are
 * forecast; the first part of the shop is imported, checked and raced with and without what is known only after sale, a
 * champion is kept; then the whole shop arrives, is looked at for drift and goes through the pipeline; the project is
 * shared with a folder. `node scripts/sampleStory.mjs DIR` makes it in DIR/Summer shop; `--brief` behind it leaves out what
 * takes longest and gives no screen another shape: most of the series, and the neural network.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './say.mjs';

const shop = join(projectRoot, 'resources', 'samples', 'summer-shop.csv');
const weekly = join(projectRoot, 'resources', 'samples', 'online-retail-weekly.csv');
const afterSale = ['rating', 'rating_count', 'rating_five_count', 'rating_four_count', 'rating_three_count', 'rating_two_count', 'rating_one_count'];
const setUp = ['--target', 'units_sold', '--group-by', 'merchant_id', '--one-row-per', 'product_id', '--folds', '5'];
/** Rows of the shop that the first version holds. */
const firstRows = 900;

/** The table of weeks stands series by series. */
const lastLineOfSeries30 = 1 + 30 * 53;

/** `work` takes the files that the story needs, `team` is the shared folder. */
export function tellSampleStory({ project, work, team, isBrief = false }) {
  function almanac(...command) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(projectRoot, 'out', 'main', 'cli.cjs'), ...command, '--project', project, '--json', '--quiet'], { encoding: 'utf8', maxBuffer: 1e9 });
    // 1 is a verdict, such as a gate that refuses.
    if (status !== 0 && status !== 1) throw new Error(`almanac ${command[0]} ended with ${status}: ${stdout} ${stderr}`);
    return JSON.parse(stdout);
  }

  const sales = isBrief ? headOf(weekly, lastLineOfSeries30, join(work, 'online-retail-weekly.csv')) : weekly;
  almanac('forecast', sales, '--target', 'units', '--date', 'week_start', '--group', 'sku', '--horizon', '4');
  const part = headOf(shop, 1 + firstRows, join(work, 'summer-shop.csv'));
  almanac('import', part, '--name', 'summer-shop');
  almanac('validate', 'summer-shop');
  almanac('train', 'summer-shop', ...setUp, '--models', 'mean,median,ridge,gradient-boosting');
  const five = isBrief ? ['--models', 'median,ridge,random-forest,gradient-boosting,average'] : [];
  const { best } = almanac('train', 'summer-shop', ...setUp, ...five, ...afterSale.flatMap((column) => ['--exclude', column]));
  almanac('promote', best, '--as', 'champion', '--reason', 'Lowest error of five models on merchants it has not seen.');
  almanac('pipeline', 'save', 'monthly-forecast', '--dataset', 'summer-shop');
  almanac('pipeline', 'run', 'monthly-forecast');
  almanac('pipeline', 'decide', 'monthly-forecast@1', '--refuse', '--reason', 'The same data and the same answer: the champion stays.');
  almanac('import', shop, '--name', 'summer-shop');
  almanac('validate', 'summer-shop');
  almanac('monitor', 'run', '--current', 'summer-shop');
  almanac('pipeline', 'run', 'monthly-forecast');
  almanac('pipeline', 'decide', 'monthly-forecast@2', '--approve', '--reason', 'It has seen 420 more listings, and is not worse.');
  almanac('pipeline', 'run', 'monthly-forecast');
  almanac('predict', 'summer-shop', '-o', join(work, 'forecast.csv'));
  mkdirSync(team, { recursive: true });
  almanac('sync', team);
}

/** Those lines of a file as a file of their own; returns its path. */
function headOf(from, lines, to) {
  writeFileSync(to, `${readFileSync(from, 'utf8').split('\n').slice(0, lines).join('\n')}\n`);
  return to;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [work = '.', length] = process.argv.slice(2);
  tellSampleStory({ project: join(work, 'Summer shop'), work, team: join(work, 'Team folder'), isBrief: length === '--brief' });
}
