/** What a gate writes down and approval reads. */
import { z } from 'zod';

export const gateDocumentSchema = z.object({ verdict: z.enum(['pass', 'fail', 'insufficient']), reasons: z.array(z.string()) });
export type GateDocument = z.infer<typeof gateDocumentSchema>;

/** Who said what to a candidate. */
export const approvalDocumentSchema = z.object({ answer: z.enum(['approve', 'refuse']), by: z.enum(['person', 'rule']), reason: z.string() });
export type ApprovalDocument = z.infer<typeof approvalDocumentSchema>;
