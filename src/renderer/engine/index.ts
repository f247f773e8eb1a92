/** Everything a view needs to talk to the engine. */
export { useConnection, useEngine, useEngineState, useHost } from './EngineContext';
export { useCommand } from './useCommand';
export { isUnfinished, jobResult, useJob, useStartJob, type JobView } from './useJob';
export { useQuery, type QueryState } from './useQuery';
