/** All commands. A new one is one object and one entry here. */
import type { Command } from './command';
import { checkCommand } from './check';
import { checkpointHistoryCommand, checkpointListCommand, checkpointOverrideCommand, checkpointRemoveCommand, checkpointRunCommand, checkpointSaveCommand } from './checkpoints';
import { profileCommand, showCommand, verifyCommand } from './data';
import { demoCommand } from './demo';
import { diffCommand } from './diff';
import { driftTestCommand } from './driftTest';
import { explainCommand } from './explain';
import { featuresCommand } from './features';
import { predictCommand, reportCommand } from './forecast';
import { exportCommand, importDataCommand, importRunsCommand } from './interop';
import { importCommand } from './import';
import { schemaConvertCommand, schemaInferCommand, validateCommand } from './quality';
import { leaksCommand } from './leaks';
import { lineageCommand } from './lineage';
import { pipelineExportCommand } from './pipelineExport';
import { pipelineDecideCommand, pipelineListCommand, pipelineResumeCommand, pipelineRunCommand, pipelineSaveCommand, pipelineShowCommand, pipelineWatchCommand } from './pipelines';
import { repairCommand } from './repair';
import { recipesCommand, recipesExportCommand, recipesImportCommand, recipesShowCommand } from './recipes';
import { gateCommand, gateRulesCommand, ledgerCommand, promoteCommand, rollbackCommand } from './registry';
import { scoreServerCommand } from './scoreServer';
import { forecastCommand } from './series';
import { driftCommand, monitorAlertsCommand, monitorHistoryCommand, monitorRunCommand } from './monitoring';
import { serveCommand } from './serve';
import { syncCommand } from './sync';
import { compareCommand, runsCommand, trainCommand } from './training';
import { gcCommand } from './upkeep';
import { noteCommand, restoreCommand, snapshotsCommand, trashCommand } from './versions';

export const commands: readonly Command[] = [
  importCommand,
  showCommand,
  snapshotsCommand,
  restoreCommand,
  noteCommand,
  trashCommand,
  diffCommand,
  recipesCommand,
  recipesShowCommand,
  recipesExportCommand,
  recipesImportCommand,
  profileCommand,
  lineageCommand,
  schemaInferCommand,
  schemaConvertCommand,
  validateCommand,
  repairCommand,
  checkCommand,
  checkpointSaveCommand,
  checkpointListCommand,
  checkpointRunCommand,
  checkpointHistoryCommand,
  checkpointOverrideCommand,
  checkpointRemoveCommand,
  leaksCommand,
  trainCommand,
  runsCommand,
  compareCommand,
  gateRulesCommand,
  gateCommand,
  promoteCommand,
  rollbackCommand,
  ledgerCommand,
  predictCommand,
  forecastCommand,
  explainCommand,
  featuresCommand,
  reportCommand,
  driftCommand,
  driftTestCommand,
  exportCommand,
  importRunsCommand,
  importDataCommand,
  pipelineExportCommand,
  pipelineListCommand,
  pipelineShowCommand,
  pipelineSaveCommand,
  pipelineRunCommand,
  pipelineResumeCommand,
  pipelineDecideCommand,
  pipelineWatchCommand,
  monitorRunCommand,
  monitorHistoryCommand,
  monitorAlertsCommand,
  serveCommand,
  syncCommand,
  scoreServerCommand,
  verifyCommand,
  gcCommand,
  demoCommand,
];
