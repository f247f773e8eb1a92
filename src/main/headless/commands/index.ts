/** All commands. A new one is one object and one entry here. */
import type { Command } from './command';
import { importCommand, profileCommand, showCommand, snapshotsCommand, verifyCommand } from './data';
import { demoCommand } from './demo';
import { explainCommand, predictCommand, reportCommand } from './forecast';
import { schemaInferCommand, validateCommand } from './quality';
import { serveCommand } from './serve';
import { compareCommand, promoteCommand, runsCommand, trainCommand } from './training';

export const commands: readonly Command[] = [
  importCommand,
  showCommand,
  snapshotsCommand,
  profileCommand,
  schemaInferCommand,
  validateCommand,
  trainCommand,
  runsCommand,
  compareCommand,
  promoteCommand,
  predictCommand,
  explainCommand,
  reportCommand,
  serveCommand,
  verifyCommand,
  demoCommand,
];
