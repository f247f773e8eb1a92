/**
 * Which texts match a regular expression of Python that RE2 cannot say, such as one that looks ahead. For single requests only:
 * such a pattern may take for ever, so it runs apart and is stopped.
 */
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { panderaMessages as words } from '@shared/messages/pandera';
import type { TranslatedPattern } from '../pythonPattern';

const longestMs = 1200;

/** One answer per text. Throws `invalid-input` where it takes too long, or JavaScript cannot say the pattern either. */
export function matchTexts(pattern: string, { javascript, flags }: TranslatedPattern, texts: readonly string[], isAtStart: boolean): readonly boolean[] {
  if (javascript === null) throw new EngineError('invalid-input', words.refused.pattern(pattern, words.refused.notKnownHere), { pattern });
  try {
    const found: unknown = runInNewContext('const expression = new RegExp(source, flags); JSON.stringify(JSON.parse(texts).map((text) => { expression.lastIndex = 0; return expression.test(text); }))', { source: javascript, flags: isAtStart ? `${flags}y` : flags, texts: JSON.stringify(texts) }, { timeout: longestMs });
    return z.array(z.boolean()).parse(JSON.parse(String(found)));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new EngineError('invalid-input', words.refused.slowPattern(pattern), { pattern });
    throw new EngineError('invalid-input', words.refused.pattern(pattern, error instanceof Error ? error.message : String(error)), { pattern }, { cause: error });
  }
}
