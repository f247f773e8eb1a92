/** The peers that are asked, in this order. A new peer is one file and one line here. */
import { libreoffice } from './libreoffice';
import type { PeerProof } from './peerProof';

export const peerProofs: readonly PeerProof[] = [libreoffice];
