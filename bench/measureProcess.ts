/** A program run to its end, with its time and the highest memory it and its children held. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const sampleEveryMs = 10;

export interface MeasuredRun {
  readonly ms: number;
  readonly peakBytes: number;
  readonly output: string;
}

/** Runs a program to its end, which must have one of the codes: time from its start, and the highest memory it and its children held. Memory is known on Linux only. */
export function measureProcess(program: string, args: readonly string[], codes: readonly number[] = [0]): Promise<MeasuredRun> {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const peaks = new Map<number, number>();
  const timer = setInterval(() => notePeaks(child.pid ?? 0, peaks), sampleEveryMs);
  let complaint = '';
  let output = '';
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString('utf8')));
  child.stderr.on('data', (piece: Buffer) => (complaint += piece.toString('utf8')));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      clearInterval(timer);
      if (codes.includes(code ?? -1)) done({ output, ms: performance.now() - start, peakBytes: [...peaks.values()].reduce((sum, peak) => sum + peak, 0) });
      else fail(new Error(`${program} ended with ${code}: ${complaint.slice(-500)}`));
    });
  });
}

/** The kernel keeps each process's own peak, so the last look before the end tells it. */
function notePeaks(pid: number, peaks: Map<number, number>): void {
  if (process.platform !== 'linux' || pid === 0) return;
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (peak !== undefined) peaks.set(pid, Number(peak) * 1024);
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      for (const child of readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ')) if (child !== '') notePeaks(Number(child), peaks);
    }
  } catch {
    // The process has just ended.
  }
}
