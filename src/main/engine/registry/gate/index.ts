/** What a compute worker runs for a gate. */
export { compareTask } from './pairedBootstrap';
export { pairRowsTask } from './pairRows';
