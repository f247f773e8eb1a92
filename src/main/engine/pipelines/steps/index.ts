/** All kinds of step. A new one is one file and one line here, and its name in the contract. */
import type { StepKind } from '@shared/areas/pipelineDefinition';
import type { StepDefinition } from '../step';
import { approveStep } from './approveStep';
import { driftStep } from './driftStep';
import { evaluateStep } from './evaluateStep';
import { exportStep } from './exportStep';
import { gateStep } from './gateStep';
import { importStep } from './importStep';
import { profileStep } from './profileStep';
import { promoteStep } from './promoteStep';
import { reportStep } from './reportStep';
import { scoreStep } from './scoreStep';
import { trainStep } from './trainStep';
import { validateStep } from './validateStep';

export const stepDefinitions: Readonly<Record<StepKind, StepDefinition>> = {
  import: importStep,
  validate: validateStep,
  profile: profileStep,
  train: trainStep,
  evaluate: evaluateStep,
  gate: gateStep,
  approve: approveStep,
  promote: promoteStep,
  score: scoreStep,
  report: reportStep,
  drift: driftStep,
  export: exportStep,
};
