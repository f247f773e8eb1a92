/** Entry of a thread that helps one fit of a compute worker. It loads the kernel and no more, so that it starts at once and holds little. */
import { workerData } from 'node:worker_threads';
import { serveCrew, type CrewMember } from '../engine/training/trees/crew';
import { lowerPriority } from './lowerPriority';

lowerPriority();
// Both ends are our own code in one process.
serveCrew(workerData as CrewMember);
