/** A command of the built program that answers each line of its standard input. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './builtProgram';

/** How it is called, for those who replay cases through it. */
export function lineProgram(command: string): readonly [string, ...string[]] {
  return [process.execPath, join(root, 'out/main/cli.cjs'), command, '--stdin'];
}

/** The answers, in order. */
export function answerLines([node, ...args]: readonly [string, ...string[]], lines: readonly string[]): Promise<unknown[]> {
  const child = spawn(node, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  child.stdin.end(`${lines.join('\n')}\n`);
  return new Promise((done) => child.on('close', () => done(text.trim().split('\n').map((line) => JSON.parse(line) as unknown))));
}
