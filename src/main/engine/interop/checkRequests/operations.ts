/** The operations of single checks, by name: each family is one file. */
import { EngineError } from '@shared/contract/errors';
import { answerDriftRequest } from '../../monitoring';
import { alertOperations } from './alertLife';
import { columnOperations } from './columnCounts';
import { inferenceOperations } from './inferSchema';
import { cellOperations } from './parseCell';
import { profileOperations } from './profileRules';
import type { Answer, Operations, RequestContext } from './request';
import { schemaOperations } from './schemaRules';
import { tableOperations } from './tableChecks';

const operations: Operations = {
  ...cellOperations,
  ...inferenceOperations,
  ...schemaOperations,
  ...tableOperations,
  ...columnOperations,
  ...profileOperations,
  ...alertOperations,
  regression: answerDriftRequest,
  'error-bias': answerDriftRequest,
};

/** Throws `invalid-input` where there is no such operation. */
export function answerOperation(name: string, request: unknown, context: RequestContext): Answer {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) throw new EngineError('invalid-input', `There is no operation ${name}. There are: ${Object.keys(operations).join(', ')}.`);
  return operation(request, context);
}
