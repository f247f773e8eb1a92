/** Counts rules that have no result yet, one after another, the first first; what was counted is kept. */
import { useEffect, useMemo, useState } from 'react';
import type { CheckResult } from '@shared/areas/quality';
import type { Check } from '@shared/areas/qualitySchema';
import { useEngine } from '../../engine';
import { countText } from './checkText';

/** Stillness after an edit before its rows are counted. */
const pauseMs = 180;

export interface Counts {
  /** By `countText`. */
  readonly results: ReadonlyMap<string, CheckResult>;
  /** Why a rule could not be counted, by `countText`. */
  readonly failures: ReadonlyMap<string, unknown>;
}

const nothing: Counts = { results: new Map(), failures: new Map() };

export function useCounts(snapshotId: string, known: ReadonlyMap<string, CheckResult>, wanted: readonly Check[]): Counts {
  const client = useEngine();
  const [tried, setTried] = useState<Counts>(nothing);
  const next = wanted.find((check) => !known.has(countText(check)) && !tried.results.has(countText(check)) && !tried.failures.has(countText(check)));
  const text = next ? countText(next) : null;
  useEffect(() => {
    if (next === undefined || text === null) return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      client.call('quality.tryCheck', { snapshotId, check: next }, { signal: controller.signal }).then(
        (result) => setTried((now) => ({ ...now, results: new Map(now.results).set(text, result) })),
        (error: unknown) => {
          if (!controller.signal.aborted) setTried((now) => ({ ...now, failures: new Map(now.failures).set(text, error) }));
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
    // The rule's text says what is counted; a new object of the same text must not start over.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, snapshotId, text]);
  return useMemo(() => ({ results: new Map([...tried.results, ...known]), failures: tried.failures }), [tried, known]);
}
