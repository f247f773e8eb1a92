/** The peers that are asked, in this order. A new peer is one file and one line here. */
import { libreoffice } from './libreoffice';
import type { PeerProof } from './peerProof';
import { onnxruntimeProof, xgboostProof } from './scoring';

export const peerProofs: readonly PeerProof[] = [libreoffice, onnxruntimeProof, xgboostProof];
