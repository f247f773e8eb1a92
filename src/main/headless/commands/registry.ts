/** gate, gate rules, promote, rollback, ledger. */
import { aliases, type Decision } from '@shared/areas/registry';
import type { GateEvaluation } from '@shared/areas/gates';
import { baselineKinds } from '@shared/areas/tracking';
import { tellDecision } from '@shared/messages/ledger';
import { argument, usageError, type Command } from './command';
import { readDocument, writeDocument } from './documents';
import { findRun } from './references';
import { formatTable } from './table';

function tellEvaluation(evaluation: GateEvaluation): string {
  return [`Run ${evaluation.runNumber}: ${evaluation.verdict}`, formatTable(['rule', 'verdict', 'reason'], evaluation.rules.map(({ rule, state, reason }) => [rule.rule, state, reason]))].join('\n');
}

export const gateCommand: Command = {
  name: 'gate',
  usage: 'gate RUN',
  options: {},
  async run(context) {
    const connection = await context.connect();
    const run = await findRun(connection, argument(context, 0, 'a run'));
    const evaluation = await connection.runJob('registry.gate', { runId: run.id });
    return { json: evaluation, text: tellEvaluation(evaluation), exitCode: evaluation.verdict === 'pass' ? 0 : 1 };
  },
};

export const gateRulesCommand: Command = {
  name: 'gate rules',
  usage: 'gate rules [--from FILE.json] [-o FILE.json]',
  options: { from: { type: 'string' }, output: { type: 'string', short: 'o' } },
  async run(context) {
    const from = context.options.path('from');
    const output = context.options.path('output');
    const document = from === undefined ? null : readDocument(from, 'gate rules');
    const { client } = await context.connect();
    if (document !== null) await client.call('registry.saveRules', { document });
    const saved = await client.call('registry.rules', {});
    if (output !== undefined) writeDocument(output, saved.document);
    return { json: { version: saved.version, rules: saved.rules, ...(output === undefined ? {} : { written: output }) }, text: output === undefined ? saved.document.trimEnd() : `Wrote ${saved.rules.length} rules to ${output}.` };
  },
};

export const promoteCommand: Command = {
  name: 'promote',
  usage: 'promote RUN --as champion|challenger --reason TEXT [--override]',
  options: { as: { type: 'string' }, reason: { type: 'string' }, override: { type: 'boolean' } },
  async run(context) {
    const reason = context.options.required('reason');
    const alias = context.options.choice('as', aliases) ?? 'champion';
    const connection = await context.connect();
    const run = await findRun(connection, argument(context, 0, 'a run'));
    if (baselineKinds.includes(run.model)) context.say(`Run ${run.number} is a baseline.`);
    // A challenger only stands beside the champion; the gate is asked when it is to take over.
    const evaluation = alias === 'champion' ? await connection.runJob('registry.gate', { runId: run.id }) : null;
    const decision = await connection.client.call('registry.promote', { runId: run.id, alias, reason, override: context.options.flag('override'), ...(evaluation && { gateId: evaluation.gateId }) });
    return {
      json: { verdict: evaluation?.verdict ?? 'pass', reasons: evaluation?.reasons ?? [decision.reason], decision, ...(evaluation && { gate: evaluation }) },
      text: [tellDecision(decision), ...(evaluation && decision.kind === 'refused' ? [tellEvaluation(evaluation)] : [])].join('\n'),
      exitCode: decision.kind === 'refused' ? 1 : 0,
    };
  },
};

export const rollbackCommand: Command = {
  name: 'rollback',
  usage: 'rollback [--as champion|challenger] [--model NAME] --reason TEXT',
  options: { as: { type: 'string' }, model: { type: 'string' }, reason: { type: 'string' } },
  async run(context) {
    const reason = context.options.required('reason');
    const alias = context.options.choice('as', aliases) ?? 'champion';
    const { client } = await context.connect();
    const decision = await client.call('registry.rollback', { alias, reason, model: context.options.text('model') });
    return { json: { decision }, text: tellDecision(decision) };
  },
};

export const ledgerCommand: Command = {
  name: 'ledger',
  usage: 'ledger [--at DATE] [--model NAME]',
  options: { at: { type: 'string' }, model: { type: 'string' } },
  async run(context) {
    const at = context.options.text('at');
    const time = at === undefined ? null : readMoment(at);
    const { client } = await context.connect();
    const model = context.options.text('model');
    const inUse = time === null ? null : await client.call('registry.championAt', { time, model });
    const all = await client.call('registry.ledger', {});
    const entries = all.filter((entry) => (model === undefined || entry.modelName === model || entry.modelId === model) && (time === null || entry.decidedAt <= time));
    return {
      json: { entries, ...(time === null ? {} : { championAt: inUse }) },
      text: [
        ...(time === null ? [] : [inUse ? `In use then: version ${inUse.version ?? 0}, run ${inUse.runNumber} (${inUse.model}).` : 'No champion was in use then.']),
        entries.length === 0 ? 'No entries. Promote a run first.' : formatTable(['when', 'what', 'why'], entries.map((entry: Decision) => [new Date(entry.decidedAt).toISOString().slice(0, 16).replace('T', ' '), tellDecision(entry), entry.reason])),
      ].join('\n'),
    };
  },
};

const dayMs = 86_400_000;

/** A day means its end, UTC. */
function readMoment(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw usageError(`--at needs a date such as 2026-05-12, not "${text}".`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? time + dayMs - 1 : time;
}
