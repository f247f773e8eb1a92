/**
 * Two to four devices, one folder, an adversary, and an oracle that knows only what people saw and wrote.
 * The same steps give the same run. What must hold: nothing acknowledged is lost (V1), devices at rest are equal (V2),
 * in whatever order things came (V3), nobody touches files of others (V4), a sync with nothing new writes nothing (V5),
 * bytes with a wrong hash are never used (V6), and what is not there was not deleted (V7).
 */
import { canonicalJson } from '@engine/kernel/hashing';
import { createRandom } from '@engine/math';
import { createOracle } from './oracle';
import { createSimulatedDevice, keyOf, type CellKind, type SimulatedDevice } from './simulatedDevice';
import { Crash, createSimulatedShare, type Dice } from './simulatedShare';

const stepKinds = ['add', 'note', 'lead', 'remove', 'restore', 'capture', 'sync', 'deliver', 'hide', 'crash', 'clock', 'resolve', 'clone'] as const;

export interface Step {
  readonly kind: (typeof stepKinds)[number];
  /** Which device. */
  readonly actor: number;
  /** Everything else that must be chosen. */
  readonly seed: number;
}

/** What people and the adversary do most often stands more than once. */
export const likelySteps: readonly Step['kind'][] = [...stepKinds, 'note', 'note', 'note', 'lead', 'lead', 'sync', 'sync', 'sync', 'sync', 'deliver', 'deliver', 'deliver', 'deliver', 'deliver', 'add', 'crash'];

const mostDevices = 4;
const calmRounds = 12;

export interface SimulationResult {
  readonly failures: readonly string[];
  /** How much of what the run is for really happened. */
  readonly counts: { readonly devices: number; readonly things: number; readonly crashes: number; readonly questions: number; readonly files: number };
}

export async function simulate(devicesAtStart: number, steps: readonly Step[]): Promise<SimulationResult> {
  const share = createSimulatedShare();
  const devices = Array.from({ length: devicesAtStart }, (_, i) => createSimulatedDevice(`device-${i}`, share, null, new Map()));
  const oracle = createOracle();
  const failures: string[] = [];
  let written = 0;
  let crashes = 0;
  let questions = 0;

  async function perform({ kind, actor, seed }: Step): Promise<void> {
    const device = devices[actor % devices.length];
    if (!device) return;
    const random = createRandom(seed);
    const dice: Dice = (bound) => random.integer(bound);
    const things = device.things();
    const thing = things[dice(Math.max(1, things.length))];
    switch (kind) {
      case 'add':
        written += 1;
        device.addThing(`t${written}`, `content ${dice(20)}`);
        oracle.add(`t${written}`);
        return;
      case 'note':
        if (thing !== undefined) edit(device, 'note', thing, `note ${++written}`);
        return;
      case 'lead':
        if (thing !== undefined && device.read('leader', '') !== thing) edit(device, 'leader', thing, thing);
        return;
      case 'remove':
        if (thing !== undefined) device.write('gone', thing, ++written);
        return;
      case 'restore':
        if (thing !== undefined) device.write('gone', thing, null);
        return;
      case 'capture':
        device.capture();
        return;
      case 'sync':
        await attempt(device);
        return;
      case 'crash':
        share.crashAfter(device.name, dice(30));
        await attempt(device);
        share.crashAfter(device.name, null);
        return;
      case 'deliver':
        share.deliver(device.name, dice);
        return;
      case 'hide':
        share.hide(device.name, dice);
        return;
      case 'clock':
        device.moveClock((dice(3) - 1) * 86_400_000 * (dice(5) === 0 ? 400 : 1) + dice(60_000));
        return;
      case 'resolve': {
        const conflicts = device.conflicts();
        const conflict = conflicts[dice(Math.max(1, conflicts.length))];
        const value = conflict?.values[dice(Math.max(1, conflict.values.length))];
        if (!conflict || !value) return;
        device.capture();
        if (!conflict.key.endsWith('/gone')) oracle.write(conflict.key, visible(device, conflict.key), canonicalJson(value.value));
        device.resolve(conflict.key, value.stamp);
        return;
      }
      case 'clone':
        if (devices.length < mostDevices) clone(device);
        return;
    }
  }

  /** Two computers with one profile: what was written before belongs to both. */
  function clone(device: SimulatedDevice): void {
    const copy = createSimulatedDevice(`device-${devices.length}`, share, device.image(), device.objects());
    copy.moveClock(17);
    devices.push(copy);
  }

  function edit(device: SimulatedDevice, kind: CellKind, thing: string, value: string): void {
    const key = keyOf(kind, thing);
    oracle.write(key, visible(device, key), canonicalJson(value));
    device.write(kind, thing, value);
  }

  async function attempt(device: SimulatedDevice): Promise<void> {
    const before = device.things();
    try {
      await device.sync();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      crashes += 1;
    }
    questions = Math.max(questions, device.conflicts().length);
    const after = new Set(device.things());
    for (const thing of before) if (!after.has(thing)) failures.push(`V7: ${device.name} lost ${thing} in a sync`);
    for (const sha256 of device.damagedObjects()) failures.push(`V6: ${device.name} took damaged bytes as ${sha256.slice(0, 8)}`);
  }

  // All know two things before they part.
  for (const seed of [1, 2]) await perform({ kind: 'add', actor: 0, seed });
  for (const device of devices) {
    await attempt(device);
    share.deliverAll(() => 1);
  }
  for (const step of steps) await perform(step);

  const random = createRandom(steps.length + 1);
  for (let round = 0; round < calmRounds; round++) {
    share.deliverAll((bound) => random.integer(bound));
    for (const device of devices) await attempt(device);
  }
  const writes = share.writes();
  for (const device of devices) await attempt(device);
  if (share.writes() !== writes) failures.push(`V5: ${share.writes() - writes} files were written with nothing new`);
  failures.push(...share.violations.map((violation) => `V4: ${violation}`));
  const [first, ...others] = devices;
  for (const other of others) if (first && other.digest() !== first.digest()) failures.push(`V2: ${other.name} differs from ${first.name}:\n${other.digest()}\n${first.digest()}`);
  for (const device of devices) {
    if (device.unread() > 0) failures.push(`V1: ${device.name} could not take ${device.unread()} operations`);
    failures.push(...oracle.missing(device.things(), (key) => visible(device, key)).map((what) => `V1: ${device.name} lost ${what}`));
  }
  return { failures, counts: { devices: devices.length, things: devices[0]?.things().length ?? 0, crashes, questions, files: share.writes() } };
}

/** What a person at this device can see of a cell: what holds, and what stands beside it as a conflict. */
function visible(device: SimulatedDevice, key: string): string[] {
  const [, thing = ''] = key.split('/');
  const value = key === 'leader' ? device.read('leader', '') : device.read('note', thing);
  const beside = device.conflicts().filter((conflict) => conflict.key === key).flatMap(({ values }) => values.map((each) => canonicalJson(each.value)));
  return [canonicalJson(value), ...beside];
}
