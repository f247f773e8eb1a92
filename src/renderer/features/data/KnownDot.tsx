/** When a column is known, as a dot: before launch blue, live amber, only after the sale vermilion. The word stands beside it. */
import type { KnownWhen } from '@shared/areas/common';
import { Dot } from '../../ui';
import { knownWhenWords } from './messages';

const tones = { 'before-launch': 'accent', live: 'attention', 'after-sale': 'failure' } as const;

export function KnownDot({ knownWhen }: { readonly knownWhen: KnownWhen }) {
  return <Dot tone={tones[knownWhen]} word={`Known ${knownWhenWords[knownWhen]}`} />;
}
