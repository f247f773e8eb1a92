/** What a gate writes down and approval and promotion read. */
import { z } from 'zod';
import { gateVerdicts } from '@shared/areas/gates';
import type { Artifact } from '@shared/areas/pipelines';
import { canonicalJson, sha256Hex } from '../../kernel/hashing';
import type { BlobStore } from '../../storage/blobStore';

export const gateDocumentSchema = z.object({ gateId: z.string(), verdict: z.enum(gateVerdicts), reasons: z.array(z.string()) });
export type GateDocument = z.infer<typeof gateDocumentSchema>;

/** Who said what to a candidate. */
export const approvalDocumentSchema = z.object({ answer: z.enum(['approve', 'refuse']), by: z.enum(['person', 'rule']), reason: z.string() });
export type ApprovalDocument = z.infer<typeof approvalDocumentSchema>;

/** The evaluation's own id is kept, but is no part of the hash: two computers that find the same agree. */
export function gateArtifact(blobs: BlobStore, document: GateDocument): Artifact {
  const { sha256 } = blobs.putBytes(Buffer.from(canonicalJson(document)));
  return { type: 'gate', id: sha256, hash: sha256Hex(canonicalJson({ verdict: document.verdict, reasons: document.reasons })), label: document.verdict };
}

export function readGate(blobs: BlobStore, { id }: Artifact): GateDocument {
  return gateDocumentSchema.parse(JSON.parse(blobs.readBytes(id).toString('utf8')));
}

export function readApproval(blobs: BlobStore, { id }: Artifact): ApprovalDocument {
  return approvalDocumentSchema.parse(JSON.parse(blobs.readBytes(id).toString('utf8')));
}
