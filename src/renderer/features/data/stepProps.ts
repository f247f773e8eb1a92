/** What each step of the import is given. */
import type { ReactNode } from 'react';
import type { Inspection } from '@shared/areas/datasets';
import type { ImportDraft } from './importDrafts';

export interface StepProps {
  readonly ticket: string;
  readonly inspection: Inspection;
  readonly draft: ImportDraft;
  /** True while the file is inspected anew after a change. */
  readonly busy: boolean;
  /** Title, steps and the given buttons; `locked` while the import runs: only these buttons. */
  readonly head: (actions: ReactNode, locked?: boolean) => ReactNode;
}
