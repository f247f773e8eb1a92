/** The words of checkpoints: what was found, what is blocked, and how to go on. */
const count = (value: number, one: string, many: string): string => `${value.toLocaleString('en-US')} ${value === 1 ? one : many}`;
const list = (messages: readonly string[], all: number): string => `${messages.join('; ')}${all > messages.length ? `; and ${(all - messages.length).toLocaleString('en-US')} more` : ''}`;

const verdicts = { passed: 'passed', noted: 'noted something in', warned: 'warns of', blocked: 'blocks' } as const;

export const checkpointMessages = {
  finding: (subject: string, rule: string, failures: number, observed: string | undefined): string => `${subject}: ${rule}${failures > 0 ? ` fails in ${count(failures, 'row', 'rows')}` : ` does not hold${observed === undefined ? '' : ` (${observed})`}`}`,
  notRun: (reason: string): string => `The checks could not be run: ${reason}`,
  notice: (checkpoint: string, verdict: keyof typeof verdicts, data: string): string => `The checkpoint “${checkpoint}” ${verdicts[verdict]} ${data}`,
  progress: (checkpoint: string): string => `Running the checkpoint ${checkpoint}`,
  standing: { blocked: (data: string): string => `${data} is blocked by a checkpoint.`, warned: (data: string): string => `A checkpoint warns of ${data}.`, reason: (messages: readonly string[], all: number): string => `${list(messages, all)}.`, link: 'See the checkpoints' },
  imported: {
    setAside: (rows: number, before: string, kept: string): string => `${count(rows, 'row that fails was', 'rows that fail were')} set aside: ${kept} is in use without them, ${before} has them still. The next file of this shape is read the same way.`,
    notSetAside: (reason: string): string => `The rows that fail could not be set aside, so the version is blocked as it is: ${reason}`,
    noted: (checkpoint: string, messages: readonly string[], all: number): string => `The checkpoint “${checkpoint}” noted: ${list(messages, all)}.`,
    warned: (checkpoint: string, messages: readonly string[], all: number): string => `The checkpoint “${checkpoint}” warns: ${list(messages, all)}.`,
    blocked: (checkpoint: string, messages: readonly string[], all: number): string => `The checkpoint “${checkpoint}” blocks this version, so that no model is trained on it: ${list(messages, all)}.`,
  },
  refused: {
    blocked: (data: string, messages: readonly string[], all: number): string => `${data} is blocked, so nothing was trained: ${list(messages, all)}. Mend the file and import it again, or open Quality, Checkpoints and use the version anyway with a reason (command: checkpoint override).`,
    notBlocked: (data: string): string => `${data} is not blocked, so there is nothing to override.`,
    unknown: 'This checkpoint is not known. It may have been removed.',
    nameTaken: (name: string): string => `There is a checkpoint named “${name}” already. Choose another name.`,
    noSchema: (dataset: string): string => `No rules are kept for ${dataset} yet. Keep its rules on the Quality page first, then make a checkpoint of them.`,
    noSchedule: 'A checkpoint on a schedule needs to know when. Give it a schedule.',
    cron: (cron: string, fault: string): string => `The schedule ${cron} cannot be read: ${fault}.`,
    noVersion: (dataset: string): string => `${dataset} has no version to look at.`,
    otherDataset: (checkpoint: string, data: string): string => `${data} belongs to another dataset than the checkpoint “${checkpoint}” looks at.`,
  },
} as const;
