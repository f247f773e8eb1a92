/** All drift methods. A new one is one file and one line here, and its words in messages/monitoring. */
import { EngineError } from '@shared/contract/errors';
import { driftMethodNames, type DriftMethodName, type DriftType } from '@shared/areas/monitoring';
import { absoluteTextContent } from './absoluteTextContent';
import { andersonDarling } from './andersonDarling';
import { chiSquare } from './chiSquare';
import { cramerVonMises } from './cramerVonMises';
import { energyDistance } from './energyDistance';
import { eppsSingleton } from './eppsSingleton';
import { fisherExact } from './fisherExact';
import { gTest } from './gTest';
import { hellinger } from './hellinger';
import { jensenShannon } from './jensenShannon';
import { klDivergence } from './klDivergence';
import { kolmogorovSmirnov } from './kolmogorovSmirnov';
import { mannWhitney } from './mannWhitney';
import { maximumMeanDiscrepancy } from './maximumMeanDiscrepancy';
import type { DriftMethod } from './method';
import { percentileTextContent } from './percentileTextContent';
import { proportions } from './proportions';
import { psi } from './psi';
import { studentT } from './studentT';
import { totalVariation } from './totalVariation';
import { wasserstein } from './wasserstein';

export type { CountedMethod, DriftMethod, Judgement, Measure, TextMethod } from './method';

const all: readonly DriftMethod[] = [
  psi,
  klDivergence,
  jensenShannon,
  wasserstein,
  hellinger,
  kolmogorovSmirnov,
  chiSquare,
  proportions,
  andersonDarling,
  cramerVonMises,
  eppsSingleton,
  mannWhitney,
  studentT,
  energyDistance,
  gTest,
  fisherExact,
  totalVariation,
  maximumMeanDiscrepancy,
  absoluteTextContent,
  percentileTextContent,
];

export const driftMethods: ReadonlyMap<DriftMethodName, DriftMethod> = new Map(all.map((method) => [method.name, method]));

/** Throws `invalid-input` where there is no such method. */
export function methodNamed(name: string): DriftMethod {
  const known = driftMethodNames.find((each) => each === name);
  const method = known && driftMethods.get(known);
  if (!method) throw new EngineError('invalid-input', `There is no drift method ${name}. There are: ${driftMethodNames.join(', ')}.`, { method: name });
  return method;
}

/** Throws `invalid-input` where the method is not made for this type of column. */
export function assertApplicable(method: DriftMethod, type: DriftType): void {
  if (!method.types.includes(type)) throw new EngineError('invalid-input', `The method ${method.name} is for columns of type ${method.types.join(' or ')}, not ${type}.`, { method: method.name, type });
}

/** Methods for a type of column, in the registry's order. */
export function methodsFor(type: DriftType): readonly DriftMethod[] {
  return all.filter((method) => method.types.includes(type));
}
