/** True once the page has stood for a moment: what only counts for later must not hold up what is looked at first. */
import { useEffect, useState } from 'react';

const calmAfterMs = 1_500;

export function useCalm(): boolean {
  const [isCalm, setCalm] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(true), calmAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return isCalm;
}
