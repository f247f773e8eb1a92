/** What the engine says about where the analyst stands. */

const count = (value: number, noun: string): string => `${value.toLocaleString('en-US')} ${noun}${value === 1 ? '' : 's'}`;

export const projectMessages = {
  links: { decide: 'Decide', check: 'Check it', review: 'Review', evidence: 'Evidence', runs: 'See the runs', race: 'See the race', forecast: 'Open forecast', again: 'Forecast again', changed: 'See the data' },
  data: {
    unchecked: (data: string): string => `${data} is not checked yet.`,
    uncheckedReason: (rows: number): string => `${count(rows, 'row')} wait for their first check.`,
    failing: (failed: number, checks: number, data: string): string => `${failed} of ${count(checks, 'check')} fail in ${data}.`,
    failingReason: (critical: boolean, worst: readonly string[]): string => `${critical ? 'At least one of them is critical: ' : 'None of them is critical: '}${worst.join('; ')}.`,
    failure: (rows: number, column: string, rule: string): string => `${count(rows, 'row')} of ${column} break “${rule}”`,
    passing: (checks: number, data: string): string => `All ${count(checks, 'check')} pass in ${data}.`,
    passingReason: (rows: number): string => `${count(rows, 'row')} were checked.`,
  },
  champion: {
    none: 'There is no champion yet.',
    noneReason: (best: string, score: string, baseline: string | null): string => `The best run is ${best} with ${score}${baseline === null ? '' : `, against ${baseline} for the best simple rule`}.`,
    leak: 'The champion uses columns that give the answer away.',
    leakReason: 'Its score cannot be reached on a new product. Promote a run without them.',
    beats: (foldsBetter: number, folds: number): string => `The champion beats the baseline on ${foldsBetter} of ${folds} folds.`,
    beatsReason: (metric: string, gain: string, from: string, to: string): string => `Gain in ${metric} ${gain}, interval ${from} to ${to}.`,
    unclear: 'The champion is not clearly better than a simple rule.',
    worse: 'A simple rule is better than the champion.',
    rule: 'The champion is a simple rule.',
    older: (data: string): string => `The champion was trained before ${data} arrived.`,
    olderReason: (rows: number, trainedOn: string): string => `The new version has ${count(rows, 'row')}; the champion learned from ${trainedOn}.`,
  },
  forecast: {
    stale: (day: string): string => `The forecast is stale: new file since ${day}.`,
    staleReason: (data: string, rows: number, made: string, from: string): string => `${data} has ${count(rows, 'row')}; the forecast of ${made} was made from ${from}.`,
    otherModel: 'The forecast was made by another model than the champion.',
    otherModelReason: (made: number, champion: number): string => `It comes from run ${made}; the champion is run ${champion}.`,
    fresh: 'The forecast is fresh.',
    freshReason: (made: string, data: string, rows: number): string => `Made ${made} from ${data}, ${count(rows, 'row')}.`,
  },
  race: {
    interrupted: (number: number): string => `Race ${number} was interrupted.`,
    interruptedReason: (done: number, total: number): string => `${done} of ${count(total, 'fold')} are kept; resume it from the jobs.`,
  },
  pipeline: { waits: (number: number): string => `Pipeline run ${number} waits for you.` },
  due: {
    decide: (number: number) => ({ title: `Decide on pipeline run ${number}`, reason: 'The gate cannot tell, or you wanted to be asked. The champion stays in place until you decide.', action: 'Decide' }),
    import: { title: 'Bring your data', reason: 'Drop a CSV of your products or sales, or begin with a sample.', action: 'Import a file' },
    check: (data: string, rows: number) => ({ title: `Check ${data}`, reason: `${count(rows, 'row')} are in; see whether they can be trusted.`, action: 'Check it' }),
    review: (data: string, failed: number) => ({ title: `Review ${data}`, reason: `${count(failed, 'check')} need a decision before the data is used.`, action: 'Review' }),
    train: (data: string) => ({ title: `Train on ${data}`, reason: 'A race compares simple rules and models on rows they have not seen.', action: 'Set up a race' }),
    promote: (best: string) => ({ title: 'Choose a champion', reason: `${best} leads. Promote a run, and say why.`, action: 'See the runs' }),
    forecast: (data: string) => ({ title: `Forecast ${data}`, reason: 'The champion is ready; score the rows with their ranges.', action: 'Forecast' }),
    again: (data: string) => ({ title: `Forecast ${data} again`, reason: 'The last forecast no longer fits the data or the champion.', action: 'Forecast again' }),
  },
  samples: {
    notEmpty: 'This project holds data already. The samples go into an empty project only.',
    missing: 'The samples that come with Almanac are not where they should be. Install Almanac again.',
    failed: (name: string): string => `The sample ${name} could not be imported.`,
    importing: (name: string): string => `Importing ${name}`,
  },
  /** Title of the project's name where it travels through a shared folder. */
  sharedName: 'name of the project',
} as const;
