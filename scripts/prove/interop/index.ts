/** The peers that are asked, in this order. A new peer is one file and one line here. */
import { container } from './container';
import { dvcProof } from './dvc';
import { evidently } from './evidently';
import { greatExpectations } from './greatExpectations';
import { libreoffice } from './libreoffice';
import { mlflowProof } from './mlflow';
import { mlflowServingProof } from './mlflowServing';
import { modelsProof } from './models';
import { orchestrators } from './orchestrators';
import { pandera } from './pandera';
import type { PeerProof } from './peerProof';

export const peerProofs: readonly PeerProof[] = [
  pandera,
  evidently,
  modelsProof,
  greatExpectations,
  libreoffice,
  mlflowProof,
  mlflowServingProof,
  dvcProof,
  ...orchestrators,
  container,
];
